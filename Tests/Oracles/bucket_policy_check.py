"""Uses emitted bucket policies at an S3 server that enforces them.

usage: bucket_policy_check.py ENDPOINT STORES_FOLDER

The server (moto with INITIAL_NO_AUTH_ACTION_COUNT) lets the first calls in; this script makes buckets and,
for every policy, a user that has nothing else. Then each user tries what it may, and what it may not. The
server does not evaluate conditions, so listing is tried per bucket. Prints a line for each surprise.
"""

import json
import pathlib
import sys

import boto3
from botocore.exceptions import ClientError

ENDPOINT, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])


def client(service, key="root", secret="root"):
    return boto3.client(
        service, endpoint_url=ENDPOINT, region_name="us-east-1",
        aws_access_key_id=key, aws_secret_access_key=secret)


policies = {}
for path in sorted(FOLDER.glob("policies/*.json")):
    policies[path.stem] = json.loads(path.read_text())
resources = {
    name: policy["Statement"][-1]["Resource"][0].removeprefix("arn:aws:s3:::").removesuffix("*")
    for name, policy in policies.items()
}
buckets = sorted({resource.split("/")[0] for resource in resources.values()}) + ["foreign"]
s3, iam = client("s3"), client("iam")
for bucket in buckets:
    s3.create_bucket(Bucket=bucket)
users = {}
for name, policy in policies.items():
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName=name, PolicyDocument=json.dumps(policy))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    users[name] = client("s3", key["AccessKeyId"], key["SecretAccessKey"])
print(f"calls: {len(buckets) + 3 * len(policies)}")

surprises = checks = 0


def attempt(user, action, allowed, **arguments):
    global surprises, checks
    checks += 1
    try:
        getattr(users[user], action)(**arguments)
        done = True
    except ClientError as error:
        code = error.response["Error"]["Code"]
        done = code in ("NoSuchKey", "404")
    if done != allowed:
        surprises += 1
        print(f"{user}: {action} {arguments} was {'allowed' if done else 'refused'}")


for name, resource in resources.items():
    bucket, _, prefix = resource.partition("/")
    writes = name.endswith("-rw")
    deletes = any("s3:DeleteObject" in s["Action"] for s in policies[name]["Statement"])
    inside = {"Bucket": bucket, "Key": f"{prefix}wals/1"}
    attempt(name, "put_object", writes, Body=b"x", **inside)
    attempt(name, "get_object", True, **inside)
    attempt(name, "list_objects_v2", True, Bucket=bucket)
    attempt(name, "delete_object", writes and deletes, **inside)
    for other in buckets:
        if other == bucket:
            continue
        attempt(name, "put_object", False, Bucket=other, Key="k", Body=b"x")
        attempt(name, "get_object", False, Bucket=other, Key="k")
        attempt(name, "list_objects_v2", False, Bucket=other)
    if prefix:
        attempt(name, "put_object", False, Bucket=bucket, Key="elsewhere/k", Body=b"x")
        attempt(name, "get_object", False, Bucket=bucket, Key="elsewhere/k")
    attempt(name, "delete_bucket", False, Bucket=bucket)
print(f"{checks} attempts, {surprises} surprises")
sys.exit(1 if surprises else 0)

"""What an ObjectStore says to the programs of barman-cloud."""

import base64
import os


class Archive:
    """One server's folder in one store, with the credentials that a Cluster has for it."""

    def __init__(self, site, namespace, plugin):
        name, self.server = plugin["parameters"]["barmanObjectName"], plugin["parameters"]["serverName"]
        found = site.store.get("ObjectStore", namespace, name)
        if found is None:
            raise RuntimeError(f"no ObjectStore {name}")
        self.name, self.site, self.namespace = name, site, namespace
        self.store = found["spec"]["configuration"]
        self.variables = found["spec"].get("instanceSidecarConfiguration", {}).get("env", [])

    def environment(self):
        values = {"PATH": self.site.search_path, "AWS_CA_BUNDLE": self.site.authorities, "HOME": "/tmp", "AWS_DEFAULT_REGION": "us-east-1"}
        for variable, key in (("AWS_ACCESS_KEY_ID", "accessKeyId"), ("AWS_SECRET_ACCESS_KEY", "secretAccessKey")):
            wanted = self.store["s3Credentials"][key]
            secret = self.site.store.get("Secret", self.namespace, wanted["name"])
            values[variable] = base64.b64decode(secret["data"][wanted["key"]]).decode()
        for variable in self.variables:
            values[variable["name"]] = variable["value"]
        return values

    def place(self):
        return ["--cloud-provider", "aws-s3", "--endpoint-url", self.store["endpointURL"], self.store["destinationPath"].rstrip("/"), self.server]

    def command(self, program, *words, options=()):
        return [f"barman-cloud-{program}", *options, *self.place(), *map(str, words)]

    def compression(self, part):
        value = self.store.get(part, {}).get("compression")
        return [f"--{value}"] if value else []


def private(path, text, uid):
    """A file that only its owner reads."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    os.chown(path, uid, uid)

"""Evaluates a ValidatingAdmissionPolicy on objects.

usage: policy_check.py POLICY CASES

CASES is a YAML stream of `{object, old}`; prints for each case `allow`, or `deny` with the messages.
"""

import sys

import celpy
import yaml


def main():
    policy_path, cases_path = sys.argv[1:]
    policy = next(
        document
        for document in yaml.safe_load_all(open(policy_path))
        if document["kind"] == "ValidatingAdmissionPolicy"
    )
    environment = celpy.Environment()

    def evaluate(expression, case):
        program = environment.program(environment.compile(expression))
        return bool(
            program.evaluate(
                {
                    "object": celpy.json_to_cel(case["object"]),
                    "oldObject": celpy.json_to_cel(case.get("old")),
                }
            )
        )

    spec = policy["spec"]
    for case in yaml.safe_load_all(open(cases_path)):
        if not all(evaluate(item["expression"], case) for item in spec["matchConditions"]):
            print("allow, not looked at")
            continue
        broken = [item["message"] for item in spec["validations"] if not evaluate(item["expression"], case)]
        print("deny: " + broken[0] if broken else "allow")


if __name__ == "__main__":
    main()

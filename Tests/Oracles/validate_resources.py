"""Validates resources of Infisical against our CustomResourceDefinitions, strictly: unknown fields and
the CEL rules included.

usage: validate_resources.py OUR_CRDS FILE_OR_FOLDER...

Prints a line for each fault and ends with the number of resources; exits 1 when there is a fault or no
resource.
"""

import sys

import jsonschema

from crd_differential import definitions, objects
from validate_tree import close


def main():
    folder, *paths = sys.argv[1:]
    known = definitions(folder)
    for definition in known.values():
        definition.validator = jsonschema.Draft202012Validator(closed(definition.schema))
    count = faults = 0
    for name, document in objects(paths):
        items = document["items"] if document.get("kind") == "List" else [document]
        for item in items:
            definition = known.get((item.get("apiVersion"), item.get("kind")))
            if definition is None or not item["apiVersion"].endswith("v1beta1"):
                continue
            count += 1
            for problem in definition.problems(item):
                faults += 1
                print(f"{name}: {item['kind']} {item['metadata']['name']}: {problem}")
    print(f"{count} resources, {faults} faults")
    return 1 if faults or not count else 0


def closed(schema):
    result = close(schema)
    result["properties"]["metadata"] = {"type": "object", "required": ["name"]}
    return result


if __name__ == "__main__":
    sys.exit(main())

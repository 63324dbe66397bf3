"""Compares the verdicts of our CustomResourceDefinitions with those of upstream's, object by object.

usage: crd_differential.py UPSTREAM_CRDS OUR_CRDS FILE_OR_FOLDER...

Objects are the documents of the given files and, for each of them, mutations: every field removed, every
value given another type, every string emptied. A verdict is that of an API server: the structural schema,
unknown fields pruned, and the CEL rules. Prints a line for each object on which the two differ:

    admitted|refused  kind  why

`refused` means that upstream admits what ours refuses. Differences that need no comment are folded: the
reason is the message of our rule, or the constraint that upstream does not have. The last line counts.
"""

import copy
import collections
import json
import pathlib
import sys

import celpy
import jsonschema
import yaml

yaml.CSafeLoader.add_constructor("tag:yaml.org,2002:value", lambda loader, node: node.value)
yaml.CSafeLoader.yaml_implicit_resolvers = {
    key: [item for item in value if not item[0].endswith(":timestamp")]
    for key, value in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def escape(value):
    """`namespace` is a word of CEL: rules see it under an escaped name."""
    if isinstance(value, dict):
        return {("__namespace__" if k == "namespace" else k): escape(v) for k, v in value.items()}
    if isinstance(value, list):
        return [escape(item) for item in value]
    return value


class Definition:
    def __init__(self, schema):
        self.environment = celpy.Environment()
        self.programs = {}
        self.schema = schema
        self.validator = jsonschema.Draft202012Validator(schema)

    def problems(self, document):
        found = []
        for error in self.validator.iter_errors(document):
            value = error.validator_value if error.validator not in ("required", "type") else ""
            what = error.message if error.validator == "required" else f"{error.validator} {value}"
            found.append(f"{error.validator}: {what}" if error.validator == "required" else what.strip())
        if not found:
            self.rules(self.schema, document, found)
        return found

    def rules(self, schema, value, found):
        for rule in schema.get("x-kubernetes-validations", []):
            text = rule["rule"]
            if text not in self.programs:
                self.programs[text] = self.environment.program(self.environment.compile(text))
            try:
                holds = bool(self.programs[text].evaluate({"self": celpy.json_to_cel(escape(value))}))
            except celpy.CELEvalError as error:
                holds = False
                found.append(f"CEL: {error}")
            if not holds:
                found.append(rule["message"])
        if isinstance(value, dict):
            for key, child in schema.get("properties", {}).items():
                if key in value:
                    self.rules(child, value[key], found)
        if isinstance(value, list) and "items" in schema:
            for item in value:
                self.rules(schema["items"], item, found)


def definitions(folder):
    result = {}
    for path in sorted(pathlib.Path(folder).glob("*.yaml")):
        if path.name == "kustomization.yaml":
            continue
        for document in yaml.load_all(path.read_text(), Loader=yaml.CSafeLoader):
            spec = document["spec"]
            for version in spec["versions"]:
                key = (f"{spec['group']}/{version['name']}", spec["names"]["kind"])
                result[key] = Definition(version["schema"]["openAPIV3Schema"])
    return result


def objects(paths):
    for root in paths:
        root = pathlib.Path(root)
        files = [root] if root.is_file() else sorted(root.rglob("*.y*ml"))
        for path in files:
            for document in yaml.load_all(path.read_text(), Loader=yaml.CSafeLoader):
                if isinstance(document, dict):
                    yield path.name, document


def mutations(document):
    """The document with one change at each of its values below `spec`."""

    def visit(parent, key, value):
        yield from replace(parent, key, None)
        if isinstance(value, str):
            for other in ("", 7, ["x"]):
                yield from replace(parent, key, other)
        elif isinstance(value, (bool, int)):
            for other in ("text", {"a": 1}):
                yield from replace(parent, key, other)
        else:
            yield from replace(parent, key, "text")
        if isinstance(value, dict):
            for child in list(value):
                yield from visit(value, child, value[child])
        if isinstance(value, list):
            yield from replace(parent, key, [])
            if value:
                yield from replace(parent, key, value + value)
            for position, child in enumerate(list(value)):
                yield from visit(value, position, child)

    def replace(parent, key, other):
        kept = parent[key]
        if other is None and isinstance(parent, dict):
            del parent[key]
        else:
            parent[key] = other
        yield copy.deepcopy(document)
        if other is None and isinstance(parent, dict):
            order = list(parent.items())
            parent.clear()
            parent.update(order)
        parent[key] = kept

    # Rules that compare each item with each other take minutes on long lists here.
    if isinstance(document.get("spec"), dict) and len(json.dumps(document)) < 8000:
        yield from visit(document, "spec", document["spec"])


def main():
    upstream_folder, our_folder, *paths = sys.argv[1:]
    upstream, ours = definitions(upstream_folder), definitions(our_folder)
    missing = sorted(str(key) for key in upstream if key not in ours)
    differences = collections.Counter()
    count = 0
    for _, document in objects(paths):
        key = (document.get("apiVersion"), document.get("kind"))
        if key not in upstream:
            continue
        for variant in [document, *mutations(copy.deepcopy(document))]:
            count += 1
            theirs, own = upstream[key].problems(variant), ours[key].problems(variant)
            if bool(theirs) == bool(own):
                continue
            verdict, reasons = ("refused", own) if own else ("admitted", theirs)
            for reason in sorted(set(reasons)):
                differences[f"{verdict}  {key[1]}  {reason}"] += 1
    for line in sorted(differences):
        print(line)
    for key in missing:
        print(f"missing  {key}")
    print(f"{count} objects")


if __name__ == "__main__":
    main()

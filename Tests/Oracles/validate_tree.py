"""Validates every object of an output tree against upstream's schemas, unknown fields included.

usage: validate_tree.py SHARED_CRDS CNPG_FOLDER KUBERNETES_VERSION TREE...

Custom resources are checked against the CustomResourceDefinitions in SHARED_CRDS, built-in kinds against
the Kubernetes OpenAPI document there and, as a second opinion, against kubernetes-validate from PyPI.
Prints a line for each fault and ends with the number of objects; exits 1 when there is a fault.
"""

import copy
import json
import pathlib
import sys

import jsonschema
import kubernetes_validate
import yaml


def close(schema):
    """The schema as the API server applies it strictly: no field that is not declared."""
    if isinstance(schema, list):
        return [close(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: close(value) for key, value in schema.items()}
    if isinstance(result.get("properties"), dict) and "additionalProperties" not in result:
        if not result.get("x-kubernetes-preserve-unknown-fields"):
            result["additionalProperties"] = False
    if result.pop("x-kubernetes-int-or-string", False):
        result.pop("type", None)
        result["anyOf"] = [{"type": "integer"}, {"type": "string"}]
    return result


# An enum value `=` in a CRD has a tag of its own in YAML 1.1.
yaml.CSafeLoader.add_constructor("tag:yaml.org,2002:value", lambda loader, node: node.value)

META = {"type": "object", "required": ["name"]}


def custom_schemas(folder):
    schemas = {}
    for path in sorted(folder.rglob("*.yaml")):
        for document in yaml.load_all(path.read_text(), Loader=yaml.CSafeLoader):
            if not document or document.get("kind") != "CustomResourceDefinition":
                continue
            spec = document["spec"]
            for version in spec["versions"]:
                schema = close(copy.deepcopy(version["schema"]["openAPIV3Schema"]))
                schema["properties"]["metadata"] = META
                schema["properties"].setdefault("apiVersion", {"type": "string"})
                schema["properties"].setdefault("kind", {"type": "string"})
                schemas[(f"{spec['group']}/{version['name']}", spec["names"]["kind"])] = schema
    return schemas


def builtin_schemas(swagger):
    document = json.loads(swagger.read_text())
    definitions = close(document["definitions"])
    text = json.dumps(definitions).replace("#/definitions/", "#/$defs/")
    definitions = json.loads(text)
    # The document types quantities and int-or-string as strings; the API server takes numbers too.
    for name in ("api.resource.Quantity", "util.intstr.IntOrString"):
        prefix = "io.k8s.apimachinery.pkg."
        definitions[prefix + name] = {"anyOf": [{"type": "string"}, {"type": "number"}]}
    schemas = {}
    for name, definition in definitions.items():
        for gvk in definition.get("x-kubernetes-group-version-kind", []):
            group = f"{gvk['group']}/" if gvk["group"] else ""
            schemas[(group + gvk["version"], gvk["kind"])] = {
                "$ref": f"#/$defs/{name}",
                "$defs": definitions,
            }
    return schemas


# Kinds whose definitions are not among the oracles; their one form is in the goldens.
WITHOUT_DEFINITION = {("cilium.io/v2", "CiliumNetworkPolicy")}


def main():
    crds, cnpg, kubernetes, *trees = sys.argv[1:]
    crds = pathlib.Path(crds)
    schemas = builtin_schemas(crds / "kubernetes" / "swagger.json")
    custom = {}
    for folder in ("argocd", "flux", "barman-cloud", "cert-manager", "infisical-operator", "prometheus-operator",
                   "external-secrets", "minio-operator", "gateway-api"):
        custom.update(custom_schemas(crds / folder))
    custom.update(custom_schemas(crds / cnpg))
    validators = {}
    count = faults = 0
    for tree in trees:
        for path in sorted(pathlib.Path(tree).rglob("*.yaml")):
            for document in yaml.load_all(path.read_text(), Loader=yaml.CSafeLoader):
                key = (document["apiVersion"], document["kind"])
                if key[0].startswith("kustomize.config.k8s.io/"):
                    continue
                if key in WITHOUT_DEFINITION:
                    print(f"{path}: not checked, its definition is not at hand")
                    continue
                count += 1
                schema = custom.get(key) or schemas.get(key)
                if schema is None:
                    print(f"{path}: no schema for {key}")
                    faults += 1
                    continue
                if key not in validators:
                    validators[key] = jsonschema.Draft202012Validator(schema)
                for error in validators[key].iter_errors(document):
                    print(f"{path}: {error.json_path}: {error.message[:300]}")
                    faults += 1
                if key not in custom:
                    try:
                        kubernetes_validate.validate(document, kubernetes, strict=True)
                    except kubernetes_validate.ValidationError as error:
                        print(f"{path}: kubernetes-validate: {error.message[:300]}")
                        faults += 1
    print(f"{count} objects, {faults} faults")
    return 1 if faults or not count else 0


if __name__ == "__main__":
    sys.exit(main())

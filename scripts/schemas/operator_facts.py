#!/usr/bin/env python3
"""Writes schemas/kubernetes/operators.facts from CustomResourceDefinitions of the operators that Redoubt emits for.

usage: operator_facts.py FOLDER     (a folder with the definitions of each operator in a folder of its own)

Facts only: no descriptions, no status, no validation rules in CEL (`--schema` takes the definitions themselves).
"""

import pathlib
import sys

import yaml

from fact_writer import Facts, constraints, escape, flags

ROOT = pathlib.Path(__file__).resolve().parents[2]
KINDS = {
    "argocd": "Application ApplicationSet AppProject",
    "barman-cloud": "ObjectStore",
    "cert-manager": "Certificate Issuer ClusterIssuer",
    "cnpg": "Cluster Backup ScheduledBackup Pooler ImageCatalog ClusterImageCatalog Database Publication Subscription",
    "external-secrets": "ExternalSecret SecretStore ClusterSecretStore ClusterExternalSecret PushSecret",
    "flux": "Kustomization HelmRelease GitRepository OCIRepository HelmRepository HelmChart Bucket Alert Provider Receiver",
    "gateway-api": "Gateway GatewayClass HTTPRoute TLSRoute BackendTLSPolicy ReferenceGrant",
    "prometheus-operator": "PrometheusRule ServiceMonitor PodMonitor Probe ScrapeConfig AlertmanagerConfig",
}

# PyYAML trips over a lone `=`, which is a string.
yaml.CSafeLoader.add_constructor("tag:yaml.org,2002:value", lambda loader, node: node.value)


class Writer:
    def __init__(self):
        self.facts = Facts(29, 37)

    def type(self, schema):
        limits = constraints(schema)
        if schema.get("x-kubernetes-int-or-string"):
            return "x" + limits
        kind = schema.get("type")
        if kind == "array":
            return "[" + self.type(schema["items"]) + limits
        if kind == "object":
            extra = schema.get("additionalProperties")
            if "properties" in schema:
                return f"#{self.definition(schema)}" + limits
            return ("{" + self.type(extra) if isinstance(extra, dict) else "o") + limits
        if "enum" in schema and kind == "string":
            return "e(" + "|".join(escape(word) for word in schema["enum"]) + ")" + constraints(
                {k: v for k, v in schema.items() if k == "nullable"})
        return {"string": "s", "integer": "i", "number": "n", "boolean": "b", None: "*"}[kind] + limits

    def definition(self, schema, isRoot=False):
        cells = ["+"] if schema.get("x-kubernetes-preserve-unknown-fields") else []
        required = schema.get("required", [])
        for name, value in sorted(schema["properties"].items()):
            kind = "o" if isRoot and name in ("metadata", "status") else self.type(value)
            isOld = value.get("description", "").lower().startswith("deprecated")
            cells.append(f"{escape(name)} {flags(name in required, isOld)} {kind}")
        return self.facts.definition(cells)

    def run(self, folder):
        seen = set()
        for operator, names in KINDS.items():
            for path in sorted((folder / operator).glob("*.yaml")):
                for document in yaml.load_all(path.read_text(), Loader=yaml.CSafeLoader):
                    spec = document["spec"]
                    kind = spec["names"]["kind"]
                    if kind not in names.split():
                        continue
                    for version in spec["versions"]:
                        if version.get("served"):
                            seen.add((operator, kind))
                            number = self.definition(version["schema"]["openAPIV3Schema"], isRoot=True)
                            scope = "C" if spec["scope"] == "Cluster" else "N"
                            self.facts.kind(f"{spec['group']}/{version['name']}", kind, scope, number)
        missing = [f"{o}/{k}" for o, names in KINDS.items() for k in names.split() if (o, k) not in seen]
        if missing:
            sys.exit(f"no definition of {', '.join(missing)}")
        self.facts.write(ROOT / "schemas" / "kubernetes" / "operators.facts")


if __name__ == "__main__":
    Writer().run(pathlib.Path(sys.argv[1]))

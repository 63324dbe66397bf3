#!/usr/bin/env python3
"""Writes schemas/kubernetes/kubernetes.facts from the OpenAPI data of PyPI's kubernetes-validate.

usage: kubernetes_facts.py     (a maintainer runs it when a version of Kubernetes comes out)

Facts only: names, types, required fields, formats, list keys, deprecations, and the versions that have them. Words of
enumerations are in no OpenAPI data; they come from enumerations.txt beside this script.
"""

import json
import pathlib
import re
import sys

import kubernetes_validate

from fact_writer import Facts, constraints, escape, flags

FIRST, LAST = 29, 37
ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema"

CLUSTER = set(
    """APIService CSIDriver CSINode CertificateSigningRequest ClusterRole ClusterRoleBinding ClusterTrustBundle
    ComponentStatus CustomResourceDefinition DeviceClass DeviceTaintRule FlowSchema IPAddress IngressClass
    MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration Namespace Node PersistentVolume
    PriorityClass PriorityLevelConfiguration ResourceSlice RuntimeClass SelfSubjectAccessReview SelfSubjectReview
    SelfSubjectRulesReview ServiceCIDR StorageClass StorageVersion StorageVersionMigration SubjectAccessReview
    TokenReview ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration
    VolumeAttachment VolumeAttributesClass ResourceClass ResourcePoolStatusRequest""".split()
)
ANSWERS = {"DeleteOptions", "Status", "WatchEvent", "APIGroup", "APIGroupList", "APIResourceList", "APIVersions"}

# The OpenAPI data has no mark for it: descriptions say it in these two forms.
DEPRECATED = re.compile(r"(?:^|\s)Deprecated[:.]\s|This field is deprecated")

SPECIAL = {
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString": "x",
    "io.k8s.apimachinery.pkg.api.resource.Quantity": "q",
    "io.k8s.apimachinery.pkg.apis.meta.v1.Time": "s;f=date-time",
    "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": "s;f=date-time",
    "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1": "o",
    "io.k8s.apimachinery.pkg.runtime.RawExtension": "o",
}


def load():
    return {
        minor: json.loads((DATA / f"v1.{minor}.0-local" / "_definitions.json").read_text())["$defs"]
        for minor in range(FIRST, LAST + 1)
    }


def enumerations():
    """Words by definition and field: `Container.imagePullPolicy Always IfNotPresent Never`."""
    result = {}
    for line in (pathlib.Path(__file__).parent / "enumerations.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            name, *words = line.split()
            result[name] = ["" if word == "(empty)" else word for word in words]
    return result


def bare(cell):
    return (re.sub(r";t=[^;]*", "", cell[0]), *cell[1:])


class Writer:
    def __init__(self):
        self.versions, self.words = load(), enumerations()
        self.used, self.unread = set(), set(self.words)
        self.facts = Facts(FIRST, LAST)
        self.order, self.queue = {}, []

    def number(self, name):
        if name not in self.order:
            self.order[name] = len(self.order)
            self.queue.append(name)
        return self.order[name]

    def type(self, schema, owner="", field=""):
        if "$ref" in schema:
            name = schema["$ref"].split("/")[-1]
            if name in SPECIAL:
                return SPECIAL[name]
            target = next(d[name] for d in reversed(self.versions.values()) if name in d)
            if "properties" not in target:
                return "o" if "object" in str(target.get("type")) else "*"
            return f"#{self.number(name)}"
        kinds = schema.get("type", [])
        kind = next((k for k in ([kinds] if isinstance(kinds, str) else kinds) if k != "null"), None)
        limits = constraints(schema)
        if kind == "array":
            return "[" + self.type(schema["items"], owner, field) + limits
        if kind == "object":
            extra = schema.get("additionalProperties")
            return "{" + self.type(extra) if isinstance(extra, dict) else "o"
        if kind == "string":
            name = f"{owner.split('.')[-1]}.{field}"
            if name in self.words:
                self.unread.discard(name)
                return "e(" + "|".join(escape(word) for word in self.words[name]) + ")"
            return "s" + limits
        return {"integer": "i", "number": "n", "boolean": "b", None: "*"}[kind] + limits

    def definition(self, name):
        """The fields of a definition over all versions, each with the versions that have it."""
        have = [minor for minor, all in self.versions.items() if name in all]
        fields = {}
        for minor in have:
            schema = self.versions[minor][name]
            for field, value in (schema.get("properties") or {}).items():
                text = value.get("description", "")
                cell = (
                    self.type(value, name, field), field in schema.get("required", []),
                    bool(DEPRECATED.search(text)),
                )
                runs = fields.setdefault(field, [])
                # Data before 1.30 leaves out the types of lists, which the server knew already.
                if runs and bare(runs[-1][0]) == bare(cell) and runs[-1][2] == minor - 1:
                    runs[-1] = [cell, runs[-1][1], minor]
                else:
                    runs.append([cell, minor, minor])
        cells = []
        for field in sorted(fields):
            for (kind, required, old), since, until in fields[field]:
                since, until = (None if since == have[0] else since), (None if until == have[-1] else until)
                cells.append(f"{escape(field)} {flags(required, old, since, until)} {kind}")
        return cells

    def run(self):
        kinds = {}
        for minor, definitions in self.versions.items():
            for name, schema in definitions.items():
                for gvk in schema.get("x-kubernetes-group-version-kind", []):
                    if gvk["kind"] in ANSWERS or gvk["kind"].endswith("List") or "metadata" not in schema.get("properties", {}):
                        continue
                    key = ("/".join(filter(None, [gvk["group"], gvk["version"]])), gvk["kind"])
                    kinds.setdefault(key, [name, minor, minor])[2] = minor
        for (version, kind), (name, since, until) in sorted(kinds.items()):
            self.facts.kind(
                version, kind, "C" if kind in CLUSTER else "N", self.number(name),
                None if since == FIRST else since, None if until == LAST else until)
        while self.queue:
            self.facts.lines.append("\t".join(self.definition(self.queue.pop(0))))
        if self.unread:
            sys.exit(f"enumerations.txt names unknown fields: {', '.join(sorted(self.unread))}")
        self.facts.write(ROOT / "schemas" / "kubernetes" / "kubernetes.facts")


if __name__ == "__main__":
    Writer().run()

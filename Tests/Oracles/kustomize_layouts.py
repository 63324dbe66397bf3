"""Writes kustomization layouts from a seed, builds each with kubectl and with redoubt, and compares.

usage: kustomize_layouts.py REDOUBT KUBECTL [--seed N] [--count N] [--keep FOLDER]

Equal are: whether the build is refused, and else the objects, their order and every value.
"""

import argparse
import concurrent.futures
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
NAMES = ["web", "api", "db", "cache"]
NAMESPACES = [None, None, "one", "two", "default"]


class Layout:
    """One tree of directories, from one seed."""

    def __init__(self, seed, folder):
        self.random, self.folder = random.Random(seed), pathlib.Path(folder)
        self.count = 0

    def chance(self, share):
        return self.random.random() < share

    def pick(self, values):
        return self.random.choice(values)

    def write(self, path, value):
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(value, str):
            target.write_text(value)
        else:
            documents = value if isinstance(value, tuple) else (value,)
            target.write_text("---\n".join(yaml.dump(d, Dumper=DUMPER, default_flow_style=self.pick([False, False, False, None]), sort_keys=self.chance(0.5)) for d in documents))

    # Objects

    def metadata(self, name=None):
        meta = {"name": name or self.pick(NAMES)}
        namespace = self.pick(NAMESPACES)
        if namespace:
            meta["namespace"] = namespace
        if self.chance(0.4):
            meta["labels"] = {self.pick(["app", "tier"]): self.pick(["web", "x", "1"])}
        if self.chance(0.3):
            meta["annotations"] = {self.pick(["note", "a/b"]): self.pick(["v", "true", "5", "v", "true", "$(X)"])}
        return meta

    def container(self, name=None):
        item = {"name": name or self.pick(["main", "side", "init"]), "image": self.pick(["nginx", "nginx:1.2", "docker.io/nginx:1", "reg.io:5000/a/b:3@sha256:abc", "redis@sha256:def"])}
        if self.chance(0.4):
            item["env"] = self.env()
        if self.chance(0.3):
            item["ports"] = [{"containerPort": self.pick([80, 81, 443]), **({"protocol": self.pick(["TCP", "UDP"])} if self.chance(0.4) else {}), **({"name": "p"} if self.chance(0.3) else {})} for _ in range(self.pick([1, 2]))]
        if self.chance(0.3):
            item["envFrom"] = [self.pick([{"configMapRef": {"name": self.pick(NAMES)}}, {"secretRef": {"name": self.pick(NAMES)}}])]
        if self.chance(0.2):
            item["args"] = ["a", self.pick(["b", "$(X)", "--x=$(X)-$(Y)", "$$(X)"])]
        if self.chance(0.2):
            item["volumeMounts"] = [{"mountPath": self.pick(["/a", "/b"]), "name": self.pick(["v", "w"])}]
        if self.chance(0.2):
            item["resources"] = {"limits": {"cpu": self.pick([1, "500m", 0.5]), "memory": "1Gi"}}
        return item

    def env(self):
        rows = []
        for name in self.random.sample(["A", "B", "C"], self.pick([1, 2])):
            rows.append(self.pick([
                {"name": name, "value": self.pick(["x", "5", "true", ""])},
                {"name": name, "valueFrom": {"configMapKeyRef": {"name": self.pick(NAMES), "key": "k"}}},
                {"name": name, "valueFrom": {"secretKeyRef": {"name": self.pick(NAMES), "key": "k"}}}]))
        return rows

    def pod(self):
        names = self.random.sample(["main", "side", "init"], self.pick([1, 1, 2]))
        spec = {"containers": [self.container(n) for n in names]}
        if self.chance(0.2):
            spec["initContainers"] = [self.container("init")]
        if self.chance(0.3):
            spec["volumes"] = [self.pick([{"name": "v", "configMap": {"name": self.pick(NAMES)}}, {"name": "w", "secret": {"secretName": self.pick(NAMES)}}, {"name": "v", "emptyDir": {}},
                                          {"name": "v", "persistentVolumeClaim": {"claimName": self.pick(NAMES)}},
                                          {"name": "w", "projected": {"sources": [{"configMap": {"name": self.pick(NAMES)}}]}}])]
        if self.chance(0.3):
            spec["serviceAccountName"] = self.pick(NAMES)
        if self.chance(0.2):
            spec["imagePullSecrets"] = [{"name": self.pick(NAMES)}]
        if self.chance(0.2):
            spec["tolerations"] = [{"key": "k", "operator": "Exists"}]
        if self.chance(0.15):
            spec["affinity"] = {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"labelSelector": {"matchLabels": {"app": "web"}}, "topologyKey": "h"}]}}
        return spec

    def template(self):
        value = {"spec": self.pod()}
        if self.chance(0.6):
            value["metadata"] = {"labels": {"app": self.pick(["web", "x"])}}
        return value

    def object(self):
        kind = self.pick(["Deployment", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "CronJob", "Job", "Pod", "Service", "Service", "ConfigMap", "ConfigMap", "Secret",
                          "ServiceAccount", "RoleBinding", "ClusterRoleBinding", "Role", "ClusterRole", "Namespace", "Ingress", "HorizontalPodAutoscaler", "PodDisruptionBudget",
                          "NetworkPolicy", "Cluster", "PersistentVolumeClaim", "CustomResourceDefinition", "StorageClass"])
        return self.make(kind)

    def make(self, kind, name=None):
        meta = self.metadata(name)
        value = {"apiVersion": "v1", "kind": kind, "metadata": meta}
        if kind in ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"):
            value["apiVersion"] = "apps/v1"
            value["spec"] = {"template": self.template()}
            if self.chance(0.5):
                value["spec"]["selector"] = {"matchLabels": {"app": "web"}}
            if kind != "DaemonSet" and self.chance(0.5):
                value["spec"]["replicas"] = self.pick([1, 2])
            if kind == "StatefulSet":
                value["spec"]["serviceName"] = self.pick(NAMES)
                if self.chance(0.5):
                    value["spec"]["volumeClaimTemplates"] = [{"metadata": {"name": "d"}, "spec": {"storageClassName": self.pick(NAMES)}}]
        elif kind == "CronJob":
            value.update(apiVersion="batch/v1", spec={"schedule": "* * * * *", "jobTemplate": {"spec": {"template": self.template()}}})
        elif kind == "Job":
            value.update(apiVersion="batch/v1", spec={"template": self.template()})
        elif kind == "Pod":
            value["spec"] = self.pod()
        elif kind == "Service":
            value["spec"] = {"ports": [{"port": self.pick([80, 443]), **({"protocol": "TCP"} if self.chance(0.4) else {}), **({"name": "x"} if self.chance(0.3) else {})} for _ in range(self.pick([1, 2]))]}
            if self.chance(0.6):
                value["spec"]["selector"] = {"app": "web"}
        elif kind == "ConfigMap":
            value["data"] = {"k": self.pick(["v", "5", "a\nb\n", "true", "2020-01-01"])}
        elif kind == "Secret":
            value.update(type="Opaque", stringData={"k": "v"})
        elif kind in ("RoleBinding", "ClusterRoleBinding"):
            value.update(apiVersion="rbac.authorization.k8s.io/v1", roleRef={"apiGroup": "rbac.authorization.k8s.io", "kind": self.pick(["Role", "ClusterRole"]), "name": self.pick(NAMES)},
                         subjects=[self.pick([{"kind": "ServiceAccount", "name": self.pick(NAMES + ["default"]), "namespace": self.pick(["one", "two", "default"])}, {"kind": "ServiceAccount", "name": self.pick(NAMES)}, {"kind": "User", "name": self.pick(["default", "ann"])}])])
        elif kind in ("Role", "ClusterRole"):
            value.update(apiVersion="rbac.authorization.k8s.io/v1", rules=[{"apiGroups": [""], "resources": ["secrets"], "resourceNames": [self.pick(NAMES)], "verbs": ["get"]}])
        elif kind == "Ingress":
            value.update(apiVersion="networking.k8s.io/v1", spec={"tls": [{"hosts": ["h"], "secretName": self.pick(NAMES)}], "rules": [{"host": "h", "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": {"service": {"name": self.pick(NAMES), "port": {"number": 80}}}}]}}]})
        elif kind == "HorizontalPodAutoscaler":
            value.update(apiVersion="autoscaling/v2", spec={"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": self.pick(NAMES)}, "maxReplicas": 3, "metrics": [{"type": "Resource"}]})
        elif kind == "PodDisruptionBudget":
            value.update(apiVersion="policy/v1", spec={"selector": {"matchLabels": {"app": "web"}}})
        elif kind == "NetworkPolicy":
            value.update(apiVersion="networking.k8s.io/v1", spec={"podSelector": {"matchLabels": {"app": "web"}} if self.chance(0.5) else {}, "ingress": [{"from": [{"podSelector": {"matchLabels": {"app": "x"}}}]}]})
        elif kind == "Cluster":
            value.update(apiVersion="postgresql.cnpg.io/v1", spec={"instances": 3, "imageName": "nginx:1", "superuserSecret": {"name": self.pick(NAMES)}, "list": [{"name": "a", "v": 1}]})
        elif kind == "PersistentVolumeClaim":
            value["spec"] = {"storageClassName": self.pick(NAMES)}
        elif kind == "CustomResourceDefinition":
            value.update(apiVersion="apiextensions.k8s.io/v1", spec={"group": "example.net", "names": {"kind": "Oven", "plural": "ovens"}})
        elif kind == "StorageClass":
            value.update(apiVersion="storage.k8s.io/v1", provisioner="p")
        return value

    # Kustomizations

    def base(self, path):
        """A directory with objects; what it has is for the patches of others."""
        objects, keys = [], set()
        for _ in range(self.pick([1, 2, 3, 5, 8])):
            item = self.object()
            key = (item["kind"], item["metadata"]["name"], item["metadata"].get("namespace") or "default")
            if key in keys and self.chance(0.97):
                continue
            keys.add(key)
            objects.append(item)
        files = []
        while objects:
            size = self.pick([1, 2, 3])
            part, objects = objects[:size], objects[size:]
            name = f"f{len(files)}.yaml"
            value = tuple(part)
            if self.chance(0.1):
                value = {"apiVersion": "v1", "kind": "List", "items": part}
            self.write(f"{path}/{name}", value)
            files.append((name, part))
        known = [i for _, part in files for i in part]
        self.kustomization(path, [n for n, _ in files], known, share=0.15)
        return known

    def patch_of(self, item):
        """A strategic merge patch for an object."""
        patch = {"apiVersion": item["apiVersion"], "kind": item["kind"], "metadata": {"name": item["metadata"]["name"]}}
        if "namespace" in item["metadata"]:
            patch["metadata"]["namespace"] = item["metadata"]["namespace"]
        if self.chance(0.4):
            patch["metadata"]["labels"] = {"p": self.pick(["q", None])}
        if self.chance(0.2):
            patch["metadata"]["annotations"] = {"note": self.pick(["n", None])}
        spec = item.get("spec", {})
        template = spec.get("template") or spec.get("jobTemplate", {}).get("spec", {}).get("template")
        if template and self.chance(0.8):
            inner = {}
            if self.chance(0.7):
                inner["containers"] = [self.container() for _ in range(self.pick([1, 1, 2]))]
                if self.chance(0.15):
                    inner["containers"].insert(0, {"name": "main", "$patch": "delete"})
            if self.chance(0.3):
                inner["volumes"] = [self.pick([{"name": "v", "emptyDir": {}}, {"name": "w", "configMap": {"name": self.pick(NAMES)}}])]
            if self.chance(0.2):
                inner["tolerations"] = [{"key": "z"}]
            if self.chance(0.2):
                inner["serviceAccountName"] = self.pick([None, "web"])
            body = {"template": {"spec": inner}}
            patch["spec"] = {"jobTemplate": {"spec": body}} if item["kind"] == "CronJob" else body
            if self.chance(0.2):
                patch["spec"]["replicas"] = self.pick([4, None])
        elif item["kind"] == "Service" and self.chance(0.8):
            patch["spec"] = {"ports": [{"port": self.pick([80, 81]), "targetPort": 8080, **({"protocol": "TCP"} if self.chance(0.4) else {})}]}
        elif item["kind"] == "ConfigMap":
            patch["data"] = {self.pick(["k", "n"]): self.pick(["v2", None, "7"])}
        elif item["kind"] == "Cluster":
            patch["spec"] = {"instances": 5, "list": [{"name": "b"}]}
        elif self.chance(0.1):
            patch["$patch"] = "delete"
        return patch

    def patch_entry(self, path, item):
        if self.chance(0.4):
            template = "template" in item.get("spec", {})
            operations = [self.pick(([
                {"op": "add", "path": "/spec/template/spec/containers/-", "value": {"name": "n", "image": "nginx"}}, {"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "z:1"},
                {"op": "remove", "path": "/spec/template/spec/containers/-1"}, {"op": "add", "path": "/spec/template/spec/nodeSelector", "value": {"a": "yes"}}] if template else []) + ([
                {"op": "add", "path": "/metadata/annotations/x", "value": "y"}, {"op": "replace", "path": "/spec/replicas", "value": 7}, {"op": "add", "path": "/spec/new", "value": {"a": [1, 2.5, "s"]}},
                *([{"op": "remove", "path": "/metadata/labels"}] if "labels" in item["metadata"] else []), {"op": "replace", "path": "/metadata/name", "value": "renamed"},
                {"op": "test", "path": "/kind", "value": item["kind"]}, {"op": "copy", "from": "/metadata/name", "path": "/metadata/copied"}] if "spec" in item else [{"op": "add", "path": "/metadata/annotations/x", "value": "y"}]))
                for _ in range(self.pick([1, 1, 2]))]
            entry = {"patch": yaml.dump(operations), "target": self.target(item)}
            if self.chance(0.3):
                import json
                entry["patch"] = json.dumps(operations)
            return entry
        patch = self.patch_of(item)
        entry = {}
        if self.chance(0.5):
            entry["target"] = self.target(item)
        if self.chance(0.5):
            self.count += 1
            self.write(f"{path}/patch{self.count}.yaml", patch)
            entry["path"] = f"patch{self.count}.yaml"
        else:
            entry["patch"] = yaml.dump(patch)
        if self.chance(0.1):
            entry["options"] = {"allowNameChange": True, "allowKindChange": self.chance(0.5)}
        return entry

    def target(self, item):
        choices = [{"kind": item["kind"]}, {"kind": item["kind"], "name": item["metadata"]["name"]}, {"name": item["metadata"]["name"]}, {"kind": item["kind"], "name": ".*"}, {"labelSelector": "app=web"},
                   {"kind": item["kind"], "namespace": self.pick(["one", "default"])}, {"group": "apps", "version": "v1"}, {"annotationSelector": "note"}, {"kind": "Deployment|Service"}, {"labelSelector": "app in (web,x),!tier"}]
        return self.pick(choices)

    def generators(self, path, secret, known=()):
        rows = []
        there = [i for i in known if i["kind"] == ("Secret" if secret else "ConfigMap")]
        for _ in range(self.pick([1, 1, 2])):
            row = {"name": self.pick(["gen1", "gen2", "gen3", "web"])}
            if there and self.chance(0.4):
                meta = self.pick(there)["metadata"]
                row = {"name": meta["name"], "behavior": self.pick(["merge", "replace"])}
                if "namespace" in meta:
                    row["namespace"] = meta["namespace"]
            if self.chance(0.7):
                row["literals"] = self.random.sample(["a=b", "c=d=e", 'q="x"', "empty=", "n=5"], self.pick([1, 2]))
            if self.chance(0.3):
                self.count += 1
                self.write(f"{path}/data{self.count}.txt", self.pick(["hello\n", "no newline", "a: b\n", "é <&>\n"]))
                row["files"] = [self.pick([f"data{self.count}.txt", f"key=data{self.count}.txt"])]
            if self.chance(0.2):
                self.count += 1
                self.write(f"{path}/env{self.count}", "# comment\nX=1\n  Y=two words \nZ\n\n")
                row["envs"] = [f"env{self.count}"]
            if self.chance(0.05):
                row["behavior"] = self.pick(["create", "create", "create", "merge", "replace"])
            if "behavior" not in row and self.chance(0.2):
                row["namespace"] = self.pick(["one", "two"])
            if self.chance(0.2):
                row["options"] = {"disableNameSuffixHash": self.chance(0.5), "labels": {"g": "h"}, "immutable": self.chance(0.5)}
            if secret and self.chance(0.3):
                row["type"] = self.pick(["Opaque", "kubernetes.io/tls"])
            rows.append(row)
        return rows

    def kustomization(self, path, resources, known, share=0.4, components=(), kind=None):
        value = {"resources": resources}
        if kind:
            value.update(apiVersion="kustomize.config.k8s.io/v1alpha1", kind=kind)
        elif self.chance(0.3):
            value.update(apiVersion="kustomize.config.k8s.io/v1beta1", kind="Kustomization")
        if components:
            value["components"] = list(components)
        if self.chance(share):
            value["namespace"] = self.pick(["one", "two", "prod"])
        if self.chance(share):
            value["namePrefix"] = self.pick(["p-", "q-"])
        if self.chance(share * 0.6):
            value["nameSuffix"] = "-s"
        if self.chance(share):
            value["labels"] = [{"pairs": {self.pick(["app", "env"]): "l"}, **({"includeSelectors": True} if self.chance(0.4) else {}), **({"includeTemplates": True} if self.chance(0.4) else {})}]
        if self.chance(share * 0.3):
            value["commonLabels"] = {"common": "c"}
        if self.chance(share * 0.5):
            value["commonAnnotations"] = {"team": "t"}
        if self.chance(share):
            value["images"] = [{"name": self.pick(["nginx", "docker.io/nginx", "redis", "reg.io:5000/a/b"]), **self.pick([{"newTag": "9"}, {"newName": "other/x"}, {"digest": "sha256:00"}, {"newTag": "9", "digest": "sha256:00"}, {"tagSuffix": "-x"}, {"newName": "redis", "newTag": "7"}])} for _ in range(self.pick([1, 2]))]
        if self.chance(share * 0.5) and known:
            scaled = [i for i in known if i["kind"] in ("Deployment", "StatefulSet", "ReplicaSet")]
            value["replicas"] = [{"name": self.pick(scaled)["metadata"]["name"] if scaled and self.chance(0.95) else "none", "count": 3}] if scaled or self.chance(0.1) else []
        if self.chance(share) and known:
            value["patches"] = [self.patch_entry(path, self.pick(known)) for _ in range(self.pick([1, 1, 2, 3]))]
        if self.chance(share * 0.2) and known:
            value["patchesStrategicMerge"] = [yaml.dump(self.patch_of(self.pick(known)))]
        if self.chance(share * 0.2) and known:
            item = self.pick(known)
            value["patchesJson6902"] = [{"target": {"version": "v1", "kind": item["kind"], "name": item["metadata"]["name"]}, "patch": '[{"op": "add", "path": "/metadata/labels", "value": {"j": "k"}}]'}]
        if self.chance(share):
            value["configMapGenerator"] = self.generators(path, False, known)
        if self.chance(share * 0.5):
            value["secretGenerator"] = self.generators(path, True, known)
        if self.chance(share * 0.3):
            value["generatorOptions"] = {"annotations": {"gen": "o"}, "disableNameSuffixHash": self.chance(0.3)}
        if self.chance(share * 0.4) and known:
            item = self.pick(known)
            value["replacements"] = [{"source": {"kind": item["kind"], "name": item["metadata"]["name"]},
                                      "targets": [{"select": {"kind": self.pick(["Deployment", "Service", "ConfigMap"])}, "fieldPaths": [self.pick(["metadata.annotations.from", "metadata.name", "spec.x"])], "options": {"create": self.chance(0.8)}}]}]
        if self.chance(share * 0.15) and known:
            item = self.pick(known)
            self.count += 1
            value["vars"] = [{"name": self.pick(["X", "Y", f"V{self.count}"]), "objref": {"apiVersion": item["apiVersion"], "kind": item["kind"], "name": item["metadata"]["name"]},
                              **({"fieldref": {"fieldpath": self.pick(["metadata.name", "metadata.namespace", "spec.replicas"])}} if self.chance(0.4) else {})}]
        if self.chance(share * 0.1):
            value["sortOptions"] = {"order": self.pick(["fifo", "legacy"])}
        if self.chance(share * 0.1):
            value["buildMetadata"] = ["managedByLabel"]
        if self.chance(0.01):
            value["unknownField"] = 1
        if self.chance(0.01):
            value["resources"] = resources + ["missing.yaml"]
        self.write(f"{path}/kustomization.yaml", value)

    def build(self):
        known = self.base("base")
        resources = ["../base"]
        if self.chance(0.3):
            known += self.base("second")
            resources.append("../second")
        components = []
        if self.chance(0.3):
            self.write("component/extra.yaml", self.object())
            self.kustomization("component", ["extra.yaml"], known, share=0.2, kind="Component")
            components.append("../component")
        self.kustomization("middle", resources, known, components=components)
        root = "middle"
        if self.chance(0.5):
            own = []
            if self.chance(0.3):
                self.write("top/own.yaml", self.object())
                own.append("own.yaml")
            self.kustomization("top", ["../middle", *own], known)
            root = "top"
        return root


def documents(text):
    return [d for d in yaml.load_all(text, Loader=LOADER) if d is not None]


def run(argv):
    done = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return done.returncode, done.stdout, done.stderr


def compare(redoubt, kubectl, seed, keep):
    """What differs in the layout of a seed; None when nothing does."""
    folder = tempfile.mkdtemp(prefix="layout-")
    try:
        root = pathlib.Path(folder) / Layout(seed, folder).build()
        theirs = run([kubectl, "kustomize", str(root)])
        ours = run([redoubt, "render", str(root), "--color", "never"])
        problem = None
        if "panic:" in theirs[2]:
            return None, True
        if (theirs[0] == 0) != (ours[0] == 0):
            problem = f"kubectl {'builds' if theirs[0] == 0 else 'refuses'}: {theirs[2].strip()[-300:]}\nredoubt: status {ours[0]}: {ours[2].strip()[:600]}"
        elif theirs[0] == 0:
            left, right = documents(theirs[1]), documents(ours[1])
            if left != right:
                problem = "\n".join(difference(left, right)[:8])
        if problem and keep:
            target = pathlib.Path(keep) / str(seed)
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(folder, target)
            (target / "problem").write_text(problem)
            (target / "theirs.yaml").write_text(theirs[1] or theirs[2])
            (target / "ours.yaml").write_text(ours[1] or ours[2])
        return problem, theirs[0] != 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def difference(left, right, path=""):
    if type(left) is not type(right):
        return [f"{path}: kubectl {left!r:.200}, redoubt {right!r:.200}"]
    if isinstance(left, dict):
        rows = []
        for key in sorted({*left, *right}, key=str):
            if key not in left or key not in right:
                rows.append(f"{path}/{key}: kubectl {left.get(key, 'nothing')!r:.200}, redoubt {right.get(key, 'nothing')!r:.200}")
            elif left[key] != right[key]:
                rows += difference(left[key], right[key], f"{path}/{key}")
        return rows
    if isinstance(left, list):
        if len(left) != len(right):
            return [f"{path}: kubectl {left!r:.300}, redoubt {right!r:.300}"]
        return [row for n, (a, b) in enumerate(zip(left, right)) if a != b for row in difference(a, b, f"{path}/{n}")]
    return [f"{path}: kubectl {left!r}, redoubt {right!r}"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("redoubt")
    parser.add_argument("kubectl")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--keep")
    given = parser.parse_args()
    failed, refused = 0, 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        seeds = range(given.seed, given.seed + given.count)
        for seed, (problem, isRefused) in zip(seeds, pool.map(lambda s: compare(given.redoubt, given.kubectl, s, given.keep), seeds)):
            refused += isRefused
            if problem:
                failed += 1
                print(f"FAIL seed {seed}\n{problem}\n")
    print(f"{given.count} layouts, {refused} refused by kubectl, {failed} differ")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

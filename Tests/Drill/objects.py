"""The objects of one cluster, as its API server keeps them; they survive a loss of power."""

import copy
import json
import pathlib
import threading
import time
import uuid

# kind: (group, version, plural, whether it is in a namespace); what the trees and the runbooks name.
KINDS = {
    "Namespace": ("", "v1", "namespaces", False),
    "Node": ("", "v1", "nodes", False),
    "Pod": ("", "v1", "pods", True),
    "Secret": ("", "v1", "secrets", True),
    "ConfigMap": ("", "v1", "configmaps", True),
    "Service": ("", "v1", "services", True),
    "ServiceAccount": ("", "v1", "serviceaccounts", True),
    "PersistentVolumeClaim": ("", "v1", "persistentvolumeclaims", True),
    "Deployment": ("apps", "v1", "deployments", True),
    "StatefulSet": ("apps", "v1", "statefulsets", True),
    "Job": ("batch", "v1", "jobs", True),
    "CronJob": ("batch", "v1", "cronjobs", True),
    "HorizontalPodAutoscaler": ("autoscaling", "v2", "horizontalpodautoscalers", True),
    "PodDisruptionBudget": ("policy", "v1", "poddisruptionbudgets", True),
    "Ingress": ("networking.k8s.io", "v1", "ingresses", True),
    "NetworkPolicy": ("networking.k8s.io", "v1", "networkpolicies", True),
    "CustomResourceDefinition": ("apiextensions.k8s.io", "v1", "customresourcedefinitions", False),
    "Cluster": ("postgresql.cnpg.io", "v1", "clusters", True),
    "Backup": ("postgresql.cnpg.io", "v1", "backups", True),
    "ScheduledBackup": ("postgresql.cnpg.io", "v1", "scheduledbackups", True),
    "ObjectStore": ("barmancloud.cnpg.io", "v1", "objectstores", True),
    "Certificate": ("cert-manager.io", "v1", "certificates", True),
    "ClusterIssuer": ("cert-manager.io", "v1", "clusterissuers", False),
    "PodMonitor": ("monitoring.coreos.com", "v1", "podmonitors", True),
    "ServiceMonitor": ("monitoring.coreos.com", "v1", "servicemonitors", True),
    "PrometheusRule": ("monitoring.coreos.com", "v1", "prometheusrules", True),
}


class Missing(Exception):
    pass


def merge(live, before, after):
    """What applying `after` makes of `live`, when `before` was applied last by the same manager; lists are one value."""
    result = copy.deepcopy(live)
    for key in before:
        if key not in after:
            result.pop(key, None)
    for key, value in after.items():
        if isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merge(result[key], before.get(key) or {}, value)
        else:
            result[key] = copy.deepcopy(value)
    return result


def patched(value, patch):
    """A merge patch (RFC 7386)."""
    if not isinstance(patch, dict):
        return patch
    result = dict(value) if isinstance(value, dict) else {}
    for key, part in patch.items():
        if part is None:
            result.pop(key, None)
        else:
            result[key] = patched(result.get(key), part)
    return result


class Store:
    """Thread-safe; every change has a number, and `changed` wakes whoever waits."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.changed = threading.Condition(threading.RLock())
        saved = json.loads(self.path.read_text()) if self.path.exists() else {"version": 0, "objects": [], "applied": []}
        self.version = saved["version"]
        self.objects = {tuple(key): value for key, value in saved["objects"]}
        self.applied = {tuple(key): value for key, value in saved["applied"]}
        self.events = []

    def get(self, kind, namespace, name):
        with self.changed:
            found = self.objects.get((kind, namespace or "", name))
            return copy.deepcopy(found)

    def list(self, kind, namespace=None, labels=None):
        with self.changed:
            found = [o for (k, n, _), o in sorted(self.objects.items()) if k == kind and (not namespace or n == namespace)]
            wanted = (labels or {}).items()
            return copy.deepcopy([o for o in found if all(o["metadata"].get("labels", {}).get(k) == v for k, v in wanted)])

    def put(self, item):
        """Creates or replaces an object."""
        with self.changed:
            key = (item["kind"], item["metadata"].get("namespace", ""), item["metadata"]["name"])
            old = self.objects.get(key)
            item = copy.deepcopy(item)
            meta = item["metadata"]
            meta.setdefault("uid", old["metadata"]["uid"] if old else str(uuid.uuid4()))
            meta.setdefault("creationTimestamp", old["metadata"]["creationTimestamp"] if old else stamp())
            if old and {**old, "metadata": {**old["metadata"], "resourceVersion": ""}} == {**item, "metadata": {**meta, "resourceVersion": ""}}:
                return copy.deepcopy(old)
            spec_changed = old is None or old.get("spec") != item.get("spec")
            meta["generation"] = (old["metadata"].get("generation", 0) if old else 0) + (1 if spec_changed else 0)
            self.version += 1
            meta["resourceVersion"] = str(self.version)
            self.objects[key] = item
            self._note("MODIFIED" if old else "ADDED", item)
            return copy.deepcopy(item)

    def apply(self, item):
        """Server-side apply by one manager, with force."""
        with self.changed:
            key = (item["kind"], item["metadata"].get("namespace", ""), item["metadata"]["name"])
            live = self.objects.get(key) or {}
            merged = merge(live, self.applied.get(key, {}), item)
            if item["kind"] in ("Deployment", "StatefulSet"):
                merged["spec"].setdefault("replicas", 1)
            self.applied[key] = copy.deepcopy(item)
            return self.put(merged)

    def edit(self, kind, namespace, name, change):
        """Changes an object in place; Missing when it is not there."""
        with self.changed:
            item = self.get(kind, namespace, name)
            if item is None:
                raise Missing(f"{kind} {name}")
            change(item)
            return self.put(item)

    def delete(self, kind, namespace, name):
        with self.changed:
            key = (kind, namespace or "", name)
            item = self.objects.pop(key, None)
            self.applied.pop(key, None)
            if item is None:
                raise Missing(f"{kind} {name}")
            self.version += 1
            item["metadata"]["resourceVersion"] = str(self.version)
            self._note("DELETED", item)
            return item

    def _note(self, event, item):
        self.events.append((self.version, event, copy.deepcopy(item)))
        del self.events[:-2000]
        rows = {"version": self.version, "objects": list(self.objects.items()), "applied": list(self.applied.items())}
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps(rows))
        part.rename(self.path)
        self.changed.notify_all()


def stamp(at=None):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))

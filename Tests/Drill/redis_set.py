"""A stand-in for the controller of StatefulSets and its kubelet: one replica, with the emitted containers."""

import hashlib
import json

from objects import Missing
from pods import Pod


class StatefulSetStandIn:
    """Keeps the pod of a StatefulSet running; a deleted pod, or another template, makes a new one."""

    def __init__(self, site, namespace, name):
        self.site, self.namespace, self.name = site, namespace, name
        self.pod_name = f"{name}-0"
        self.pod, self.uid, self.template = None, None, None

    def reconcile(self):
        item = self.site.store.get("StatefulSet", self.namespace, self.name)
        wanted = item and item["spec"].get("replicas", 1) > 0
        template = item and hashlib.sha256(json.dumps(item["spec"]["template"], sort_keys=True).encode()).hexdigest()
        there = self.site.store.get("Pod", self.namespace, self.pod_name)
        same = there is not None and there["metadata"]["uid"] == self.uid
        alive = self.pod is not None and self.pod.process is not None and self.pod.process.poll() is None
        if self.pod and (not wanted or not same or template != self.template or not alive):
            self.pod.stop()
            self.pod = None
            if same:
                self.site.store.delete("Pod", self.namespace, self.pod_name)
            return
        if not wanted:
            return
        if self.pod is None:
            self.start(item, template)
        ready = self.pod.process is not None and self.pod.probe(self.container, "readinessProbe")
        self.publish(item, ready)

    def start(self, item, template):
        spec = item["spec"]["template"]["spec"]
        self.pod = Pod(self.site, self.namespace, self.pod_name, spec)
        for claim in item["spec"].get("volumeClaimTemplates", []):
            self.pod.claim(claim["metadata"]["name"])
        self.container, self.template = spec["containers"][0], template
        try:
            # What an earlier life of the site left is of another process.
            self.site.store.delete("Pod", self.namespace, self.pod_name)
        except Missing:
            pass
        self.uid = self.site.put_pod(self.namespace, self.pod_name, item["spec"]["template"]["metadata"]["labels"], False, {})["metadata"]["uid"]
        failed = self.pod.initialise()
        if failed:
            raise RuntimeError(f"{self.pod_name}: {failed} failed: {self.pod.folder / failed}.log")
        self.pod.process = self.pod.start(self.container)
        self.site.set_host("redis", self.site.facts["podAddress"])

    def publish(self, item, ready):
        there = self.site.store.get("Pod", self.namespace, self.pod_name)
        if there is None or there["metadata"]["uid"] != self.uid:
            return
        self.site.put_pod(self.namespace, self.pod_name, there["metadata"]["labels"], ready, self.pod.entry())
        try:
            self.site.store.edit("StatefulSet", self.namespace, self.name, lambda o: o.setdefault("status", {}).update(replicas=1, readyReplicas=1 if ready else 0))
        except Missing:
            pass

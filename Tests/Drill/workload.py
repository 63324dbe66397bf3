"""A stand-in for the controllers of Deployments and of their autoscaler: one process answers for all replicas."""

import pathlib
import sys
import urllib.error
import urllib.request

from objects import Missing
from pods import Pod


class DeploymentStandIn:
    """Runs the stand-in for Infisical with the emitted variables, while there is at least one replica."""

    def __init__(self, site, namespace, name):
        self.site, self.namespace, self.name = site, namespace, name
        self.pod = None

    def reconcile(self):
        item = self.site.store.get("Deployment", self.namespace, self.name)
        wanted = self.scaled(item) if item else 0
        if wanted == 0:
            if self.pod:
                self.pod.stop()
                self.pod = None
        elif self.pod is None or self.pod.process.poll() is not None:
            self.pod = Pod(self.site, self.namespace, self.name, item["spec"]["template"]["spec"])
            program = [sys.executable, str(pathlib.Path(__file__).parent / "infisical.py")]
            self.pod.process = self.pod.start(self.pod.spec["containers"][0], command=program, extra={"SITE": self.site.name})
        ready = wanted if wanted and self.answers() else 0
        self.pods(item, wanted, ready)
        if item:
            self.site.store.edit("Deployment", self.namespace, self.name, lambda o: o.setdefault("status", {}).update(replicas=wanted, readyReplicas=ready))

    def scaled(self, item):
        """The autoscaler raises to its minimum; it leaves 0 alone."""
        replicas = item["spec"].get("replicas", 1)
        scaler = self.site.store.get("HorizontalPodAutoscaler", self.namespace, self.name)
        if scaler and 0 < replicas < scaler["spec"]["minReplicas"]:
            replicas = scaler["spec"]["minReplicas"]
            self.site.store.edit("Deployment", self.namespace, self.name, lambda o: o["spec"].update(replicas=replicas))
        return replicas

    def answers(self):
        try:
            with urllib.request.urlopen("http://127.0.0.1:8080/api/status", timeout=3) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def pods(self, item, wanted, ready):
        labels = item["spec"]["template"]["metadata"]["labels"] if item else {}
        names = [f"{self.name}-{n + 1}" for n in range(wanted)]
        for pod in self.site.store.list("Pod", self.namespace):
            name = pod["metadata"]["name"]
            if name.startswith(f"{self.name}-") and pod["metadata"]["labels"].get("app.kubernetes.io/component") == "app" and name not in names:
                try:
                    self.site.store.delete("Pod", self.namespace, name)
                except Missing:
                    pass
        for name in names:
            self.site.put_pod(self.namespace, name, labels, ready > 0, {})

"""Stand-ins for the controllers of Jobs, of ScheduledBackups, and of Backups."""

from objects import Missing, stamp
from pods import Pod


class JobStandIn:
    """Runs every Job once, and every Backup once; a CronJob runs when somebody makes a Job of it."""

    def __init__(self, site, clusters):
        self.site, self.clusters = site, clusters

    def reconcile(self):
        for item in self.site.store.list("Job", self.site.namespace):
            if not item.get("status"):
                self.run(item)
        for item in self.site.store.list("ScheduledBackup", self.site.namespace):
            self.first_backup(item)
        for item in self.site.store.list("Backup", self.site.namespace):
            cluster = self.clusters.get(item["spec"]["cluster"]["name"])
            if cluster and not item.get("status"):
                cluster.back_up(item)

    def run(self, item):
        """Its containers, one after the other; there is no second attempt."""
        name = item["metadata"]["name"]
        pod = Pod(self.site, self.site.namespace, name, item["spec"]["template"]["spec"])
        failed = pod.initialise()
        if failed is None:
            for container in pod.spec["containers"]:
                if pod.start(container).wait() != 0:
                    failed = container["name"]
        status = {"succeeded": 0 if failed else 1, "conditions": [{"type": "Failed" if failed else "Complete", "status": "True", "message": failed or ""}]}
        try:
            self.site.store.edit("Job", self.site.namespace, name, lambda o: o.update(status=status))
        except Missing:
            pass

    def first_backup(self, item):
        """`immediate`: once for each object."""
        spec, status = item["spec"], item.get("status", {})
        cluster = self.site.store.get("Cluster", self.site.namespace, spec["cluster"]["name"])
        if not spec.get("immediate") or spec.get("suspend") or status.get("lastScheduleTime") or not cluster:
            return
        if cluster.get("status", {}).get("phase") != "Cluster in healthy state":
            return
        name = f"{item['metadata']['name']}-{item['metadata']['uid'][:8]}"
        self.site.store.edit("ScheduledBackup", self.site.namespace, item["metadata"]["name"], lambda o: o.setdefault("status", {}).update(lastScheduleTime=stamp()))
        self.site.store.put({"apiVersion": "postgresql.cnpg.io/v1", "kind": "Backup", "metadata": {"name": name, "namespace": self.site.namespace},
                             "spec": {"cluster": spec["cluster"], "method": "plugin"}})

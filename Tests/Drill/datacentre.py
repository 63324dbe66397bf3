"""A site: its API server, and stand-ins for the controllers that work on what the trees apply.

Runs as one program of the site's machine; its folder is the site's disk.
usage: datacentre.py FOLDER
"""

import json
import pathlib
import subprocess
import sys
import threading
import time
import traceback

import api
from cluster import ClusterStandIn
from jobs import JobStandIn
from objects import Store
from redis_set import StatefulSetStandIn
from workload import DeploymentStandIn


class Site:
    """What the stand-ins of a site share."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.facts = json.loads((self.folder / "site.json").read_text())
        self.name, self.namespace = self.facts["name"], self.facts["namespace"]
        self.search_path, self.authorities = self.facts["searchPath"], self.facts["authorities"]
        self.operator_version, self.journal = self.facts["operatorVersion"], self.facts["journal"]
        self.addresses = {}
        self.store = Store(self.folder / "objects.json")
        self.hosts_lock = threading.Lock()
        self.hosts = dict(self.facts["hosts"])

    def seed(self):
        """What stands in a cluster before the tree is applied."""
        for item in self.facts["objects"]:
            if not self.store.get(item["kind"], item["metadata"].get("namespace"), item["metadata"]["name"]):
                self.store.put(item)

    def set_host(self, service, address):
        """The address of a Service, for whoever looks its name up."""
        name = f"{service}.{self.namespace}.svc"
        with self.hosts_lock:
            if self.hosts.get(name) == address:
                return
            self.hosts.pop(name, None)
            if address:
                self.hosts[name] = address
            # In place: the file is mounted.
            with open(self.folder / "hosts", "r+") as file:
                file.write("".join(f"{a} {n}\n" for n, a in self.hosts.items()))
                file.truncate()

    def address(self, instance):
        """The address of a PostgreSQL server, the same while this program runs."""
        if instance not in self.addresses:
            free = [a for a in self.facts["instanceAddresses"] if a not in self.addresses.values()]
            self.addresses[instance] = free[0]
        return self.addresses[instance]

    def put_pod(self, namespace, name, labels, ready, entry):
        """A pod's object; `entry` is how `kubectl exec` gets into its containers."""
        item = self.store.get("Pod", namespace, name) or {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name, "namespace": namespace}}
        item["metadata"].update(labels=labels, annotations={"drill/entry": json.dumps(entry)})
        item["status"] = {"phase": "Running", "conditions": [{"type": "Ready", "status": "True" if ready else "False"}]}
        return self.store.put(item)

    def ingress(self):
        """An ingress controller: what it serves is one Service; 503 when nothing is behind it."""
        folder = self.folder / "ingress"
        folder.mkdir(exist_ok=True)
        (folder / "nginx.conf").write_text(f"""
user root;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  server {{
    listen {self.facts['vip']}:443 ssl;
    ssl_certificate {folder}/tls.crt;
    ssl_certificate_key {folder}/tls.key;
    location / {{
      proxy_pass http://127.0.0.1:8080;
      proxy_connect_timeout 2s;
      proxy_intercept_errors on;
      error_page 502 504 =503 /none;
    }}
    location = /none {{ return 503; }}
  }}
}}
""")
        for name, key in (("tls.crt", "certificate"), ("tls.key", "key")):
            (folder / name).write_text(self.facts[key])
        subprocess.run(["nginx", "-c", folder / "nginx.conf", "-e", folder / "error.log"], check=True)


def each(site, stand_ins):
    """Reconciles for ever, at every change and once a second; what fails is tried again, and what it said is in the log."""
    said = {}
    while True:
        seen = site.store.version
        for key, reconcile in stand_ins():
            try:
                reconcile()
                said.pop(key, None)
            except Exception as error:
                if said.get(key) != repr(error):
                    said[key] = repr(error)
                    print(time.strftime("%H:%M:%S"), site.name, key, file=sys.stderr)
                    traceback.print_exc()
        time.sleep(0.1)
        with site.store.changed:
            if site.store.version == seen:
                site.store.changed.wait(1)


def main():
    site = Site(sys.argv[1])
    site.seed()
    api.serve(site.store, site.facts["api"])
    site.ingress()
    known, deployments, sets = {}, {}, {}

    def clusters():
        for path in sorted((site.folder / "postgres").glob("*.json")):
            known.setdefault(path.stem, ClusterStandIn(site, site.namespace, path.stem))
        for item in site.store.list("Cluster", site.namespace):
            known.setdefault(item["metadata"]["name"], ClusterStandIn(site, site.namespace, item["metadata"]["name"]))
        return [(f"Cluster {name}", stand_in.reconcile) for name, stand_in in known.items()]

    def others(kind, make, made):
        def found():
            for item in site.store.list(kind, site.namespace):
                made.setdefault(item["metadata"]["name"], make(site, site.namespace, item["metadata"]["name"]))
            return [(f"{kind} {name}", stand_in.reconcile) for name, stand_in in made.items()]
        return found

    job = JobStandIn(site, known)
    loops = [clusters, others("Deployment", DeploymentStandIn, deployments), others("StatefulSet", StatefulSetStandIn, sets),
             lambda: [("jobs", job.reconcile)]]
    for loop in loops:
        threading.Thread(target=each, args=(site, loop), daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()

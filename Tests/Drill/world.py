"""The machines of the drill and what runs in them before a tree is applied."""

import base64
import json
import os
import pathlib
import secrets
import subprocess

import machine
from authority import Authority
from machine import Machine
from postgres import USER, owned
from run import check, wait

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
VENV = ROOT / ".build/venv/bin"
SYSTEM_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
# Where a machine has Python's programs: emitted pods mount over folders such as /work, which may hold the checkout.
TOOLS = "/run/drill"
SEARCH_PATH = f"{TOOLS}/bin:{SYSTEM_PATH}"
# Where a site's machine starts the programs that PostgreSQL calls for every segment.
WARM = "/run/drill/warm/socket"
LINK_TOOLS = """
mkdir -p "$0/bin"
for program in aws $(cd "$0/venv/bin" && ls -d barman-cloud-*); do
  case $program in
  barman-cloud-wal-*) start="-I -S $1 $2" ;;
  *) start= ;;
  esac
  printf '#!/bin/sh\nexec %s/venv/bin/python %s %s/venv/bin/%s "$@"\n' "$0" "$start" "$0" "$program" > "$0/bin/$program"
done
chmod 755 "$0"/bin/*
"""
HOST, STORE = "secrets.example.net", "s3.example.net"
NAMESPACE = "infisical"
# The versions that the preflight of the runbooks asks for.
OPERATOR, PLUGIN = "1.30.0", "0.12.0"
BUCKETS = [f"infisical-{what}-{site}" for what in ("pg", "redis") for site in ("dc1", "dc2")]
SITES = {
    "dc1": {"network": "10.1.0.0/16", "api": "10.1.0.2", "vip": "10.1.0.20", "pods": "10.42.0."},
    "dc2": {"network": "10.2.0.0/16", "api": "10.2.0.2", "vip": "10.2.0.20", "pods": "10.43.0."},
}
# Last parts of the addresses of PostgreSQL servers: of the site's Cluster, and of Clusters beside it.
INSTANCES = range(11, 19)
BALANCERS = {"lb1": "10.1.0.10", "lb2": "10.2.0.10"}


def secret(name, kind="Opaque", **data):
    values = {key: base64.b64encode(value.encode()).decode() for key, value in data.items()}
    return {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name, "namespace": NAMESPACE}, "type": kind, "data": values}


class World:
    """Every machine, and the people's one among them."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.chmod(0o755)
        self.machines = {}
        self.shared = {
            "key": secrets.token_hex(16), "auth": base64.b64encode(secrets.token_bytes(32)).decode(),
            "database": secrets.token_urlsafe(24), "redis": secrets.token_urlsafe(24),
        }
        self.authority = Authority(self.folder / "pki")
        self.certificate, self.key = self.authority.issue(HOST)
        self.journal = self.folder / "journal"
        self.journal.touch()
        self.journal.chmod(0o666)
        (self.folder / "addresses").mkdir()
        for name, address in BALANCERS.items():
            (self.folder / "addresses" / address).write_text(name)

    def start(self):
        machine.segment()
        self.start_machine("s3", ["10.0.0.9"])
        self.start_store()
        for site in SITES:
            self.start_site(site)
        for name, address in BALANCERS.items():
            balancer = self.start_machine(name, [address])
            balancer.run("mkdir", "-p", "/run/haproxy", "/etc/nginx/certs")
            (balancer.folder / "secrets.pem").write_text(self.certificate + self.key)
            balancer.run("cp", balancer.folder / "secrets.pem", "/etc/nginx/certs/secrets.pem")
        self.start_machine("people", ["10.0.0.2"], sees=True)
        self.start_machine("users", ["10.0.0.3"])

    def kill_site(self, name):
        """The power of a site is gone."""
        self.machines[name].kill()
        self.hide(name)

    def return_site(self, name):
        """The power is back, with the objects of before."""
        self.hide(name, False)
        self.start_site(name)

    def partition(self, name, isCut):
        """Nothing comes in or goes out; everything in the site runs on."""
        self.machines[name].cable(not isCut)
        self.hide(name, isCut)

    def hide(self, name, isHidden=True):
        """A router says at once that a site is not there, instead of nothing for minutes."""
        people = self.machines["people"]
        for key in ("api", "vip"):
            (people.cut if isHidden else people.mend)(SITES[name][key])

    def stop(self):
        for each in self.machines.values():
            each.kill()
        machine.remove_segment()

    def start_machine(self, name, addresses, **options):
        each = Machine(name, addresses, self.folder / name, **options).start()
        self.machines[name] = each
        path = each.folder / "hosts"
        path.write_text(f"127.0.0.1 localhost\n10.0.0.9 {STORE}\n")
        each.bind(path, "/etc/hosts")
        # Nobody answers there, and that at once.
        (each.folder / "resolv.conf").write_text("nameserver 127.0.0.1\n")
        each.bind(each.folder / "resolv.conf", "/etc/resolv.conf")
        each.run("mkdir", "-p", f"{TOOLS}/venv")
        each.bind(VENV.parent, f"{TOOLS}/venv")
        each.run("sh", "-c", LINK_TOOLS, TOOLS, HERE / "warm.py", WARM)
        each.bind(self.authority.bundle, "/etc/ssl/certs/ca-certificates.crt")
        return each

    def start_store(self):
        certificate, key = self.authority.issue(STORE)
        store = self.machines["s3"]
        for name, text in (("tls.crt", certificate), ("tls.key", key)):
            (store.folder / name).write_text(text)
        store.start_program(VENV / "moto_server", "-H", "0.0.0.0", "-p", "443", "-c", store.folder / "tls.crt", "-k", store.folder / "tls.key", log=store.folder / "log",
                            env={"PATH": SEARCH_PATH, "S3_IGNORE_SUBDOMAIN_BUCKETNAME": "true"})
        script = "import boto3, sys\nfor name in sys.argv[1:]: boto3.client('s3').create_bucket(Bucket=name)"
        environment = {**self.environment(), "AWS_ENDPOINT_URL": f"https://{STORE}"}
        wait(lambda: subprocess.run(store.argv(VENV / "python", "-c", script, *BUCKETS), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0, 30, "the store")

    def environment(self):
        """What programs of people and of machines get."""
        return {
            "PATH": f"{HERE / 'bin'}:{ROOT / '.build/debug'}:{SEARCH_PATH}", "HOME": str(self.folder / "people"), "DRILL": str(self.folder),
            "DRILL_BIN": str(HERE / "bin"), "DRILL_KUBECTL": str(VENV / "kubectl"), "KUBECONFIG": str(self.folder / "kubeconfig"),
            "AWS_ACCESS_KEY_ID": "people", "AWS_SECRET_ACCESS_KEY": "people", "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_CA_BUNDLE": str(self.authority.bundle), "SSL_CERT_FILE": str(self.authority.bundle), "LC_ALL": "C.UTF-8",
            # Seconds for a question to a site; one without power answers none.
            "TIMEOUT": "8",
            "GIT_AUTHOR_NAME": "drill", "GIT_AUTHOR_EMAIL": "drill@example.net", "GIT_COMMITTER_NAME": "drill", "GIT_COMMITTER_EMAIL": "drill@example.net",
        }

    def start_site(self, name):
        """A site's machine; what its disk holds from before goes on."""
        facts = SITES[name]
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        pods = facts["pods"]
        saved = folder / "site.json"
        if not saved.exists():
            saved.write_text(json.dumps({
                "name": name, "namespace": NAMESPACE, "searchPath": SEARCH_PATH, "authorities": str(self.authority.bundle),
                "operatorVersion": OPERATOR, "journal": str(self.journal), "api": facts["api"], "vip": facts["vip"],
                "instanceAddresses": [f"{pods}{n}" for n in INSTANCES], "podAddress": f"{pods}6",
                "hosts": {"localhost": "127.0.0.1", STORE: "10.0.0.9"}, "certificate": self.certificate, "key": self.key, "objects": self.objects(name),
            }))
            saved.chmod(0o600)
        (folder / "api").write_text(f"{facts['api']}:6443")
        each = self.start_machine(name, [facts["api"], facts["vip"], f"{pods}6", *(f"{pods}{n}" for n in INSTANCES)])
        environment = {"PATH": SEARCH_PATH, "HOME": str(folder), "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
        each.run("install", "-d", "-o", USER, pathlib.Path(WARM).parent)
        each.start_program(*owned(f"{TOOLS}/venv/bin/python", "-B", HERE / "warm.py", WARM), log=folder / "warm.log", env=environment)
        each.start_program(f"{TOOLS}/venv/bin/python", HERE / "datacentre.py", folder, log=folder / "log", env=environment)
        self.write_kubeconfig()
        wait(lambda: subprocess.run(each.argv("curl", "-fs", f"http://{facts['api']}:6443/readyz"), stdout=subprocess.DEVNULL).returncode == 0, 30, f"the API server of {name}")

    def objects(self, site):
        """What stands in a cluster before Redoubt: namespaces, operators, Secrets."""
        other = next(s for s in SITES if s != site)
        logins = [(f"s3-{what}-{where}-{right}", f"{what}-{where}-{right}") for what in ("pg", "redis") for where, right in ((site, "rw"), (other, "ro"))]
        deployment = lambda name, namespace, image: {
            "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name, "namespace": namespace, "labels": {"app.kubernetes.io/name": name}},
            "spec": {"replicas": 1, "selector": {"matchLabels": {}}, "template": {"spec": {"containers": [{"name": "manager", "image": image}]}}}, "status": {"readyReplicas": 1, "availableReplicas": 1}}
        return [
            *({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": n}} for n in (NAMESPACE, "cnpg-system", "ingress")),
            {"apiVersion": "v1", "kind": "Node", "metadata": {"name": f"{site}-node"}, "status": {"conditions": [{"type": "Ready", "status": "True"}]}},
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "controller", "namespace": "ingress"}, "status": {"conditions": [{"type": "Ready", "status": "True"}]}},
            *({"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": n}}
              for n in ("clusters.postgresql.cnpg.io", "objectstores.barmancloud.cnpg.io")),
            {"apiVersion": "cert-manager.io/v1", "kind": "ClusterIssuer", "metadata": {"name": "corp-ca"}, "spec": {"ca": {"secretName": "corp-ca"}}, "status": {"conditions": [{"type": "Ready", "status": "True"}]}},
            deployment("cloudnative-pg", "cnpg-system", f"ghcr.io/cloudnative-pg/cloudnative-pg:{OPERATOR}"),
            deployment("plugin-barman-cloud", "cnpg-system", f"ghcr.io/cloudnative-pg/plugin-barman-cloud:v{PLUGIN}"),
            secret("infisical-secrets", ENCRYPTION_KEY=self.shared["key"], AUTH_SECRET=self.shared["auth"]),
            secret("infisical-db-app", "kubernetes.io/basic-auth", username="infisical", password=self.shared["database"]),
            secret("redis-auth", password=self.shared["redis"]),
            *(secret(name, ACCESS_KEY_ID=key, SECRET_ACCESS_KEY=secrets.token_urlsafe(16)) for name, key in logins),
            secret("infisical-tls", "kubernetes.io/tls", **{"tls.crt": self.certificate, "tls.key": self.key}),
        ]

    def write_kubeconfig(self):
        rows = [(s, f"http://{facts['api']}:6443") for s, facts in SITES.items()]
        (self.folder / "kubeconfig").write_text(json.dumps({
            "apiVersion": "v1", "kind": "Config", "current-context": "",
            "clusters": [{"name": s, "cluster": {"server": a}} for s, a in rows], "users": [{"name": "drill", "user": {}}],
            "contexts": [{"name": s, "context": {"cluster": s, "user": "drill"}} for s, _ in rows]}))

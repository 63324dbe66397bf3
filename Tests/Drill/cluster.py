"""A stand-in for CloudNativePG: the fields of a Cluster that the trees set, at real PostgreSQL servers.

What it does is what ../shared/spec/architecture.md (section 2) and the walks over the real operator say of it:
bootstrap from nothing and from an archive, the designated primary, demotion with a token by a clean shutdown,
promotion with the token or without one, hibernation, fencing, backups. It has no failover inside of a site.
"""

import base64
import datetime
import json
import os
import pathlib
import shutil
import subprocess

from archive import Archive
from authority import NEW_KEY
from objects import Missing, stamp
from postgres import BIN, Instance, owned
from run import check

HEALTHY = "Cluster in healthy state"
UNRECOVERABLE = "Cluster is unrecoverable and needs manual intervention"
# Power is lost by a site's processes, never by the machine that the drill runs on: nothing needs to reach its disk.
SETTINGS = {
    "fsync": "off",
    "port": "5432", "wal_level": "logical", "max_wal_senders": "10", "max_replication_slots": "32", "hot_standby": "on",
    "wal_keep_size": "512MB", "wal_log_hints": "on", "logging_collector": "off", "wal_retrieve_retry_interval": "1s", "recovery_target_timeline": "latest",
}


class ClusterStandIn:
    """Brings one Cluster's servers to what its object says."""

    def __init__(self, site, namespace, name):
        self.site, self.namespace, self.name = site, namespace, name
        self.folder = site.folder / "postgres"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.saved = self.folder / f"{name}.json"
        self.state = json.loads(self.saved.read_text()) if self.saved.exists() else {}

    # The object

    def read(self):
        item = self.site.store.get("Cluster", self.namespace, self.name)
        if item is None:
            return False
        self.item, self.spec = item, item["spec"]
        self.annotations = item["metadata"].get("annotations", {})
        self.replica = self.spec.get("replica") or {}
        self.own_name = self.replica.get("self", self.name)
        self.is_replica = self.replica.get("primary", self.own_name) != self.own_name
        names = [f"{self.name}-{n + 1}" for n in range(self.spec["instances"])]
        self.instances = [Instance(self.site, self.name, n + 1, self.site.address(name)) for n, name in enumerate(names)]
        self.first = self.instances[0]
        return True

    def save(self, **changes):
        self.state.update(changes)
        self.saved.write_text(json.dumps(self.state))

    def status(self, **changes):
        def change(item):
            item.setdefault("status", {}).update(changes)
        try:
            self.site.store.edit("Cluster", self.namespace, self.name, change)
        except Missing:
            pass

    def condition(self, kind, status):
        def change(item):
            rows = item.setdefault("status", {}).setdefault("conditions", [])
            rows[:] = [r for r in rows if r["type"] != kind] + [{"type": kind, "status": status}]
        self.site.store.edit("Cluster", self.namespace, self.name, change)

    def external(self, name):
        for cluster in self.spec.get("externalClusters", []):
            if cluster["name"] == name:
                return Archive(self.site, self.namespace, cluster["plugin"])
        raise RuntimeError(f"no external cluster {name}")

    def archive(self):
        """Where WAL goes; None for a Cluster that keeps none."""
        for plugin in self.spec.get("plugins", []):
            if plugin.get("isWALArchiver"):
                return Archive(self.site, self.namespace, plugin)
        return None

    # Reconciliation

    def reconcile(self):
        if not self.read():
            self.remove()
            return
        self.status(image=self.spec["imageName"], instances=len(self.instances))
        if not self.state.get("role"):
            self.bootstrap()
            return
        if self.annotations.get("cnpg.io/hibernation") == "on":
            self.down(keeps_pods=False)
            self.condition("cnpg.io/hibernation", "True")
            return
        if any(c["type"] == "cnpg.io/hibernation" for c in self.item.get("status", {}).get("conditions", [])):
            self.condition("cnpg.io/hibernation", "False")
        if self.annotations.get("cnpg.io/fencedInstances") == '["*"]':
            self.down(keeps_pods=True)
            return
        if self.state["role"] == "primary" and self.is_replica:
            self.demote()
        elif self.state["role"] == "replica" and not self.is_replica and not self.promote():
            return
        self.run()

    def down(self, keeps_pods):
        for instance in reversed(self.instances):
            instance.stop()
        self.pods(set() if keeps_pods else None)
        self.status(readyInstances=0)

    def remove(self):
        for folder in sorted(self.folder.glob(f"{self.name}-[0-9]")):
            instance = Instance(self.site, self.name, int(folder.name.rsplit("-", 1)[1]), "")
            instance.stop("immediate")
            shutil.rmtree(folder)
        for pod in self.site.store.list("Pod", self.namespace, {"cnpg.io/cluster": self.name}):
            self.site.store.delete("Pod", self.namespace, pod["metadata"]["name"])
        self.saved.unlink(missing_ok=True)
        self.state = {}
        for name in [n for n in self.site.addresses if n.startswith(f"{self.name}-")]:
            del self.site.addresses[name]
        self.site.set_host(f"{self.name}-rw", None)

    # Bootstrap

    def bootstrap(self):
        self.status(phase="Setting up primary", readyInstances=0)
        self.certificates()
        self.first.stop("immediate")
        shutil.rmtree(self.first.folder, ignore_errors=True)
        bootstrap = self.spec["bootstrap"]
        if "initdb" in bootstrap:
            self.first.initdb()
            self.adopt(bootstrap["initdb"])
            self.first.mark("check-empty", True)
        elif not self.recover(bootstrap["recovery"]):
            return
        self.save(role="replica" if self.is_replica else "primary")

    def adopt(self, initdb):
        """The owner and the database, in a server that nobody else reaches yet."""
        server = self.first
        server.call("pg_ctl", "-D", server.data, "-l", server.folder / "log", "-w", "-o", f"-c listen_addresses='' -c unix_socket_directories='{server.run}'", "start")
        server.sql("CREATE ROLE streaming_replica REPLICATION LOGIN")
        secret = self.site.store.get("Secret", self.namespace, initdb["secret"]["name"])["data"]
        password = base64.b64decode(secret["password"]).decode().replace("'", "''")
        server.sql(f"CREATE ROLE {initdb['owner']} LOGIN PASSWORD '{password}'")
        server.sql(f"CREATE DATABASE {initdb['database']} OWNER {initdb['owner']}")
        server.stop()

    def recover(self, recovery):
        """From a base backup and the WAL after it; false while there is no base backup."""
        source = self.external(recovery["source"])
        target = (recovery.get("recoveryTarget") or {}).get("targetTime")
        backup = self.backup_before(source, target)
        if backup is None:
            return False
        self.first.make_folders()
        self.first.call(*source.command("restore", backup, self.first.data), env=source.environment())
        self.first.call("chmod", "700", self.first.data)
        self.first.set_source(source)
        if self.archive():
            self.first.set_archive(self.archive())
        self.first.mark("primary", True)
        self.first.mark("check-empty", True)
        settings = self.settings(self.first, primary=True)
        settings["restore_command"] = f"sh {self.first.folder}/restore.sh %f %p"
        if self.is_replica:
            self.first.signal("standby.signal")
        else:
            # PostgreSQL's own form of a time, as the operator writes it.
            settings.update({"recovery_target_time": target.replace("T", " ").replace("Z", "+00")} if target else {})
            settings["recovery_target_action"] = "promote"
            self.first.signal("recovery.signal")
        self.first.configure(settings)
        self.first.start()
        if not self.is_replica:
            # One that ended before its target stays down: the next attempt starts from the backup.
            self.first.call("sh", "-c", f"until [ \"$({BIN}/psql -U postgres -AtXqc 'SELECT pg_is_in_recovery()')\" = f ]; do"
                                        f" {BIN}/pg_ctl -D '{self.first.data}' status || exit; sleep 0.2; done")
        return True

    def backup_before(self, source, target):
        listed = subprocess.run(source.command("backup-list", options=["--format", "json"]), env=source.environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if listed.returncode:
            return None
        rows = [b for b in json.loads(listed.stdout).get("backups_list", []) if b["status"] == "DONE"]
        if target:
            limit = datetime.datetime.fromisoformat(target.replace("Z", "+00:00"))
            rows = [b for b in rows if datetime.datetime.fromisoformat(b["end_time_iso"]) <= limit]
        return max(rows, key=lambda b: b["end_time_iso"])["backup_id"] if rows else None

    def certificates(self):
        """The CA that clients verify, and the server's certificate."""
        folder = self.folder / f"{self.name}.pki"
        folder.mkdir(exist_ok=True)
        if (folder / "tls.crt").exists():
            return
        name = f"{self.name}-rw.{self.namespace}.svc"
        check("openssl", "req", "-x509", *NEW_KEY, "-keyout", folder / "ca.key", "-out", folder / "ca.crt", "-days", "2", "-subj", f"/CN={self.name}")
        check("openssl", "req", *NEW_KEY, "-keyout", folder / "tls.key", "-out", folder / "tls.csr", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}")
        check("openssl", "x509", "-req", "-in", folder / "tls.csr", "-CA", folder / "ca.crt", "-CAkey", folder / "ca.key", "-CAcreateserial", "-days", "2", "-copy_extensions", "copy", "-out", folder / "tls.crt")
        for path in folder.iterdir():
            os.chown(path, self.first.uid, self.first.uid)
        text = base64.b64encode((folder / "ca.crt").read_bytes()).decode()
        self.site.store.put({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": f"{self.name}-ca", "namespace": self.namespace}, "data": {"ca.crt": text}})

    # Running

    def settings(self, instance, primary):
        pki = self.folder / f"{self.name}.pki"
        values = dict(SETTINGS)
        values.update(self.spec["postgresql"].get("parameters", {}))
        values.update({
            "listen_addresses": instance.address, "unix_socket_directories": instance.run, "cluster_name": self.name,
            "ssl": "on", "ssl_cert_file": pki / "tls.crt", "ssl_key_file": pki / "tls.key", "ssl_ca_file": pki / "ca.crt",
            "archive_mode": "always" if self.is_replica else "on",
            "archive_command": f"sh {instance.folder}/archive.sh %p %f" if self.archive() else "true",
        })
        synchronous = self.spec["postgresql"].get("synchronous")
        if primary and synchronous and not self.is_replica:
            names = ", ".join(f'"{i.name}"' for i in self.instances[1:])
            values["synchronous_standby_names"] = f"{synchronous['method'].upper()} {synchronous['number']} ({names})"
        if primary and self.is_replica:
            values["restore_command"] = f"sh {instance.folder}/restore.sh %f %p"
        if not primary:
            values["primary_conninfo"] = f"host={self.first.address} port=5432 user=streaming_replica application_name={instance.name} sslmode=disable"
        return values

    def prepare(self, instance):
        """Configuration and role of one server; starts it, or starts it again when that is needed."""
        primary = instance is self.first
        archive = self.archive()
        if archive:
            instance.set_archive(archive)
        if primary and self.is_replica:
            instance.set_source(self.external(self.replica["source"]))
        instance.mark("primary", primary)
        instance.mark("promoting", primary and "promotionToken" in self.replica)
        changed = instance.configure(self.settings(instance, primary))
        if not primary or self.is_replica:
            instance.signal("standby.signal")
        elif not instance.is_running:
            instance.signal(None)
        if changed:
            instance.stop()
        instance.start()

    def run(self):
        ready = set()
        for instance in self.instances:
            if not instance.exists:
                if not self.first.answers():
                    continue
                instance.copy_of(self.first)
            self.prepare(instance)
            if instance.answers():
                ready.add(instance.name)
        self.site.set_host(f"{self.name}-rw", self.first.address)
        self.pods(ready)
        failing = self.first.sql("SELECT coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) OR archived_count = 0 FROM pg_stat_archiver")
        self.condition("ContinuousArchiving", "False" if failing == "t" else "True")
        control = self.first.control()
        phase = HEALTHY if len(ready) == len(self.instances) else "Waiting for the instances to become active"
        if self.item.get("status", {}).get("phase") == UNRECOVERABLE and self.is_replica is False and self.state["role"] == "replica":
            phase = UNRECOVERABLE
        self.status(phase=phase, readyInstances=len(ready), currentPrimary=self.first.name, targetPrimary=self.first.name,
                    timelineID=int(control["Latest checkpoint's TimeLineID"]), systemID=control["Database system identifier"])

    def pods(self, ready):
        """A pod for each server; nothing when none may run."""
        for instance in self.instances:
            if ready is None or not instance.exists:
                try:
                    self.site.store.delete("Pod", self.namespace, instance.name)
                except Missing:
                    pass
                continue
            self.site.put_pod(self.namespace, instance.name, {
                "cnpg.io/cluster": self.name, "cnpg.io/instanceRole": "primary" if instance is self.first else "replica",
            }, instance.name in ready, instance.entry())

    # Changes of roles

    def demote(self):
        """Stops cleanly, archives what is left of the last segment, writes the token, follows from then on."""
        self.status(phase="Fencing the primary for its demotion", switchReplicaClusterStatus={"inProgress": True})
        for instance in self.instances:
            instance.stop()
        control = self.first.control()
        segment = control["Latest checkpoint's REDO WAL file"]
        partial = self.first.folder / f"{segment}.partial"
        shutil.copyfile(self.first.data / "pg_wal" / segment, partial)
        os.chown(partial, self.first.uid, self.first.uid)
        self.first.call("sh", self.first.folder / "archive.sh", partial, partial.name)
        partial.unlink()
        token = {
            "databaseSystemIdentifier": control["Database system identifier"],
            "latestCheckpointTimelineID": control["Latest checkpoint's TimeLineID"],
            "latestCheckpointREDOLocation": control["Latest checkpoint's REDO location"],
            "redoWalFile": segment,
            "timeOfLatestCheckpoint": control["Time of latest checkpoint"],
            "operatorVersion": self.site.operator_version,
        }
        self.save(role="replica")
        self.run()
        self.status(demotionToken=base64.b64encode(json.dumps(token, separators=(",", ":")).encode()).decode(), switchReplicaClusterStatus={})

    def promote(self):
        """True when the server writes; with a token not before everything up to it is replayed."""
        self.prepare_for_promotion()
        encoded = self.replica.get("promotionToken")
        if encoded:
            token = json.loads(base64.b64decode(encoded))
            control = self.first.control()
            if token["databaseSystemIdentifier"] != control["Database system identifier"]:
                self.status(phase=UNRECOVERABLE)
                return False
            self.first.sql("CHECKPOINT")
            here = position(self.first.control()["Latest checkpoint's REDO location"])
            there = position(token["latestCheckpointREDOLocation"])
            if here > there:
                self.status(phase=UNRECOVERABLE)
            if here != there:
                return False
        self.status(phase="Promoting", switchReplicaClusterStatus={"inProgress": True})
        self.first.call("pg_ctl", "-D", self.first.data, "-w", "promote")
        self.save(role="primary")
        self.first.mark("promoting", False)
        self.status(lastPromotionToken=encoded or "", switchReplicaClusterStatus={})
        return True

    def prepare_for_promotion(self):
        """The designated primary goes on to read its source until it is promoted."""
        self.first.mark("promoting", "promotionToken" in self.replica)
        if self.replica.get("source"):
            self.first.set_source(self.external(self.replica["source"]))
        self.first.start()

    # Backups

    def back_up(self, backup):
        """Takes the base backup that a Backup asks for."""
        name, store = backup["metadata"]["name"], self.site.store
        def set_phase(phase, **more):
            store.edit("Backup", self.namespace, name, lambda o: o.setdefault("status", {}).update(phase=phase, **more))
        if not self.read() or not self.state.get("role") or not self.first.answers():
            return
        archive = self.archive()
        set_phase("running", startedAt=stamp())
        options = [*archive.compression("data"), "--jobs", str(archive.store["data"].get("jobs", 2)), "--immediate-checkpoint", "-h", str(self.first.run), "-U", "postgres", "--name", name]
        done = subprocess.run(owned(*archive.command("backup", options=options)), env=archive.environment(), cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        pathlib.Path(self.site.folder, f"backup-{name}.log").write_text(done.stdout)
        if done.returncode:
            set_phase("failed", error=done.stdout[-300:])
            return
        set_phase("completed", stoppedAt=stamp())
        def change(item):
            window = item.setdefault("status", {}).setdefault("serverRecoveryWindow", {}).setdefault(archive.server, {})
            window.setdefault("firstRecoverabilityPoint", stamp())
            window["lastSuccessfulBackupTime"] = stamp()
        store.edit("ObjectStore", self.namespace, archive.name, change)


def position(text):
    high, low = text.split("/")
    return int(high, 16) * 2**32 + int(low, 16)

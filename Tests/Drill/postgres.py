"""One PostgreSQL server of a Cluster: its data, its configuration, its programs."""

import os
import pathlib
import pwd
import shutil
import subprocess

from archive import private
from run import READS, check

USER = "postgres"


def programs():
    """The newest server that Debian's packages installed."""
    root = pathlib.Path("/usr/lib/postgresql")
    return root / str(max(int(p.name) for p in root.iterdir() if p.name.isdigit())) / "bin"


BIN = programs()

# The archiver of CloudNativePG works at the primary and at the designated primary only, and its first act in an archive
# is to see that nothing lies there.
ARCHIVE = """\
set -eu
[ -e {folder}/primary ] || exit 0
set -a; . {folder}/archive.env; set +a
if [ -e {folder}/check-empty ]; then {check} && rm {folder}/check-empty; fi
{archive} "$1"
printf '%s %s %s %s\\n' "$(date +%s.%3N)" {cluster} {server} "$2" >> {journal}
"""

# With a promotion token, what the demoted primary left of its last segment is as good as the segment.
RESTORE = """\
set -eu
set -a; . {folder}/restore.env; set +a
{restore} "$1" "$2" && exit
if [ -e {folder}/promoting ]; then {restore} "$1.partial" "$2" && exit; fi
exit 1
"""

HBA = """\
local all all trust
host replication streaming_replica 10.0.0.0/8 trust
hostssl all all 0.0.0.0/0 scram-sha-256
"""


def owned(*command):
    """A command as the user of PostgreSQL."""
    return ["setpriv", "--reuid", USER, "--regid", USER, "--init-groups", *READS, "--", *map(str, command)]


class Instance:
    """A server at an address of its own; instance 1 is the primary, or the designated primary."""

    def __init__(self, site, cluster, number, address):
        self.site, self.cluster, self.number, self.address = site, cluster, number, address
        self.name = f"{cluster}-{number}"
        self.folder = site.folder / "postgres" / self.name
        self.data, self.run = self.folder / "pgdata", self.folder / "run"
        self.uid = pwd.getpwnam(USER).pw_uid

    @property
    def exists(self):
        return (self.data / "PG_VERSION").exists()

    def make_folders(self):
        for folder in (self.folder.parent, self.folder, self.run):
            folder.mkdir(parents=True, exist_ok=True)
            os.chown(folder, self.uid, self.uid)

    def call(self, *command, env=None):
        return check(*owned(*command), env={"PATH": f"{BIN}:{self.site.search_path}", "HOME": "/tmp", "PGHOST": str(self.run), **(env or {})}, cwd=self.folder)

    def initdb(self):
        self.make_folders()
        self.call("initdb", "-D", self.data, "-U", USER, "-A", "trust", "--encoding=UTF8", "--locale=C", "--data-checksums", "--no-sync")

    def copy_of(self, primary):
        """A clone of the primary, as a new standby gets it."""
        shutil.rmtree(self.data, ignore_errors=True)
        self.make_folders()
        self.call("pg_basebackup", "-h", primary.address, "-U", "streaming_replica", "-D", self.data, "-X", "stream", "-c", "fast", "--no-sync")

    def configure(self, settings):
        """Writes the settings; true when a server that runs must start again for them."""
        private(self.data / "pg_hba.conf", HBA, self.uid)
        quoted = "".join("{} = '{}'\n".format(key, str(value).replace("'", "''")) for key, value in settings.items())
        path = self.data / "custom.conf"
        changed = not path.exists() or path.read_text() != quoted
        if changed:
            private(path, quoted, self.uid)
        main = self.data / "postgresql.conf"
        if "include 'custom.conf'" not in main.read_text():
            with open(main, "a") as file:
                file.write("\ninclude 'custom.conf'\n")
        return changed

    def set_archive(self, archive):
        """How WAL leaves; nothing does before this."""
        words = lambda command: " ".join(f"'{w}'" for w in command)
        private(self.folder / "archive.env", variables(archive), self.uid)
        private(self.folder / "archive.sh", ARCHIVE.format(
            folder=self.folder, cluster=self.cluster, server=archive.server, journal=self.site.journal,
            check=words(archive.command("check-wal-archive")),
            archive=words(archive.command("wal-archive", options=archive.compression("wal")))), self.uid)

    def set_source(self, archive):
        """Where WAL comes from."""
        private(self.folder / "restore.env", variables(archive), self.uid)
        private(self.folder / "restore.sh", RESTORE.format(folder=self.folder, restore=" ".join(f"'{w}'" for w in archive.command("wal-restore"))), self.uid)

    def mark(self, name, isSet):
        """A file that the scripts look at."""
        path = self.folder / name
        if isSet:
            private(path, "", self.uid)
        else:
            path.unlink(missing_ok=True)

    def signal(self, name):
        for other in ("standby.signal", "recovery.signal"):
            (self.data / other).unlink(missing_ok=True)
        if name:
            private(self.data / name, "", self.uid)

    @property
    def is_running(self):
        pid = self.data / "postmaster.pid"
        if not pid.exists():
            return False
        try:
            number = pid.read_text().split("\n")[0]
            return b"postgres" in pathlib.Path(f"/proc/{number}/cmdline").read_bytes()
        except (OSError, ValueError):
            return False

    def start(self):
        if self.is_running:
            return
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self.call("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "-t", "120", "start")

    def stop(self, mode="fast"):
        if self.is_running:
            self.call("pg_ctl", "-D", self.data, "-m", mode, "-w", "-t", "60", "stop")

    def sql(self, query, database=USER):
        return self.call("psql", "-U", USER, "-d", database, "-AtXq", "-v", "ON_ERROR_STOP=1", "-c", query).strip()

    def answers(self):
        if not self.is_running:
            return False
        done = subprocess.run(owned(BIN / "pg_isready", "-q", "-h", self.run), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return done.returncode == 0

    def control(self):
        """What pg_controldata says."""
        rows = self.call("pg_controldata", "-D", self.data).splitlines()
        return {key: value.strip() for key, _, value in (row.partition(":") for row in rows)}

    def entry(self):
        """How `kubectl exec` gets in."""
        script = 'mkdir -p /var/lib/postgresql/data; mount --bind "$0" /var/lib/postgresql/data; exec setpriv --reuid postgres --regid postgres --init-groups -- "$@"'
        return {"postgres": {"command": ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, str(self.folder)],
                             "env": {"PATH": f"{BIN}:{self.site.search_path}", "PGHOST": str(self.run), "HOME": "/tmp"}}}


def variables(archive):
    return "".join(f"{key}='{value}'\n" for key, value in archive.environment().items())

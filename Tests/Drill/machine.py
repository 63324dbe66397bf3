"""Machines of the drill: namespaces of this host with addresses of their own on one segment.

A machine has its own network, processes and mounts; its root is a tmpfs over which the host's folders are
mounted, so that paths such as /data and /etc/haproxy are the machine's own. Killing its first process ends
everything in it at once, as a loss of power does. Needs root, iproute2 and util-linux.
"""

import os
import pathlib
import signal
import subprocess

from run import check

HUB = f"drill-{os.getpid()}"
# What is not the host's: a machine has its own.
PRIVATE = ("data", "dev", "proc", "run", "sys")
SHARED = sorted(name for name in os.listdir("/") if name not in PRIVATE)
# Folders below them that are a machine's own: programs keep state there.
OWN = ("etc/haproxy", "etc/nginx", "etc/redis", "var/lib/nginx", "var/log/nginx", "var/lib/postgresql")

START = """
set -eu
root=$1; shift
mount -t tmpfs -o mode=755 drill "$root"
for name in "$@"; do
  if [ -L "/$name" ]; then cp -P "/$name" "$root/$name"; continue; fi
  if [ -d "/$name" ]; then mkdir "$root/$name"; mount --rbind "/$name" "$root/$name"; fi
done
mkdir -p "$root/proc" "$root/sys" "$root/dev" "$root/run" "$root/data"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
exec chroot "$root" sleep infinity
"""


def segment():
    """The network that the machines share."""
    check("ip", "netns", "add", HUB)
    check("ip", "-n", HUB, "link", "add", "hub", "type", "bridge")
    check("ip", "-n", HUB, "link", "set", "hub", "up")


def remove_segment():
    subprocess.run(["ip", "netns", "del", HUB], stderr=subprocess.DEVNULL)


class Machine:
    """One machine; `folder` is its disk, which outlives it.

    One that looks into the others (`sees`) shares the processes of the host.
    """

    def __init__(self, name, addresses, folder, sees=False):
        self.name, self.addresses, self.folder = name, addresses, pathlib.Path(folder)
        self.own = ["--net", "--mount", "--uts", "--ipc"] + ([] if sees else ["--pid"])
        self.folder.mkdir(parents=True, exist_ok=True)
        self.process = None

    def start(self):
        root = self.folder / "root"
        root.mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "unshare", *self.own, "--fork", "--kill-child", "--propagation", "private",
             "sh", "-c", START, "sh", str(root), *SHARED], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        while True:
            found = children.read_text().split() if children.exists() else []
            if found and pathlib.Path(f"/proc/{found[0]}/comm").read_text().strip() == "sleep":
                break
            if self.process.poll() is not None:
                raise RuntimeError(f"machine {self.name} does not start")
        self.pid = int(found[0])
        (self.folder / "pid").write_text(str(self.pid))
        for name in OWN:
            if pathlib.Path("/", name).is_dir():
                self.run("mount", "-t", "tmpfs", "-o", "mode=755", "own", f"/{name}")
                if name.startswith("etc/"):
                    check("cp", "-a", f"/{name}/.", f"/proc/{self.pid}/root/{name}/")
        self.plug()
        return self

    def plug(self):
        """Connects it to the segment."""
        device, port = "veth0", self.port
        check("ip", "-n", HUB, "link", "add", port, "type", "veth", "peer", "name", device, "netns", str(self.pid))
        check("ip", "-n", HUB, "link", "set", port, "master", "hub", "up")
        commands = ["link set lo up", f"link set {device} up"] + [f"addr add {a}/8 dev {device}" for a in self.addresses]
        self.run("sh", "-c", "; ".join(f"ip {c}" for c in commands))

    @property
    def port(self):
        return f"p{self.pid}"

    def cable(self, isIn):
        """Pulls its cable, or puts it back."""
        check("ip", "-n", HUB, "link", "set", self.port, "up" if isIn else "down")

    def bind(self, source, target):
        """Shows a file of the host at a path of the machine."""
        self.run("mount", "--bind", source, target)

    def argv(self, *command):
        return ["nsenter", "-t", str(self.pid), *self.own, "-r", "-w", *map(str, command)]

    def run(self, *command, **options):
        return check(*self.argv(*command), **options)

    def start_program(self, *command, log=os.devnull, env=None):
        with open(log, "ab") as file:
            return subprocess.Popen(self.argv(*command), stdin=subprocess.DEVNULL, stdout=file, stderr=file, env=env)

    @property
    def is_up(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        """A loss of power; the disk stays."""
        if self.is_up:
            os.kill(self.pid, signal.SIGKILL)
            self.process.wait()
        (self.folder / "pid").unlink(missing_ok=True)

    def cut(self, address):
        """A router says at once that an address cannot be reached."""
        self.run("ip", "route", "add", "unreachable", address)

    def mend(self, address):
        self.run("ip", "route", "del", "unreachable", address)

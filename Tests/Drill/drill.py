"""The architecture in a bottle: follows the runbooks of a tree over real programs, writing all the time, and measures.

usage: drill.py [--short] [--keep] [--folder FOLDER]
"""

import argparse
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

from measure import Ledger, Table, audit
from runbook import Follower
from run import check
from scenes import FULL, SHORT
from world import BALANCERS, HERE, HOST, ROOT, VENV, World


class Drill:
    """What the scenes use."""

    def __init__(self, folder):
        self.world = World(folder)
        self.folder = self.world.folder
        self.table, self.ledger = Table(), Ledger(self.folder / "ledger")
        self.begin = time.monotonic()
        self.known_lost, self.expected_sites, self.active = set(), [], None

    def say(self, text):
        print(f"{time.monotonic() - self.begin:6.1f} s  {text}", flush=True)

    def prepare(self):
        self.world.start()
        self.tree = self.folder / "tree"
        self.tree.mkdir()
        shutil.copy(HERE / "topology.yaml", self.tree / "topology.yaml")
        environment = self.world.environment()
        check("git", "init", "-q", "--bare", self.folder / "remote")
        for command in (["init", "-q", "-b", "main"], ["remote", "add", "origin", self.folder / "remote"], ["config", "push.autoSetupRemote", "true"]):
            check("git", "-C", self.tree, *command, env={**os.environ, **environment})
        self.people = Follower(self.world.machines["people"], self.tree, environment, self.folder / "runbooks.log")
        self.people.shell("redoubt build topology.yaml -o . && git add --all && git commit -qm Start && git push -q")

    def write(self, rate=20):
        """Users begin to write, through both balancers."""
        users = self.world.machines["users"]
        self.writer = users.start_program(VENV / "python", HERE / "writer.py", HOST, self.ledger.path, rate, *BALANCERS.values(),
                                          log=users.folder / "log", env=self.world.environment())

    def rows(self, site):
        """The numbers of the rows that a site's database has."""
        done = self.people.shell(f"kubectl cnpg --context {site} -n infisical psql infisical-db-{site} -- -d infisical -Atc 'SELECT id FROM secrets'")
        return {int(row) for row in done.stdout.split() if row.isdigit()}


def possible():
    """Whether this machine lets us make machines."""
    own = ["unshare", "--net", "--mount", "--pid", "--fork", "ip", "link", "add", "name", "hub", "type", "bridge"]
    return os.geteuid() == 0 and subprocess.run(own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--short", action="store_true", help="the scenes that `make check` has time for")
    options.add_argument("--keep", action="store_true", help="leave the folder with every log")
    options.add_argument("--folder", help="where state and logs lie")
    chosen = options.parse_args()
    if not possible():
        # `make check` runs where no namespaces can be had as well; a demonstration that does not run has failed.
        print("drill: skipped, as machines of its own are not permitted: it needs root's rights and namespaces")
        sys.exit(0 if chosen.short else 2)
    folder = chosen.folder or tempfile.mkdtemp(prefix="redoubt-drill-")
    pathlib.Path(folder).mkdir(exist_ok=True)
    drill = Drill(folder)
    failed = True
    # What ends the drill from outside ends its machines too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        drill.prepare()
        for scene in SHORT if chosen.short else FULL:
            scene(drill)
        problems = audit(drill)
        drill.table.show()
        for problem in problems:
            print(f"FAIL {problem}")
        failed = bool(problems)
        print(f"{'failed' if failed else 'passed'} in {time.monotonic() - drill.begin:.0f} s")
    except Exception as error:
        traceback.print_exc(file=open(drill.folder / "traceback", "w"))
        drill.table.show()
        print(f"FAIL {error}", file=sys.stderr)
    finally:
        drill.world.stop()
        if failed or chosen.keep:
            print(f"logs: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

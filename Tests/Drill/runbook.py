"""Follows a runbook of the tree as a person does: its command lines, one after the other, in one shell."""

import pathlib
import re
import subprocess
import time


class Refused(Exception):
    """A step of a runbook did not do what it says."""


def steps(text):
    """The blocks of commands under each heading, by the step's name."""
    found, name, block = {}, None, None
    for line in text.splitlines():
        heading = re.match(r"## (\w+)\. ", line)
        if heading:
            name = heading[1]
            found[name] = []
        elif line.startswith("## "):
            name = None
        elif name and line == "```sh":
            block = []
        elif line == "```" and block is not None:
            found[name].append(block)
            block = None
        elif block is not None:
            block.append(line)
    return found


class Follower:
    """The shell of one operation, in the machine of the people who operate."""

    def __init__(self, machine, tree, environment, log):
        self.machine, self.tree, self.environment, self.log = machine, pathlib.Path(tree), environment, log
        self.variables = self.machine.folder / "variables"
        self.variables.write_text("")

    def begin(self, name, **values):
        """Opens a runbook; `values` are what a person fills in."""
        text = (self.tree / "runbooks" / f"{name}.md").read_text()
        self.name, self.blocks, self.values = name, steps(text), values
        start = re.search(r"in one shell that starts with:\n\n```sh\n(.*?)```", text, re.S)
        self.variables.write_text("")
        if start:
            self.shell(start[1])

    def shell(self, script):
        """Runs lines that may set variables for later ones; the result, with its output in the log."""
        body = f"set -aeuo pipefail\n. {self.variables}\n{script}\nexport -p > {self.variables}\n"
        argv = self.machine.argv("bash", "-c", f"cd {self.tree}\n{body}")
        done = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=self.environment)
        with open(self.log, "a") as log:
            log.write(f"$ {script}\n{done.stdout}")
        return done

    def step(self, name, limit=120, unreachable=(), verify=True, **values):
        """One step and its verification, which is tried again until `limit` seconds are over.

        What a person can only do by the context of a site that cannot be reached may fail.
        """
        begin = time.monotonic()
        for block in self.blocks[name]:
            if any("verify-" in line for line in block):
                if verify:
                    self.verify(block, limit)
                continue
            for line in "\n".join(block).split("\n"):
                if not line or line.startswith("#"):
                    continue
                for key, value in {**self.values, **values}.items():
                    line = re.sub(rf"\b{key}\b", lambda _: str(value), line)
                # Hours are for people's data; a job that fails here fails soon.
                done = self.shell(re.sub(r"--timeout=\d+[mh]", "--timeout=60s", line))
                if done.returncode and not any(f"--context {site} " in line for site in unreachable):
                    raise Refused(f"{self.name} {name}: {line}\n{done.stdout[-1500:]}")
        return time.monotonic() - begin

    def verify(self, block, limit):
        end = time.monotonic() + limit
        while True:
            done = self.shell("\n".join(block))
            if done.returncode == 0:
                return
            if time.monotonic() > end:
                failed = "\n".join(l for l in done.stdout.splitlines() if not l.startswith("PASS"))
                raise Refused(f"{self.name}: {' '.join(block)} does not pass:\n{failed}")
            time.sleep(0.5)

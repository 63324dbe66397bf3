"""Containers of emitted pods, run as programs of the machine with their scripts, variables and volumes."""

import base64
import os
import re
import shutil
import subprocess

# Mounts are the container's own; then the program runs as its user.
RUN = """
set -eu
count=$1; shift
while [ "$count" -gt 0 ]; do
  mkdir -p "$2"
  mount --bind "$1" "$2"
  shift 2; count=$((count - 1))
done
user=$1; shift
exec setpriv --reuid "$user" --regid "$user" --clear-groups --inh-caps +dac_read_search --ambient-caps +dac_read_search -- "$@"
"""


class Pod:
    """The containers of one pod; `spec` is the pod's, `claims` are folders that outlive it."""

    def __init__(self, site, namespace, name, spec):
        self.site, self.namespace, self.name, self.spec = site, namespace, name, spec
        self.folder = site.folder / "pods" / f"{namespace}-{name}"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.user = str((spec.get("securityContext") or {}).get("runAsUser", 0))
        self.process = None
        self.folders = {v["name"]: self.volume(v) for v in spec.get("volumes", [])}

    def claim(self, name):
        """A volume that stays when the pod goes."""
        folder = self.site.folder / "volumes" / f"{self.namespace}-{name}-{self.name}"
        folder.mkdir(parents=True, exist_ok=True)
        os.chown(folder, int(self.user), int(self.user))
        self.folders[name] = folder

    def volume(self, volume):
        folder = self.folder / volume["name"]
        folder.mkdir()
        os.chown(folder, int(self.user), int(self.user))
        for kind, key in (("configMap", "name"), ("secret", "secretName")):
            if kind not in volume:
                continue
            source = self.site.store.get("ConfigMap" if kind == "configMap" else "Secret", self.namespace, volume[kind][key])
            if source is None:
                raise RuntimeError(f"{self.name}: no {kind} {volume[kind][key]}")
            for name, value in source.get("data", {}).items():
                (folder / name).write_bytes(base64.b64decode(value) if kind == "secret" else value.encode())
        return folder

    def environment(self, container):
        values = {"PATH": self.site.search_path, "HOME": "/tmp", "AWS_CA_BUNDLE": self.site.authorities}
        for variable in container.get("env", []):
            name, source = variable["name"], variable.get("valueFrom", {})
            if "value" in variable:
                values[name] = re.sub(r"\$\((\w+)\)", lambda m: values.get(m[1], m[0]), variable["value"])
                continue
            for key, kind in (("secretKeyRef", "Secret"), ("configMapKeyRef", "ConfigMap")):
                wanted = source.get(key)
                found = wanted and self.site.store.get(kind, self.namespace, wanted["name"])
                value = found and (found.get("data") or {}).get(wanted["key"])
                if value is not None:
                    values[name] = base64.b64decode(value).decode() if kind == "Secret" else value
                elif wanted and not wanted.get("optional"):
                    raise RuntimeError(f"{self.name}: {wanted['name']} has no {wanted['key']}")
        return values

    def command(self, container, command=None):
        mounts = []
        for mount in container.get("volumeMounts", []):
            folder = self.folders.get(mount["name"])
            if folder is None:
                raise RuntimeError(f"{self.name}: no volume {mount['name']}")
            # The drill itself may lie below /tmp.
            if mount["mountPath"] != "/tmp":
                mounts += [str(folder), mount["mountPath"]]
        return ["unshare", "--mount", "--propagation", "private", "sh", "-c", RUN, "sh", str(len(mounts) // 2), *mounts,
                self.user, *(command or container["command"] + container.get("args", []))]

    def log(self, container):
        return self.folder / f"{container['name']}.log"

    def start(self, container, command=None, extra=None):
        with open(self.log(container), "ab") as log:
            return subprocess.Popen(self.command(container, command), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                    env={**self.environment(container), **(extra or {})}, cwd="/")

    def initialise(self):
        """Runs the init containers in their order; the name of the one that failed, if one did."""
        for container in self.spec.get("initContainers", []):
            if self.start(container).wait() != 0:
                return container["name"]
        return None

    def probe(self, container, name):
        command = container[name]["exec"]["command"]
        return subprocess.run(self.command(container, command), env=self.environment(container), cwd="/", timeout=10,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()

    def entry(self):
        """How `kubectl exec` gets into each container."""
        return {c["name"]: {"command": self.command(c, ["true"])[:-1], "env": self.environment(c)} for c in self.spec["containers"]}

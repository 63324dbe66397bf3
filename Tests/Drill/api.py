"""As much of a Kubernetes API server as kubectl needs for the runbooks, in front of a store."""

import http.server
import json
import re
import threading
import urllib.parse

import yaml

from objects import KINDS, Missing, patched

GROUPS = {}
for kind, (group, version, plural, namespaced) in KINDS.items():
    GROUPS.setdefault((group, version), []).append((kind, plural, namespaced))
BY_PATH = {(group, version, plural): kind for kind, (group, version, plural, _) in KINDS.items()}
VERBS = ["create", "delete", "get", "list", "patch", "update", "watch"]


def discovery(group, version):
    resources = []
    for kind, plural, namespaced in GROUPS[(group, version)]:
        resources.append({"name": plural, "singularName": kind.lower(), "kind": kind, "namespaced": namespaced, "verbs": VERBS,
                          "shortNames": {"Pod": ["po"], "PersistentVolumeClaim": ["pvc"], "CustomResourceDefinition": ["crd"]}.get(kind, [])})
        if kind in ("Deployment", "StatefulSet"):
            resources.append({"name": plural + "/scale", "kind": "Scale", "group": "autoscaling", "version": "v1", "namespaced": True, "verbs": ["get", "patch", "update"]})
    return {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": f"{group}/{version}".lstrip("/"), "resources": resources}


def groups():
    rows = []
    for group in sorted({g for g, _ in GROUPS if g}):
        versions = [{"groupVersion": f"{group}/{v}", "version": v} for g, v in GROUPS if g == group]
        rows.append({"name": group, "versions": versions, "preferredVersion": versions[0]})
    return {"kind": "APIGroupList", "apiVersion": "v1", "groups": rows}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    store = None

    def log_message(self, *arguments):
        pass

    def answer(self, body, status=200):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def refuse(self, status, reason, text):
        self.answer({"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": reason, "message": text, "code": status}, status)

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def dispatch(self):
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.body = yaml.safe_load(data) if data else None
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        parts = [p for p in url.path.split("/") if p]
        if url.path in ("/readyz", "/livez", "/healthz"):
            return self.answer("ok")
        if url.path == "/version":
            return self.answer({"major": "1", "minor": "36", "gitVersion": "v1.36.0"})
        if parts == ["api"]:
            return self.answer({"kind": "APIVersions", "versions": ["v1"]})
        if parts == ["apis"]:
            return self.answer(groups())
        if parts[:1] == ["api"]:
            group, rest = "", parts[1:]
        elif parts[:1] == ["apis"] and len(parts) > 2:
            group, rest = parts[1], parts[2:]
        else:
            return self.refuse(404, "NotFound", "the server could not find the requested resource")
        version, rest = rest[0], rest[1:]
        if (group, version) not in GROUPS:
            return self.refuse(404, "NotFound", "the server could not find the requested resource")
        if not rest:
            return self.answer(discovery(group, version))
        namespace = None
        if rest[0] == "namespaces" and len(rest) > 2:
            namespace, rest = rest[1], rest[2:]
        kind = BY_PATH.get((group, version, rest[0]))
        if kind is None:
            return self.refuse(404, "NotFound", "the server could not find the requested resource")
        name, sub = (rest + [None, None])[1:3]
        try:
            self.serve(kind, namespace, name, sub, query)
        except Missing:
            self.refuse(404, "NotFound", f'{rest[0]} "{name}" not found')

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = dispatch

    def serve(self, kind, namespace, name, sub, query):
        store, verb = self.store, self.command
        if verb == "GET" and name is None:
            if query.get("watch") in ("1", "true"):
                return self.watch(kind, namespace, query)
            with store.changed:
                items = self.selected(store.list(kind, namespace), query)
                return self.answer({"kind": kind + "List", "apiVersion": api_version(kind), "metadata": {"resourceVersion": str(store.version)}, "items": items})
        if verb == "POST":
            item = self.body
            item.setdefault("metadata", {}).setdefault("namespace", namespace) if namespace else None
            if store.get(kind, namespace, item["metadata"]["name"]):
                return self.refuse(409, "AlreadyExists", f'{item["metadata"]["name"]} already exists')
            return self.answer(store.put(item), 201)
        if verb == "DELETE":
            return self.answer(store.delete(kind, namespace, name))
        if verb == "PATCH" and self.headers.get("Content-Type", "").startswith("application/apply-patch"):
            item = self.body
            if namespace:
                item["metadata"]["namespace"] = namespace
            return self.answer(store.apply(item))
        item = store.get(kind, namespace, name)
        if item is None:
            raise Missing(name)
        if verb == "GET":
            return self.answer(scale(item) if sub == "scale" else item)
        if verb in ("PATCH", "PUT"):
            body = self.body
            if sub == "scale":
                body = {"spec": {"replicas": body["spec"]["replicas"]}}
            whole = verb == "PUT" and sub is None
            changed = store.edit(kind, namespace, name, lambda o: replace(o, body if whole else patched(o, body)))
            return self.answer(scale(changed) if sub == "scale" else changed)
        self.refuse(405, "MethodNotAllowed", verb)

    def selected(self, items, query):
        for term in re.findall(r"[^,(]+(?:\([^)]*\))?", query.get("labelSelector", "")):
            among = re.fullmatch(r"(\S+) in \(([^)]*)\)", term)
            key, _, value = term.partition("=")
            key, values = (among[1], among[2].split(",")) if among else (key, [value.lstrip("=")])
            items = [o for o in items if o["metadata"].get("labels", {}).get(key) in values]
        for term in filter(None, query.get("fieldSelector", "").split(",")):
            key, _, value = term.partition("=")
            items = [o for o in items if key != "metadata.name" or o["metadata"]["name"] == value]
        return items

    def watch(self, kind, namespace, query):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        store, seen = self.store, int(query.get("resourceVersion") or 0)
        if query.get("sendInitialEvents") == "true":
            with store.changed:
                items, seen = self.selected(store.list(kind, namespace), query), store.version
            end = {"kind": kind, "apiVersion": api_version(kind), "metadata": {"resourceVersion": str(seen), "annotations": {"k8s.io/initial-events-end": "true"}}}
            for event, item in [*(("ADDED", i) for i in items), ("BOOKMARK", end)]:
                self.event(event, item)
        while True:
            with store.changed:
                rows = [e for e in store.events if e[0] > seen and e[2]["kind"] == kind and e[2]["metadata"].get("namespace") == namespace]
                seen = max(seen, store.version)
                if not rows:
                    store.changed.wait(1)
            for _, event, item in rows:
                if self.selected([item], query):
                    self.event(event, item)

    def event(self, event, item):
        self.wfile.write(json.dumps({"type": event, "object": item}).encode() + b"\n")
        self.wfile.flush()


def api_version(kind):
    group, version = KINDS[kind][:2]
    return f"{group}/{version}".lstrip("/")


def replace(item, other):
    item.clear()
    item.update(other)


def scale(item):
    return {"kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": item["metadata"], "spec": {"replicas": item["spec"].get("replicas", 1)}, "status": {"replicas": item.get("status", {}).get("replicas", 0)}}


class Server(http.server.ThreadingHTTPServer):
    # kubectl opens a connection for every object of a tree at once.
    request_queue_size = 128
    daemon_threads = True


def serve(store, address, port=6443):
    """Answers in a thread of its own."""
    server = Server((address, port), type("API", (Handler,), {"store": store}))
    threading.Thread(target=server.serve_forever, daemon=True).start()

"""Holds `redoubt lint` against a peer, document by document.

usage: lint_differential.py REDOUBT FOLDER VERSION SEED COUNT ENUMERATIONS [CRDS...]

Objects are generated at random from the upstream schemas of one version of Kubernetes (those of PyPI's
kubernetes-validate, strict) and, with CRDS, from those of CustomResourceDefinitions; most get one
mutation whose line is known. Ten documents go into a file. Verdicts are those of Python's jsonschema with
the upstream schemas, and of the errors of area SCH. Prints a JSON object:

    documents, mutated, verdicts   pairs that agree
    documentsRight                 findings that name the mutated document
    linesRight, lines              mutations found at the mutated line, and all that were found
    looser                         by reason: documents that the peer refuses and the server would not
    stricter                       by reason: documents that the peer passes and we refuse, on purpose
    surprises                      everything else that differs
"""

import collections
import json
import pathlib
import random
import re
import subprocess
import sys

import jsonschema
import kubernetes_validate
import yaml
from referencing import Registry, Resource

BINARY, FOLDER, VERSION = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
COUNT = int(sys.argv[5])
RANDOM = random.Random(int(sys.argv[4]))
DATA = pathlib.Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema"
DEFINITIONS = json.loads((DATA / f"v{VERSION}.0-local-strict" / "_definitions.json").read_text())
DEFS = DEFINITIONS["$defs"]
# Data before 1.30 leaves out the types of lists, which the server knew already.
LISTS = json.loads((DATA / "v1.37.0-local-strict" / "_definitions.json").read_text())["$defs"]
for name, definition in DEFS.items():
    for field, inner in LISTS.get(name, {}).get("properties", {}).items():
        for key in ("x-kubernetes-list-type", "x-kubernetes-list-map-keys"):
            if key in inner and field in definition.get("properties", {}):
                definition["properties"][field].setdefault(key, inner[key])
WORDS = {}
for line in open(sys.argv[6]):
    if line.strip() and not line.startswith("#"):
        name, *words = line.split()
        WORDS[name] = ["" if word == "(empty)" else word for word in words]
yaml.CSafeLoader.add_constructor("tag:yaml.org,2002:value", lambda loader, node: node.value)
DATES = "2026-11-21T09:00:00Z"
FORMATS = {"byte": "cmVkb3VidA==", "duration": "1h", "uri": "https://example.com", "ipv4": "10.0.0.1", "date": "2026-11-21"}


def target(schema):
    if "$ref" in schema:
        name = schema["$ref"].split("/")[-1]
        return DEFS[name], name.split(".")[-1]
    return schema, ""


def kinds_of(schema):
    kind = schema.get("type", [])
    return [k for k in ([kind] if isinstance(kind, str) else kind) if k != "null"]


class Generator:
    """Objects that the server would take, with a note of what each value is."""

    def __init__(self):
        self.kinds = {}

    def value(self, schema, depth, owner="", field="", rule=None):
        outer = schema
        schema, name = target(schema)
        if name == "Quantity":
            return RANDOM.choice(["1", "250m", "512Mi", "1.5"])
        if name == "IntOrString" or schema.get("x-kubernetes-int-or-string"):
            return RANDOM.choice([8080, "http"])
        if name in ("Time", "MicroTime") or schema.get("format") == "date-time":
            return DATES
        kind = (kinds_of(schema) or ["object" if "properties" in schema else ""])[0]
        if kind == "object" and schema.get("properties"):
            return self.object(schema, depth, name or owner)
        if kind == "object":
            extra = schema.get("additionalProperties")
            if isinstance(extra, dict) and depth > 0:
                return {f"key-{i}": self.value(extra, depth - 1) for i in range(RANDOM.randint(1, 2))}
            return {}
        if kind == "array":
            if depth <= 0 and not schema.get("minItems"):
                return []
            count = max(schema.get("minItems", 0), RANDOM.randint(1, 2))
            items = [self.value(schema["items"], depth - 1, owner, field) for _ in range(count)]
            return self.distinct(items, outer if "x-kubernetes-list-type" in outer else schema)
        if kind == "string":
            words = schema.get("enum") or WORDS.get(f"{owner}.{field}")
            if words:
                return RANDOM.choice(words)
            if schema.get("format") in FORMATS:
                return FORMATS[schema["format"]]
            return self.text(schema)
        if kind == "integer":
            low = schema.get("minimum", 1)
            return max(int(low), min(int(schema.get("maximum", 9)), RANDOM.randint(1, 9)))
        if kind == "number":
            return RANDOM.choice([1, 0.5])
        if kind == "boolean":
            return RANDOM.choice([True, False])
        return {}

    def text(self, schema):
        for text in ["web", "a", "10.0.0.1", "5m", "https://example.com", "1h0m0s", "0 0 0 * * *", "/web", "sha256:" + "a" * 64]:
            if re.search(schema.get("pattern", ""), text) and len(text) >= schema.get("minLength", 0) and (
                    len(text) <= schema.get("maxLength", 999)):
                return text
        return "web"

    def distinct(self, items, schema):
        kind, keys = schema.get("x-kubernetes-list-type"), schema.get("x-kubernetes-list-map-keys", [])
        seen, result = set(), []
        for item in items:
            mark = json.dumps([item.get(key) for key in keys] if kind == "map" and isinstance(item, dict) else item)
            if kind in ("map", "set") and mark in seen:
                continue
            seen.add(mark)
            result.append(item)
        return result

    def object(self, schema, depth, owner):
        required = schema.get("required", [])
        result = {}
        for field, inner in sorted(schema["properties"].items()):
            wanted = field in required
            if field in ("apiVersion", "kind") and "enum" in inner:
                result[field] = RANDOM.choice(inner["enum"])
            elif field in ("status", "managedFields", "selfLink") and not wanted:
                continue
            elif wanted or (depth > 0 and RANDOM.random() < (0.5 if len(schema["properties"]) < 8 else 0.2)):
                result[field] = self.value(inner, depth - 1, owner, field)
        return result


class Printer:
    """Block YAML, a leaf a line, with the line of every place."""

    def __init__(self):
        self.lines, self.places = [], {}

    def add(self, text, path):
        self.lines.append(text)
        self.places.setdefault(path, len(self.lines))

    def entry(self, key, value, indent, path, lead=None):
        head = (" " * indent if lead is None else lead) + (key if re.fullmatch(r"[A-Za-z][\w./-]*", key) and key not in (
            "y", "n", "yes", "no", "on", "off", "true", "false", "null") else json.dumps(key)) + ":"
        if isinstance(value, dict) and value:
            self.add(head, path)
            self.mapping(value, indent + 2, path)
        elif isinstance(value, list) and value:
            self.add(head, path)
            self.sequence(value, indent, path)
        else:
            self.add(f"{head} {json.dumps(value)}", path)

    def mapping(self, value, indent, path, lead=None):
        for key, inner in value.items():
            self.entry(key, inner, indent, path + (key,), lead)
            lead = None

    def sequence(self, items, indent, path):
        for position, item in enumerate(items):
            here = path + (position,)
            self.places[here] = len(self.lines) + 1
            if isinstance(item, dict) and item:
                self.mapping(item, indent + 2, here, " " * indent + "- ")
            else:
                self.add(" " * indent + "- " + json.dumps(item), here)


def places(value, schema, path=(), owner="", field=""):
    """Every place of an object with its schema: (path, schema, its owner)."""
    schema, name = target(schema)
    yield path, schema, name or owner, field
    if isinstance(value, dict):
        for key, inner in value.items():
            child = schema.get("properties", {}).get(key)
            if child is None:
                child = schema.get("additionalProperties")
            if isinstance(child, dict):
                yield from places(inner, child, path + (key,), name, key)
    elif isinstance(value, list) and "items" in schema:
        for position, item in enumerate(value):
            yield from places(item, schema["items"], path + (position,), name or owner, field)


def reach(value, path):
    for key in path:
        value = value[key]
    return value


def put(value, path, new):
    reach(value, path[:-1])[path[-1]] = new


def other(value):
    """A value of another type."""
    if isinstance(value, bool):
        return RANDOM.choice(["true", 1, ["a"]])
    if isinstance(value, (int, float)):
        return RANDOM.choice(["7", True, {"a": "b"}])
    if isinstance(value, str):
        return RANDOM.choice([7, True, ["a"], {"a": "b"}])
    if isinstance(value, list):
        return RANDOM.choice(["web", {"a": "b"}])
    return RANDOM.choice(["web", ["a"], 7])


def mutate(document, schema):
    """One mutation: (what, the line's place, whether the peer can know)."""
    found = [p for p in places(document, schema) if p[0] and p[0][0] not in ("apiVersion", "kind", "metadata")]
    wishes = ["type", "unknown", "required", "null", "word", "quantity", "repeat"]
    RANDOM.shuffle(found)
    RANDOM.shuffle(wishes)
    return next(filter(None, (attempt(wish, found, document) for wish in wishes)), None)


def attempt(wish, found, document):
    for path, inner, owner, field in found:
        value = reach(document, path)
        union = "oneOf" in inner or inner.get("x-kubernetes-int-or-string")
        if wish == "type" and kinds_of(inner) and not union:
            put(document, path, other(value))
            return wish, path, True
        if wish == "unknown" and isinstance(value, dict) and inner.get("properties") and not inner.get(
                "x-kubernetes-preserve-unknown-fields"):
            name = RANDOM.choice(sorted(inner["properties"])) + "x"
            if name in inner["properties"]:
                continue
            value[name] = "a"
            return wish, path + (name,), True
        if wish == "required" and isinstance(value, dict):
            names = [n for n in inner.get("required", []) if n in value]
            if names:
                del value[RANDOM.choice(names)]
                return wish, path, True
        if wish == "null" and kinds_of(inner) and not union and "null" not in inner["type"] and (
                "default" not in inner):
            put(document, path, None)
            return wish, path, True
        if wish == "word" and f"{owner}.{field}" in WORDS and isinstance(value, str):
            put(document, path, "Sometimes")
            return wish, path, False
        if wish == "quantity" and "oneOf" in inner and isinstance(value, str) and value in ("250m", "512Mi", "1.5"):
            put(document, path, "lots")
            return wish, path, False
        if wish == "repeat" and isinstance(value, list) and inner.get("x-kubernetes-list-type") in ("map", "set") and value:
            value.append(value[0])
            # The finding stands at the key that is repeated.
            keys = [key for key in inner.get("x-kubernetes-list-map-keys", []) if key in value[0]]
            return wish, path + (len(value) - 1, *keys[:1]), False
    return None


def strict(schema):
    """A definition's schema as JSON Schema, unknown fields refused."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: strict(value) for key, value in schema.items() if key != "description"}
    if "properties" in schema and not schema.get("x-kubernetes-preserve-unknown-fields"):
        result["properties"] = {key: strict(value) for key, value in schema["properties"].items()}
        if schema.get("type") == "object":
            result.setdefault("additionalProperties", False)
    if schema.get("nullable") and isinstance(schema.get("type"), str):
        result["type"] = [schema["type"], "null"]
    return result


def custom(paths):
    """Kinds of CustomResourceDefinitions: (apiVersion, kind, schema)."""
    for path in paths:
        for document in yaml.load_all(open(path), yaml.CSafeLoader):
            if not document or document.get("kind") != "CustomResourceDefinition":
                continue
            spec = document["spec"]
            for version in (v for v in spec["versions"] if v["served"]):
                text = json.dumps(version["schema"]["openAPIV3Schema"])
                text = text.replace('"anyOf": [{"type": "integer"}, {"type": "string"}]', '"x": 1')
                # The peer knows neither CEL nor Go's flags in patterns; alternatives are no job for the generator.
                if "x-kubernetes-validations" in text or "(?i" in text or re.search(r'"(oneOf|anyOf|allOf|not)": ', text):
                    continue
                schema = strict(version["schema"]["openAPIV3Schema"])
                schema["properties"]["metadata"] = {"$ref": "/_definitions.json#/$defs/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"}
                schema["properties"]["apiVersion"] = {"type": "string", "enum": [f"{spec['group']}/{version['name']}"]}
                schema["properties"]["kind"] = {"type": "string", "enum": [spec["names"]["kind"]]}
                yield schema["properties"]["apiVersion"]["enum"][0], spec["names"]["kind"], schema


def main():
    generator = Generator()
    kinds = []
    for name, schema in sorted(DEFS.items()):
        for gvk in schema.get("x-kubernetes-group-version-kind", []):
            if "metadata" in schema.get("properties", {}) and not gvk["kind"].endswith("List"):
                if gvk["kind"] in ("Status", "DeleteOptions", "WatchEvent", "Scale", "Eviction", "Binding", "CustomResourceDefinition"):
                    continue
                kinds.append(("/".join(filter(None, [gvk["group"], gvk["version"]])), gvk["kind"],
                              {"$ref": f"/_definitions.json#/$defs/{name}"}))
    kinds += list(custom(sys.argv[7:]))
    registry = Resource.from_contents(DEFINITIONS, default_specification=__import__("referencing.jsonschema").jsonschema.DRAFT202012) @ Registry()
    registry = registry.with_resource("/_definitions.json", Resource.from_contents(DEFINITIONS))
    truth, files = [], collections.defaultdict(list)
    for number in range(COUNT):
        version, kind, schema = RANDOM.choice(kinds)
        document = generator.value(schema, RANDOM.choice([2, 4, 6, 9]))
        document["apiVersion"], document["kind"] = version, kind
        document["metadata"] = {"name": f"doc-{number}", "namespace": "apps"}
        document = {key: document[key] for key in sorted(document, key=lambda k: (
            ["apiVersion", "kind", "metadata"].index(k) if k in ("apiVersion", "kind", "metadata") else 3, k))}
        mutation = mutate(document, schema) if RANDOM.random() < 0.8 else None
        errors = list(jsonschema.Draft202012Validator(schema, registry=registry).iter_errors(document))
        truth.append([number, version, kind, document, mutation, [e.message[:150] for e in errors]])
        files[number // 10].append(number)
    lines = {}
    FOLDER.mkdir(parents=True, exist_ok=True)
    for index, numbers in files.items():
        printer = Printer()
        for number in numbers:
            if printer.lines:
                printer.lines.append("---")
            printer.places = {}
            printer.mapping(truth[number][3], 0, ())
            printer.places[()] = printer.places[("kind",)]
            lines[number] = printer.places
        (FOLDER / f"part-{index:04}.yaml").write_text("\n".join(printer.lines) + "\n")
    arguments = [BINARY, "lint", str(FOLDER), "--format", "json", "--kubernetes-version", VERSION]
    for path in sys.argv[7:]:
        arguments += ["--schema", path]
    run = subprocess.run(arguments, capture_output=True, text=True)
    ours = collections.defaultdict(list)
    for finding in json.loads(run.stdout)["findings"]:
        # Repeated items of some lists of the core kinds are warnings, as the server warns of them.
        is_error = finding["severity"] == "error" or finding["code"] == "SCH010"
        if is_error and finding["code"].startswith(("SCH", "YML", "CRD")):
            ours[int(finding["resource"]["name"].split("-")[1]) if finding.get("resource") else -1].append(finding)
    result = {"documents": COUNT, "mutated": 0, "verdicts": 0, "documentsRight": 0, "lines": 0, "linesRight": 0,
              "stricter": collections.Counter(), "looser": collections.Counter(), "surprises": [f"{f['file']}:{f['line']} {f['message']}" for f in ours.pop(-1, [])]}
    for number, version, kind, _, mutation, errors in truth:
        found = ours.get(number, [])
        result["mutated"] += mutation is not None
        where = f"part-{number // 10:04}.yaml doc-{number} {version} {kind} {mutation and mutation[:2]}"
        if bool(found) == bool(errors):
            result["verdicts"] += 1
        elif found and mutation and not mutation[2]:
            result["stricter"][mutation[0]] += 1
        elif mutation and mutation[0] == "null" and "." in version.split("/")[0] and not found:
            # The server takes nulls out of custom resources before it looks at them.
            result["looser"]["null"] += 1
        else:
            result["surprises"].append(f"{where}: peer {errors[:1]}, ours {[f['line'] for f in found][:3]} {[f['code'] + ' ' + f['message'] for f in found][:2]}")
        is_taken_out = mutation and mutation[0] == "null" and "." in version.split("/")[0]
        if mutation and found and not is_taken_out:
            result["documentsRight"] += 1
            result["lines"] += 1
            right = any(f["line"] == lines[number][mutation[1]] for f in found)
            result["linesRight"] += right
            if not right:
                result["surprises"].append(f"{where}: line {lines[number][mutation[1]]} expected, {[(f['line'], f['code'], f['message']) for f in found][:2]}")
    result["stray"] = sum(1 for t in truth if not t[4] and not t[5] and ours.get(t[0]))
    print(json.dumps(result, indent=1))


main()

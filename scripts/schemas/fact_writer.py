"""The form of the schema facts that the linter carries: a line a definition, read by FactReader.swift.

    redoubt-facts 1 FIRST LAST          versions of Kubernetes that the facts know (minor numbers)
    K apiVersion kind SCOPE #N [@S-U]   a kind: definition N, since and until a version
    (an empty line)
    one definition a line, numbered from 0: fields, separated by tabs

A field is `NAME FLAGS TYPE`. Flags: `!` required, `~` deprecated, `@S-U` only from minor version S to U, `-` none.
A first field `+` says that other fields are kept. A type is one of

    s string, i integer, n number, b boolean, x integer or string, q quantity, o any object, * anything,
    [T list, {T mapping of T, #N definition N, e(A|B) one of these strings

followed by constraints `;k=v`: f format, p pattern, m M minimum and maximum, l L lengths, a A numbers of items,
r R numbers of properties, t list type with its keys, u nullable. Characters that the form needs are `%XX`.
"""

import re


def escape(text):
    return re.sub(r"[%\t\n;|()= ]", lambda match: f"%{ord(match[0]):02X}", str(text))


class Facts:
    def __init__(self, first, last):
        self.first, self.last = first, last
        self.lines, self.numbers, self.kinds = [], {}, []

    def definition(self, cells):
        """The number of a definition; equal ones are written once."""
        line = "\t".join(cells)
        if line not in self.numbers:
            self.numbers[line] = len(self.lines)
            self.lines.append(line)
        return self.numbers[line]

    def kind(self, api_version, kind, scope, number, since=None, until=None):
        self.kinds.append(f"K {api_version} {kind} {scope} #{number}" + span(since, until, " "))

    def write(self, path):
        head = [f"redoubt-facts 1 {self.first} {self.last}", *sorted(self.kinds), ""]
        path.write_text("\n".join(head + self.lines) + "\n")


def span(since, until, lead=""):
    if since is None and until is None:
        return ""
    return f"{lead}@{'' if since is None else since}-{'' if until is None else until}"


def flags(required, deprecated=False, since=None, until=None):
    return ("!" if required else "") + ("~" if deprecated else "") + span(since, until) or "-"


def constraints(schema):
    keys = {
        "format": "f", "pattern": "p", "minimum": "m", "maximum": "M", "minLength": "l", "maxLength": "L",
        "minItems": "a", "maxItems": "A", "minProperties": "r", "maxProperties": "R",
    }
    result = "".join(f";{short}={escape(schema[key])}" for key, short in keys.items() if key in schema)
    if schema.get("x-kubernetes-list-type") in ("set", "map"):
        names = schema.get("x-kubernetes-list-map-keys", [])
        result += ";t=" + escape(",".join([schema["x-kubernetes-list-type"], *names]))
    return result + (";u=1" if schema.get("nullable") is True else "")

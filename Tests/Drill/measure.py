"""What was acknowledged to users, what of it is left, and how long nobody was served."""

import json
import pathlib
import re


class Ledger:
    """The rows that were acknowledged: number, time, site."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.path.touch()

    def rows(self):
        return [json.loads(line) for line in self.path.read_text().splitlines() if line.endswith("}")]

    def lost(self, there, before):
        """Rows that were acknowledged before a moment and that a database lacks."""
        return [row for row in self.rows() if row["at"] < before and row["id"] not in there]

    def outage(self, begin, end):
        """The longest time without an acknowledgement."""
        times = [begin, *(row["at"] for row in self.rows() if begin <= row["at"] <= end), end]
        return max(later - earlier for earlier, later in zip(times, times[1:]))

    def sites(self):
        """The sites that acknowledged, in the order in which they did; a second writer shows as a site twice."""
        order = []
        for row in sorted(self.rows(), key=lambda r: r["at"]):
            if not order or order[-1] != row["site"]:
                order.append(row["site"])
        return order


class Table:
    """One row a scene."""

    def __init__(self):
        self.rows = [("scene", "rows lost", "of the last", "allowed", "no service for", "took")]

    def add(self, scene, lost="", span="", allowed="", outage="", took=""):
        seconds = lambda value: f"{value:.1f} s" if isinstance(value, float) else str(value)
        self.rows.append((scene, str(lost), seconds(span), seconds(allowed), seconds(outage), seconds(took)))

    def show(self):
        widths = [max(len(row[n]) for row in self.rows) for n in range(len(self.rows[0]))]
        print()
        for row in self.rows:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
        print()


def promise(tree, site):
    """Seconds of writes that the report allows to be lost with a site."""
    text = (pathlib.Path(tree) / "reports/rpo-rto.md").read_text()
    value = re.search(rf"\| {site} is lost \| ([^|]+) \|", text)[1].strip()
    units = {"s": 1, "min": 60, "h": 3600}
    return float(sum(int(n) * units[u] for n, u in re.findall(r"(\d+) (s|min|h)", value)))


def audit(drill):
    """What must never be, over the whole drill."""
    problems = []
    for line in drill.world.journal.read_text().splitlines():
        _, cluster, server, wal = line.split()
        if not server.startswith(f"{cluster}-e"):
            problems.append(f"{cluster} wrote {wal} into the archive of {server}")
    sites = drill.ledger.sites()
    if sites != drill.expected_sites:
        problems.append(f"users were served by {' then '.join(sites)}, not by {' then '.join(drill.expected_sites)}")
    return problems

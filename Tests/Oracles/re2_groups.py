"""The groups that RE2 itself finds: reads [[pattern, text], …], prints a list of bounds as PatternTests writes them."""

import json
import sys

import re2

options = re2.Options()
options.log_errors = False


def groups(pattern, text):
    found = re2.compile(pattern, options).search(text)
    if found is None:
        return None
    bounds = [found.span(number) for number in range(found.re.groups + 1)]
    return " ".join("-" if start < 0 else f"{start},{end}" for start, end in bounds)


print(json.dumps([groups(pattern, text) for pattern, text in json.load(open(sys.argv[1]))]))

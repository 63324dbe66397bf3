"""Checks JUnit reports against junit-10.xsd, which setup takes from the sources of pytest.

usage: junit_check.py FILE...
"""

import pathlib
import sys

import xmlschema

schema = xmlschema.XMLSchema(str(pathlib.Path(sys.prefix) / "junit-10.xsd"))
for path in sys.argv[1:]:
    schema.validate(path)
    print(f"{path}: valid")

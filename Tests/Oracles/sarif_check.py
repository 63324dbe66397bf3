"""Checks SARIF logs against the models that PyPI's pydantic-sarif made of the official 2.1.0 schema.

usage: sarif_check.py FILE...

With SARIF_SCHEMA in the environment the official schema itself is used too. Beyond the schema, what GitHub
asks for: a place with a region for each result, fingerprints, rules that results point at.
"""

import json
import os
import sys

import jsonschema
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Log

for path in sys.argv[1:]:
    log = json.load(open(path))
    Log.model_validate(log)
    if os.environ.get("SARIF_SCHEMA"):
        schema = json.load(open(os.environ["SARIF_SCHEMA"]))
        jsonschema.validators.validator_for(schema)(schema).validate(log)
    for run in log["runs"]:
        rules = run["tool"]["driver"]["rules"]
        for result in run["results"]:
            place = result["locations"][0]["physicalLocation"]
            assert not place["artifactLocation"]["uri"].startswith("/"), place
            assert place["region"]["startLine"] >= 1, place
            assert result["partialFingerprints"], result
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"], result
        print(f"results: {len(run['results'])}")

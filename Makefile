# The interface of the project: CI calls only these, and so does a contributor.
SHELL := /bin/bash
.DEFAULT_GOAL := build

.PHONY: demo build test test-offline test-online test-cluster check drill drill-short safety lint format fuzz golden generate
.PHONY: bench bench-operator docs release release-operator clean setup

## demo: install what is missing, build, and compile an example
demo:
	@scripts/setup.sh build
	@OFFLINE_ONLY=1 swift build --product redoubt --quiet
	@out="$$(mktemp -d)/two-sites"; \
	  .build/debug/redoubt build examples/two-sites/topology.yaml -o "$$out" && \
	  echo && echo "The tree is in $$out; its input is examples/two-sites/topology.yaml."

## build: everything, debug
build: setup
	swift build

setup:
	@scripts/setup.sh build

## test: all tests, with the real programs that they drive; the offline half first, as it is quick
test: test-offline test-online

test-offline:
	@scripts/setup.sh test
	OFFLINE_ONLY=1 swift build --build-tests --explicit-target-dependency-import-check error
	@OFFLINE_ONLY=1 scripts/run-tests.sh --skip-build --parallel

## test-online: the operator's tests; building what they need takes minutes the first time
test-online:
	@scripts/setup.sh test
	swift build --build-tests --explicit-target-dependency-import-check error
	@SWIFT_DETERMINISTIC_HASHING=1 scripts/run-tests.sh --skip-build --parallel --filter \
	  'SeamsTests|KubernetesClientTests|OperatorRuntimeTests|InfisicalClientTests|ControllerTests|OperatorTests'

## test-cluster: the conformance suite against a real cluster, named by KUBECONFIG; it leaves our definitions behind
test-cluster:
	@scripts/test-cluster.sh

## drill: the runbooks over real PostgreSQL, Redis, HAProxy and NGINX, with users who write all the time; a table at the end
drill:
	@scripts/setup.sh test
	@OFFLINE_ONLY=1 swift build --product redoubt --quiet
	@.build/venv/bin/python -B Tests/Drill/drill.py

## drill-short: the scenes that `check` has time for: bring-up, a switchover, a failover
drill-short:
	@scripts/setup.sh test
	@OFFLINE_ONLY=1 swift build --product redoubt --quiet
	@.build/venv/bin/python -B Tests/Drill/drill.py --short

## check: what CI runs
check: lint test-offline drill-short
	@scripts/check-examples.sh
	@scripts/fuzz.sh documents 30
	@scripts/check-release.sh
	@$(MAKE) --no-print-directory test-online
	@scripts/fuzz.sh templates 30

## lint: formatting, and nothing else that tests already assert
lint: setup
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

## format: rewrite sources in the project's format
format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

## safety: search the operations further than the tests do, in minutes
safety:
	DEEP_SAFETY=1 swift test --filter SafetyTests

## fuzz: ten minutes of broken YAML through the linter, and of hostile templates through the operator's engine;
## `check` has half a minute of each
fuzz: setup
	@scripts/fuzz.sh documents 600 $${SEED:-1}
	@scripts/fuzz.sh templates 600 $${SEED:-1}

## golden: record the results of examples and reports; recording fails by design
golden:
	-UPDATE_GOLDEN=1 swift test --filter 'GoldenTests|DiagnosticsTests|MigrationExampleTests|LintExampleTests' 2>&1 | grep -E 'recorded|error:' || true
	@git status --short output Tests

## generate: write the reference documentation and the schema from the model
generate:
	-UPDATE_GOLDEN=1 swift test --filter 'GeneratedFiles|DefinitionTests|ModulePictureTests' 2>&1 | grep -E 'recorded|error:' || true
	@git status --short docs schemas

## bench: ratios against peers, side by side
bench:
	@scripts/setup.sh test
	@scripts/build-release.sh
	@cd Benchmarks && OFFLINE_ONLY=1 swift run --quiet -c release redoubt-bench

## bench-operator: the operator in release mode against servers in memory
bench-operator: setup
	@scripts/bench-operator.sh

## docs: API documentation of the library product, as symbol graphs for DocC
docs: setup
	swift package dump-symbol-graph --minimum-access-level public --skip-synthesized-members
	@echo "guides are in docs/; the reference of the topology is docs/reference/topology.md"

## release: static binary in .build/release-static
release: setup
	@scripts/build-release.sh

## release-operator: the operator as a static binary in .build/release-operator
release-operator: setup
	@scripts/build-operator.sh

clean:
	rm -rf .build Benchmarks/.build

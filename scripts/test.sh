#!/usr/bin/env bash
# Everything that must hold: types, style, tests. The last line counts the tests.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh

npx tsc
npx biome check --error-on-warnings
results=$(mktemp)
trap 'rm -f "$results"' EXIT
status=0
npx vitest run --reporter=default --reporter=json --outputFile.json="$results" "$@" || status=$?
node scripts/count-tests.mjs "$results"
exit "$status"

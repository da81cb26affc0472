#!/usr/bin/env bash
# The main job on the samples: clean, index, search; what a first look at saksdoc should show.
set -euo pipefail
cd "$(dirname "$0")/.."
saksdoc=.venv/bin/saksdoc
out=demo-out

say() { printf '\n\033[1m$ saksdoc %s\033[0m\n' "$*"; }

rm -rf "$out"
say clean samples --out "$out"
$saksdoc clean samples/documents --out "$out"

say index "$out" --db "$out/arkiv.db"
$saksdoc index "$out" --db "$out/arkiv.db"

#!/usr/bin/env bash
# The main job on the samples: clean, index, search; what a first look at saksdoc should show.
set -euo pipefail
cd "$(dirname "$0")/.."
out=demo-out
archive=$out/arkiv.db

run() {
  printf '\n$ saksdoc'
  printf ' %s' "${@@Q}" | sed "s/'\([A-Za-z0-9_.\/-]*\)'/\1/g"
  printf '\n'
  .venv/bin/saksdoc "$@"
}

rm -rf "$out"
run clean samples/documents --out "$out"
run index "$out" --db "$archive"

printf '\nWhat the old text layer said, and what saksdoc made of it:\n\n'
pdftotext -layout -l 1 samples/documents/saksframlegg-nb.legacy.pdf - 2>/dev/null |
  grep -m 3 -E 'Sporsm|Okonom|radet|gnsk|mgte|omrade|pa |fgr' | sed 's/^ */  before  /' || true
grep -m 3 -E 'Bråtajordet|fylkesveien|økonomiplanen' "$out/saksframlegg-nb.legacy.pdf/text.txt" |
  sed 's/^ */  after   /' || true

run names --db "$archive" --kind person
run search 'barnehage tomt' --db "$archive" --body Formannskapet --section recommendation
run search 'skolebuss' --db "$archive" --person 'Øystein Haugli' --limit 2

printf '\nThe cleaned documents are in %s; open a searchable.pdf and search it.\n' "$out"

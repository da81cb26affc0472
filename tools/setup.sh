#!/usr/bin/env bash
# Make everything ready: Tesseract with Norwegian, and a virtual environment in .venv.
# What is there already is left alone; run it as often as you like.
set -euo pipefail
cd "$(dirname "$0")/.."

packages="tesseract-ocr tesseract-ocr-nor python3-venv poppler-utils qpdf ghostscript fonts-dejavu-core"

needs_packages() {
  command -v tesseract >/dev/null 2>&1 || return 0
  tesseract --list-langs 2>/dev/null | grep -qx nor || return 0
  command -v pdftotext >/dev/null 2>&1 || return 0
  command -v qpdf >/dev/null 2>&1 || return 0
  command -v gs >/dev/null 2>&1 || return 0
  python3 -c 'import ensurepip, venv' >/dev/null 2>&1 || return 0
  return 1
}

install_packages() {
  local as_root=""
  if [ "$(id -u)" != 0 ]; then
    if sudo -n true 2>/dev/null; then as_root="sudo"; else as_root="none"; fi
  fi
  if [ "$as_root" = none ] || ! command -v apt-get >/dev/null 2>&1; then
    printf '%s\n' "Something is missing that only an administrator can install. Please run:" \
      "    sudo apt-get install $packages" "and then the same command again." >&2
    exit 3
  fi
  echo "Installing from Debian: $packages"
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $packages \
    >/dev/null
}

if needs_packages; then install_packages; fi

stamp=.venv/.ready
if [ ! -f "$stamp" ] || [ pyproject.toml -nt "$stamp" ] || [ constraints.txt -nt "$stamp" ]; then
  echo "Making the virtual environment .venv"
  [ -x .venv/bin/python ] || python3 -m venv .venv
  .venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --constraint constraints.txt --editable '.[dev,ocrmypdf]'
  touch "$stamp"
fi

#!/bin/sh
# What some tests need beyond Python: a browser, LibreOffice and a PDF reader. Root (CI, a container) gets them
# by apt; anybody else gets the one line to run.
missing=""
command -v chromium >/dev/null || missing="$missing chromium"
command -v soffice >/dev/null && [ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/libswlo.so" ] || missing="$missing libreoffice-calc libreoffice-writer"
command -v pdftoppm >/dev/null || missing="$missing poppler-utils"
fc-list 2>/dev/null | grep -q Liberation || missing="$missing fonts-liberation"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null && exit 0
  echo "apt-get could not install:$missing" >&2
  exit 1
fi
echo "The tests need:$missing" >&2
echo "Run this once, then again make test:" >&2
echo "  sudo apt-get install -y --no-install-recommends$missing" >&2
exit 1

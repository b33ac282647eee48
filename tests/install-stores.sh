#!/bin/sh
# Installs, on Debian, the stores and tools that the slow tests run against: Virtuoso 7, Jena, serd. Without them, or
# without the right to install, those tests are skipped and say so.
set -eu

missing=""
command -v virtuoso-t >/dev/null 2>&1 || missing="$missing virtuoso-opensource-7-bin"
command -v serdi >/dev/null 2>&1 || missing="$missing serdi"
[ -e /usr/share/java/jena-arq.jar ] || missing="$missing libapache-jena-java libxerces2-java libslf4j-java"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "not on Debian: tests against$missing are skipped" >&2
  exit 0
fi
sudo=""
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "no right to install: tests against$missing are skipped" >&2
    exit 0
  fi
  sudo="sudo"
fi
$sudo apt-get update -qq
# shellcheck disable=SC2086
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing

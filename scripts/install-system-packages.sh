#!/usr/bin/env bash
# Installs what the tests need beside Python: a browser, fonts and an office (LibreOffice without
# windows: 99 MB to fetch; installing it took 26 seconds).
# Where apt may not be used, prints the command; the tests that need them are
# then skipped with that reason (with CI=true a skip of that kind is a failure).
set -euo pipefail

packages=(chromium fonts-noto-core libreoffice-writer-nogui libreoffice-calc-nogui)
command="apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=600 ${packages[*]}"

is_installed() {
  [[ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]
}

missing=()
if command -v dpkg-query >/dev/null; then
  for package in "${packages[@]}"; do
    is_installed "$package" || missing+=("$package")
  done
elif command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then
  exit 0
else
  missing=("${packages[@]}")
fi
[[ ${#missing[@]} -eq 0 ]] && exit 0

as_root=()
if [[ "$(id -u)" -ne 0 ]]; then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
  else
    as_root=(false)
  fi
fi

if command -v apt-get >/dev/null && [[ "${as_root[*]}" != false ]]; then
  echo "Installing ${missing[*]} …"
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -q -o DPkg::Lock::Timeout=600 >/dev/null || true
  # shellcheck disable=SC2086 # the command is a list of words
  if "${as_root[@]}" $command >/dev/null; then exit 0; fi
fi

echo "Some tests need: ${missing[*]}. Install them (Debian) with:" >&2
echo "  sudo $command" >&2
echo "Without them these tests are skipped, with this reason." >&2

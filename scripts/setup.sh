#!/usr/bin/env bash
# Makes a fresh Debian or Ubuntu machine ready: the npm packages of the lock file and, with root, the tools from the
# distribution. Says what it does; without root it says what to install and goes on with what there is.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '[setup] %s\n' "$*"; }

major=$(node -p 'process.versions.node.split(".")[0]')
if [ "$major" -lt 20 ]; then
  say "Node.js $(node --version) is too old: Bitwright needs version 20 or newer."
  exit 3
fi

# npm leaves a copy of the lock file behind; an older one means that the packages are not those of this checkout.
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  say "installing the npm packages of package-lock.json"
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
fi

missing=()
command -v verilator >/dev/null || missing+=(verilator)
command -v g++ >/dev/null || missing+=(g++)
command -v iverilog >/dev/null || missing+=(iverilog)
[ -e /usr/include/systemc ] || [ -e /usr/local/include/systemc ] || missing+=(libsystemc-dev)

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing ${missing[*]} with apt-get"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    if ! { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
      tail -n 5 "$log"
      say "apt-get failed; going on without: ${missing[*]}"
    fi
    rm -f "$log"
  else
    say "not found: ${missing[*]}. To have everything: sudo apt-get install ${missing[*]}"
    say "going on without; what needs them is reported as not run"
  fi
fi

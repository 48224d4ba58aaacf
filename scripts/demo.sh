#!/usr/bin/env bash
# The main job on a real datapath: generate a 16-tap FIR filter, co-simulate its Verilog and its C++, plot its response.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh

run() {
  printf '\n$ %s\n' "$*"
  "$@"
}
bitwright() { node scripts/bitwright.mjs "$@"; }

hls=()
if [ -e /usr/include/systemc ] || [ -e /usr/local/include/systemc ]; then hls=(--hls); fi

run bitwright build examples/fir/fir.ts
run bitwright cosim examples/fir/fir.ts "${hls[@]}"
run bitwright cosim op:mul/fixed8_3,fixed8_3/fixed10_4 --round RND_CONV --overflow SAT "${hls[@]}"

printf '\nThe Verilog is in rtl-out/fir/rtl/, the C++ in rtl-out/fir/hls/.\n'
if [ ${#hls[@]} = 0 ]; then printf 'The C++ was not run: SystemC (libsystemc-dev) is missing.\n'; fi

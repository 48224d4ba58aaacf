// Stand-in for AMD's ap_int.h: see core.h.
#ifndef BITWRIGHT_STANDIN_AP_INT_H
#define BITWRIGHT_STANDIN_AP_INT_H
#include "core.h"

// Macros of the real headers, which take the names of variables.
#define INLINE inline
#define BIAS(E) ((1 << ((E) - 1)) - 1)
#define MAX_MODE(BITS) ((BITS + 1023) / 1024)

template <int W, bool S> struct standin_ap_int : standin::integer<W, S> {
  using standin::integer<W, S>::integer;
  standin_ap_int() {}
  template <int W2, bool S2> standin_ap_int(const standin::integer<W2, S2> &x) : standin::integer<W, S>(x) {}
  standin::range_of<standin_ap_int> range(int hi, int lo) { return {*this, hi, lo}; }
  standin::range_of<const standin_ap_int> range(int hi, int lo) const { return {*this, hi, lo}; }
};
template <int W> struct ap_uint : standin_ap_int<W, false> {
  using standin_ap_int<W, false>::standin_ap_int;
  ap_uint() {}
};
template <int W> struct ap_int : standin_ap_int<W, true> {
  using standin_ap_int<W, true>::standin_ap_int;
  ap_int() {}
};

#endif

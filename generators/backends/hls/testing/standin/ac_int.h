// Stand-in for Siemens' ac_int.h: see core.h.
#ifndef BITWRIGHT_STANDIN_AC_INT_H
#define BITWRIGHT_STANDIN_AC_INT_H
#include "core.h"

template <int W, bool S = true> struct ac_int : standin::integer<W, S> {
  using standin::integer<W, S>::integer;
  ac_int() {}
  template <int W2, bool S2> ac_int(const standin::integer<W2, S2> &x) : standin::integer<W, S>(x) {}
  template <int W2> ac_int<W2, S> slc(int lo) const
  {
    ac_int<W2, S> r;
    r.wrap(this->word() >> lo);
    return r;
  }
};

#endif

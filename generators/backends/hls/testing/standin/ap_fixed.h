// Stand-in for AMD's ap_fixed.h: see core.h.
#ifndef BITWRIGHT_STANDIN_AP_FIXED_H
#define BITWRIGHT_STANDIN_AP_FIXED_H
#include "ap_int.h"

typedef sc_dt::sc_q_mode ap_q_mode;
typedef sc_dt::sc_o_mode ap_o_mode;
static const ap_q_mode AP_TRN = sc_dt::SC_TRN, AP_TRN_ZERO = sc_dt::SC_TRN_ZERO, AP_RND = sc_dt::SC_RND,
                       AP_RND_ZERO = sc_dt::SC_RND_ZERO, AP_RND_MIN_INF = sc_dt::SC_RND_MIN_INF,
                       AP_RND_INF = sc_dt::SC_RND_INF, AP_RND_CONV = sc_dt::SC_RND_CONV;
static const ap_o_mode AP_WRAP = sc_dt::SC_WRAP, AP_SAT = sc_dt::SC_SAT, AP_SAT_ZERO = sc_dt::SC_SAT_ZERO,
                       AP_SAT_SYM = sc_dt::SC_SAT_SYM;

template <int W, int I, bool S, ap_q_mode Q, ap_o_mode O> struct standin_ap_fixed : standin::fixed<W, I, S, Q, O, 0> {
  using standin::fixed<W, I, S, Q, O, 0>::fixed;
  standin_ap_fixed() {}
  template <int W2, int I2, bool S2, ap_q_mode Q2, ap_o_mode O2, int N2>
  standin_ap_fixed(const standin::fixed<W2, I2, S2, Q2, O2, N2> &x) : standin::fixed<W, I, S, Q, O, 0>(x)
  {
  }
  standin::range_of<standin_ap_fixed> range(int hi, int lo) { return {*this, hi, lo}; }
  standin::range_of<const standin_ap_fixed> range(int hi, int lo) const { return {*this, hi, lo}; }
};
template <int W, int I, ap_q_mode Q = AP_TRN, ap_o_mode O = AP_WRAP>
struct ap_fixed : standin_ap_fixed<W, I, true, Q, O> {
  using standin_ap_fixed<W, I, true, Q, O>::standin_ap_fixed;
  ap_fixed() {}
};
template <int W, int I, ap_q_mode Q = AP_TRN, ap_o_mode O = AP_WRAP>
struct ap_ufixed : standin_ap_fixed<W, I, false, Q, O> {
  using standin_ap_fixed<W, I, false, Q, O>::standin_ap_fixed;
  ap_ufixed() {}
};

#endif

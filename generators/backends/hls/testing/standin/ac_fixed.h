// Stand-in for Siemens' ac_fixed.h: see core.h.
#ifndef BITWRIGHT_STANDIN_AC_FIXED_H
#define BITWRIGHT_STANDIN_AC_FIXED_H
#include "ac_int.h"

typedef sc_dt::sc_q_mode ac_q_mode;
typedef sc_dt::sc_o_mode ac_o_mode;
static const ac_q_mode AC_TRN = sc_dt::SC_TRN, AC_TRN_ZERO = sc_dt::SC_TRN_ZERO, AC_RND = sc_dt::SC_RND,
                       AC_RND_ZERO = sc_dt::SC_RND_ZERO, AC_RND_MIN_INF = sc_dt::SC_RND_MIN_INF,
                       AC_RND_INF = sc_dt::SC_RND_INF, AC_RND_CONV = sc_dt::SC_RND_CONV;
static const ac_o_mode AC_WRAP = sc_dt::SC_WRAP, AC_SAT = sc_dt::SC_SAT, AC_SAT_ZERO = sc_dt::SC_SAT_ZERO,
                       AC_SAT_SYM = sc_dt::SC_SAT_SYM;

template <int W, int I, bool S = true, ac_q_mode Q = AC_TRN, ac_o_mode O = AC_WRAP>
struct ac_fixed : standin::fixed<W, I, S, Q, O, 0> {
  using standin::fixed<W, I, S, Q, O, 0>::fixed;
  ac_fixed() {}
  template <int W2, int I2, bool S2, ac_q_mode Q2, ac_o_mode O2, int N2>
  ac_fixed(const standin::fixed<W2, I2, S2, Q2, O2, N2> &x) : standin::fixed<W, I, S, Q, O, 0>(x)
  {
  }
  template <int W2> ac_int<W2, S> slc(int lo) const
  {
    ac_int<W2, S> r;
    r.wrap(this->word() >> lo);
    return r;
  }
  template <int W2, bool S2> void set_slc(int lo, const ac_int<W2, S2> &x)
  {
    sc_dt::sc_biguint<W> word = this->word();
    word.range(lo + W2 - 1, lo) = x.word();
    this->set_word(word);
  }
};

#endif

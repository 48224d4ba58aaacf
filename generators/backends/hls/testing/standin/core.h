// Stand-ins for the vendors' fixed-point headers, written for Bitwright's tests on top of SystemC. They hold just the
// documented operations that emitted code uses, with the documented result types, so that emitted text which uses anything
// else does not compile. They are no replacement for the real libraries: conversions are SystemC's.
#ifndef BITWRIGHT_STANDIN_CORE_H
#define BITWRIGHT_STANDIN_CORE_H

#ifndef SC_INCLUDE_FX
#define SC_INCLUDE_FX
#endif
#include <systemc>
#include <cstdint>
#include <type_traits>

namespace standin {

constexpr int larger(int a, int b) { return a > b ? a : b; }

template <int W, bool S> struct integer;
template <int W, int I, bool S, sc_dt::sc_q_mode Q, sc_dt::sc_o_mode O, int N> struct fixed;

// Bits hi..lo of a variable, to be read or assigned.
template <class Whole> struct range_of {
  Whole &whole;
  int hi, lo;
  sc_dt::sc_biguint<Whole::width> get() const { return sc_dt::sc_biguint<Whole::width>(whole.word().range(hi, lo)); }
  template <int W2, bool S2> void operator=(const integer<W2, S2> &x);
};

// A two's complement or unsigned integer; every way in is modulo 2^W.
template <int W, bool S> struct integer {
  static const int width = W;
  sc_dt::sc_bigint<W + 1> v;

  integer() {}
  template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>> integer(T x) { wrap(sc_dt::sc_bigint<65>(x)); }
  template <int W2, bool S2> integer(const integer<W2, S2> &x) { wrap(x.v); }
  template <class Whole> integer(const range_of<Whole> &x) { wrap(x.get()); }
  template <class T> void wrap(const T &x)
  {
    const sc_dt::sc_biguint<W> low = x;
    if (S) v = sc_dt::sc_bigint<W>(low);
    else v = low;
  }
  sc_dt::sc_biguint<W> word() const { return sc_dt::sc_biguint<W>(v); }
  void set_word(const sc_dt::sc_biguint<W> &x) { wrap(x); }

  unsigned to_uint() const { return v.to_uint(); }
  bool operator[](int i) const { return word().test(i); }
  bool xor_reduce() const { return word().xor_reduce(); }
  integer operator~() const { integer r; r.wrap(~v); return r; }
  integer<W + 1, true> operator-() const { integer<W + 1, true> r; r.wrap(-v); return r; }
  template <class T, class = std::enable_if_t<std::is_integral_v<T>>> integer operator<<(T n) const
  {
    integer r;
    r.wrap(v << int(n));
    return r;
  }
  template <class T, class = std::enable_if_t<std::is_integral_v<T>>> integer operator>>(T n) const
  {
    integer r;
    r.wrap(v >> int(n));
    return r;
  }
  template <int W2, bool S2> integer &operator|=(const integer<W2, S2> &x) { return *this = *this | x; }
};

template <int W, bool S, int W2, bool S2> constexpr int common = larger(W + (S2 && !S), W2 + (S && !S2));

#define STANDIN_BINARY(op, WIDTH, SIGNED)                                                            \
  template <int W, bool S, int W2, bool S2>                                                          \
  integer<WIDTH, SIGNED> operator op(const integer<W, S> &a, const integer<W2, S2> &b)               \
  {                                                                                                  \
    integer<WIDTH, SIGNED> r;                                                                        \
    r.wrap(a.v op b.v);                                                                              \
    return r;                                                                                        \
  }
STANDIN_BINARY(+, (common<W, S, W2, S2> + 1), (S || S2))
STANDIN_BINARY(-, (common<W, S, W2, S2> + 1), true)
STANDIN_BINARY(*, (W + W2), (S || S2))
STANDIN_BINARY(&, (common<W, S, W2, S2>), (S || S2))
STANDIN_BINARY(|, (common<W, S, W2, S2>), (S || S2))
STANDIN_BINARY(^, (common<W, S, W2, S2>), (S || S2))
#undef STANDIN_BINARY

template <int W, bool S> auto operator|(const integer<W, S> &a, unsigned long long b) { return a | integer<64, false>(b); }

#define STANDIN_RELATION(op)                                                                                      \
  template <int W, bool S, int W2, bool S2> bool operator op(const integer<W, S> &a, const integer<W2, S2> &b)    \
  {                                                                                                               \
    return a.v op b.v;                                                                                            \
  }                                                                                                               \
  template <int W, bool S> bool operator op(const integer<W, S> &a, int b) { return a.v op b; }                   \
  template <int W, int I, bool S, sc_dt::sc_q_mode Q, sc_dt::sc_o_mode O, int N, int W2, int I2, bool S2,         \
            sc_dt::sc_q_mode Q2, sc_dt::sc_o_mode O2, int N2>                                                     \
  bool operator op(const fixed<W, I, S, Q, O, N> &a, const fixed<W2, I2, S2, Q2, O2, N2> &b)                      \
  {                                                                                                               \
    return a.v op b.v;                                                                                            \
  }                                                                                                               \
  template <int W, int I, bool S, sc_dt::sc_q_mode Q, sc_dt::sc_o_mode O, int N>                                  \
  bool operator op(const fixed<W, I, S, Q, O, N> &a, int b)                                                       \
  {                                                                                                               \
    static_assert(W == I, "the libraries would align the number with the binary point");                          \
    return a.v op b;                                                                                              \
  }
STANDIN_RELATION(==)
STANDIN_RELATION(!=)
STANDIN_RELATION(<)
STANDIN_RELATION(<=)
STANDIN_RELATION(>)
STANDIN_RELATION(>=)
#undef STANDIN_RELATION

// Result types of fixed-point operators: AMD UG1399.
template <int W, int I, bool S> using plain = fixed<W, I, S, sc_dt::SC_TRN, sc_dt::SC_WRAP, 0>;

template <int W, int I, bool S, sc_dt::sc_q_mode Q, sc_dt::sc_o_mode O, int N> struct fixed {
  static const int width = W;
  std::conditional_t<S, sc_dt::sc_fixed<W, I, Q, O, N>, sc_dt::sc_ufixed<W, I, Q, O, N>> v;

  fixed() {}
  template <class T, class = std::enable_if_t<std::is_arithmetic_v<T>>> fixed(T x) { v = x; }
  template <int W2, int I2, bool S2, sc_dt::sc_q_mode Q2, sc_dt::sc_o_mode O2, int N2>
  fixed(const fixed<W2, I2, S2, Q2, O2, N2> &x)
  {
    v = x.v;
  }
  sc_dt::sc_biguint<W> word() const { return sc_dt::sc_biguint<W>(v.range(W - 1, 0)); }
  void set_word(const sc_dt::sc_biguint<W> &x) { v.range(W - 1, 0) = x; }

  unsigned to_uint() const { return v.to_uint(); }
  bool operator[](int i) const { return word().test(i); }
  plain<W + 1, I + 1, true> operator-() const { plain<W + 1, I + 1, true> r; r.v = -v; return r; }
  fixed operator<<(int n) const { return shifted(word() << n); }
  fixed operator>>(int n) const
  {
    return shifted(S ? sc_dt::sc_biguint<W>(sc_dt::sc_bigint<W>(word()) >> n) : sc_dt::sc_biguint<W>(word() >> n));
  }
  template <class T> fixed &operator+=(const T &x) { return *this = *this + x; }

private:
  static fixed shifted(const sc_dt::sc_biguint<W> &x) { fixed r; r.set_word(x); return r; }
};

template <int I, bool S, int I2, bool S2> constexpr int common_int = larger(I + (S2 && !S), I2 + (S && !S2));

#define STANDIN_FIXED(op, WIDTH, INT, SIGNED)                                                             \
  template <int W, int I, bool S, sc_dt::sc_q_mode Q, sc_dt::sc_o_mode O, int N, int W2, int I2, bool S2, \
            sc_dt::sc_q_mode Q2, sc_dt::sc_o_mode O2, int N2>                                             \
  plain<WIDTH, INT, SIGNED> operator op(const fixed<W, I, S, Q, O, N> &a, const fixed<W2, I2, S2, Q2, O2, N2> &b) \
  {                                                                                                       \
    plain<WIDTH, INT, SIGNED> r;                                                                          \
    r.v = a.v op b.v;                                                                                     \
    return r;                                                                                             \
  }
STANDIN_FIXED(+, (common_int<I, S, I2, S2> + 1 + larger(W - I, W2 - I2)), (common_int<I, S, I2, S2> + 1), (S || S2))
STANDIN_FIXED(-, (common_int<I, S, I2, S2> + 1 + larger(W - I, W2 - I2)), (common_int<I, S, I2, S2> + 1), true)
STANDIN_FIXED(*, (W + W2), (I + I2), (S || S2))
#undef STANDIN_FIXED

// An int is a fixed-point number of 32 integer bits to both libraries.
template <int W, int I, bool S, sc_dt::sc_q_mode Q, sc_dt::sc_o_mode O, int N>
plain<W + 32, I + 32, true> operator*(const fixed<W, I, S, Q, O, N> &a, int b)
{
  return a * plain<32, 32, true>(b);
}

template <class Whole> template <int W2, bool S2> void range_of<Whole>::operator=(const integer<W2, S2> &x)
{
  sc_dt::sc_biguint<Whole::width> word = whole.word();
  word.range(hi, lo) = sc_dt::sc_biguint<Whole::width>(x.v);
  whole.set_word(word);
}

} // namespace standin

#endif

// Ports of smooth from and to rows of 32-bit words.
// A row holds every port in order, each in whole words, the least significant first; element 0 of an array is lowest.
// Not for synthesis.
#ifndef BITWRIGHT_smooth_IO_H
#define BITWRIGHT_smooth_IO_H

#include "smooth.h"
#include <stddef.h>
#include <stdint.h>

// Up to 32 bits from position lo of a part of a row.
static inline uint32_t get_bits(const uint32_t *words, size_t lo, int count)
{
  const size_t word = lo / 32, shift = lo % 32;
  uint64_t bits = words[word];
  if (shift + count > 32) bits |= (uint64_t)words[word + 1] << 32;
  return (uint32_t)(bits >> shift) & (0xffffffffu >> (32 - count));
}

// Up to 32 bits into zeros at position lo of a part of a row.
static inline void put_bits(uint32_t *words, size_t lo, int count, uint32_t bits)
{
  const size_t word = lo / 32, shift = lo % 32;
  const uint64_t placed = (uint64_t)bits << shift;
  words[word] |= (uint32_t)placed;
  if (shift + count > 32) words[word + 1] |= (uint32_t)(placed >> 32);
}

// x from the first words of its part of a row.
static inline void read_x(smooth_x_t &value, const uint32_t *words)
{
  const sc_uint<12> bits = get_bits(words, 0, 12);
  value = 0;
  value.range(11, 0) = bits;
}

// scale from the first words of its part of a row.
static inline void read_scale(smooth_scale_t &value, const uint32_t *words)
{
  const sc_uint<8> bits = get_bits(words, 0, 8);
  value = bits;
}

// y into its part of a row, whose words are zero.
static inline void write_y(uint32_t *words, const smooth_y_t &value)
{
  const sc_uint<12> bits = sc_uint<12>(value.range(11, 0).to_uint64());
  put_bits(words, 0, 12, bits.to_uint());
}

// scale_out into its part of a row, whose words are zero.
static inline void write_scale_out(uint32_t *words, const smooth_scale_out_t &value)
{
  const sc_uint<8> bits = value;
  put_bits(words, 0, 8, bits.to_uint());
}

#endif

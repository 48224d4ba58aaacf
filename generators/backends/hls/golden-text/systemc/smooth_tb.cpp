// Self-checking test bench of smooth: runs the rows below and compares every output with the golden model's.
// Exit code 0 where all of them agree, 1 otherwise.
#include "smooth_io.h"
#include <stdio.h>
#include <string.h>

enum { BENCH_ROWS = 4, BENCH_INPUT_WORDS = 2, BENCH_OUTPUT_WORDS = 2 };

struct bench_port {
  const char *name;
  int first; // word of a row
  int count; // words
};
static const struct bench_port BENCH_PORTS[] = {
  { "y", 0, 1 },
  { "scale_out", 1, 1 },
};

static const uint32_t BENCH_INPUTS[][BENCH_INPUT_WORDS] = {
  { 0, 0 },
  { 0x222, 0x87 },
  { 1, 0x81 },
  { 0x44d, 0x44 },
};

static const uint32_t BENCH_EXPECTED[][BENCH_OUTPUT_WORDS] = {
  { 0xff8, 0 },
  { 0x81, 0 },
  { 0x102, 0 },
  { 0x17d, 0 },
};

// 0x and the words, the most significant first.
static void print_word(const char *label, const uint32_t *words, int count)
{
  printf("%s0x", label);
  for (int i = count - 1; i >= 0; i--) printf(i == count - 1 ? "%x" : "%08x", words[i]);
}

// The outputs of a row that differ, printed.
static int compare(int row, const uint32_t *output)
{
  int mismatches = 0;
  for (const bench_port &p : BENCH_PORTS) {
    const uint32_t *const expected = BENCH_EXPECTED[row] + p.first;
    if (memcmp(output + p.first, expected, 4 * p.count) == 0) continue;
    mismatches++;
    printf("row %d, %s", row, p.name);
    print_word(": got ", output + p.first, p.count);
    print_word(", expected ", expected, p.count);
    print_word(", input row ", BENCH_INPUTS[row], BENCH_INPUT_WORDS);
    printf("\n");
  }
  return mismatches;
}

int sc_main(int argc, char **argv)
{
  (void)argc;
  (void)argv;
  int mismatches = 0;
  static uint32_t output[BENCH_OUTPUT_WORDS];
  static smooth_x_t x_port;
  static smooth_scale_t scale_port;
  static smooth_y_t y_port;
  static smooth_scale_out_t scale_out_port;
  for (int row = 0; row < BENCH_ROWS; row++) {
    const uint32_t *const input = BENCH_INPUTS[row];
    read_x(x_port, input + 0);
    read_scale(scale_port, input + 1);
    smooth(x_port, scale_port, y_port, scale_out_port);
    memset(output, 0, sizeof output);
    write_y(output + 0, y_port);
    write_scale_out(output + 1, scale_out_port);
    mismatches += compare(row, output);
  }
  printf("smooth: %d rows, %d mismatches\n", BENCH_ROWS, mismatches);
  return mismatches == 0 ? 0 : 1;
}

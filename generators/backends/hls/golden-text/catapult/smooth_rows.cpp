// Streams packed rows through smooth: smooth_rows [ROWS] INPUT_FILE OUTPUT_FILE
// Rows are those of smooth_io.h, in little-endian words. Without ROWS, all that the input file holds.
#include "smooth_io.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failed(const char *what, const char *file)
{
  fprintf(stderr, "%s %s\n", what, file);
  return 3;
}

int main(int argc, char **argv)
{
  if (argc != 3 && argc != 4) return failed("usage:", "smooth_rows [ROWS] INPUT_FILE OUTPUT_FILE");
  const unsigned long long rows = argc == 4 ? strtoull(argv[1], NULL, 10) : ~0ULL;
  FILE *const in = fopen(argv[argc - 2], "rb");
  if (!in) return failed("cannot read", argv[argc - 2]);
  FILE *const out = fopen(argv[argc - 1], "wb");
  if (!out) return failed("cannot write", argv[argc - 1]);

  static uint32_t input[2], output[2];
  static smooth_x_t x_port;
  static smooth_scale_t scale_port;
  static smooth_y_t y_port;
  static smooth_scale_out_t scale_out_port;
  for (unsigned long long row = 0; row < rows; row++) {
    if (fread(input, 4, 2, in) != 2) {
      if (argc == 4) return failed("too few rows in", argv[argc - 2]);
      break;
    }
    read_x(x_port, input + 0);
    read_scale(scale_port, input + 1);
    smooth(x_port, scale_port, y_port, scale_out_port);
    memset(output, 0, sizeof output);
    write_y(output + 0, y_port);
    write_scale_out(output + 1, scale_out_port);
    if (fwrite(output, 4, 2, out) != 2) return failed("cannot write", argv[argc - 1]);
  }
  return fclose(out) == 0 ? 0 : failed("cannot write", argv[argc - 1]);
}

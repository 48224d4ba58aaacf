// Self-checking test bench of accumulator in plain Verilog-2005, for any simulator. From the folder above tb/:
//
//   $ iverilog -g2005 -o accumulator_tb tb/accumulator_tb.v rtl/accumulator.v
//   $ vvp accumulator_tb
//
//   $ verilator --binary --timing --top-module accumulator_tb tb/accumulator_tb.v rtl/accumulator.v
//   $ obj_dir/Vaccumulator_tb
//
// From elsewhere, name the vectors with +vectors=FILE. The last line begins with PASS or FAIL; as Verilog-2005 cannot
// set an exit code, scripts look for that word.
//
// Each row is one clock cycle. Outputs are compared before the rising edge. Before some rows ce is
// low for a cycle, in which nothing may advance.
`default_nettype none

module accumulator_tb;
  parameter ROWS = 300; // of the vector file
  parameter REPORTS = 10; // failing rows printed

  reg [35:0] rows [0:ROWS-1];
  reg [35:0] row;
  reg [8191:0] file;
  integer handle;
  integer index;
  integer failures;
  reg bad;

  reg clk;
  reg rst;
  reg ce;

  wire [7:0] sample = row[31:24];
  wire [7:0] weight = row[23:16];
  wire clear = row[12];
  wire [11:0] y;
  wire [11:0] expected_y = row[11:0];
  wire unused_ok = &{1'b0, row[15:13]};

  accumulator dut (
    .clk(clk),
    .rst(rst),
    .ce(ce),
    .sample(sample),
    .weight(weight),
    .clear(clear),
    .y(y)
  );

  task check;
    begin
      bad = row[35:32] !== 4'h1;
      if (bad && failures < REPORTS) $display("row %0d: missing from %0s", index, file);
      if (y !== expected_y) begin
        bad = 1'b1;
        if (failures < REPORTS) begin
          $write("row %0d: y is %h", index, y);
          $write(", expected %h", expected_y);
          $display("");
        end
      end
      if (bad) begin
        failures = failures + 1;
        if (failures <= REPORTS) begin
          $write("  with");
          $write(" sample=%h", sample);
          $write(" weight=%h", weight);
          $write(" clear=%h", clear);
          $display("");
        end
      end
    end
  endtask

  task tick;
    begin
      #1 clk = 1'b1;
      #5 clk = 1'b0;
    end
  endtask

  initial begin
    if (!$value$plusargs("vectors=%s", file)) file = "tb/accumulator_vectors.hex";
    handle = $fopen(file, "r");
    if (handle == 0) $display("FAIL: cannot open %0s; name the vectors with +vectors=FILE", file);
    else begin
      $fclose(handle);
      $readmemh(file, rows, 0, ROWS - 1);
      failures = 0;
      row = 0;
      clk = 1'b0;
      ce = 1'b1;
      rst = 1'b1;
      #4 tick;
      rst = 1'b0;
      for (index = 0; index < ROWS; index = index + 1) begin
        row = rows[index];
        if (index % 8 == 5) begin
          ce = 1'b0;
          #4 tick;
          ce = 1'b1;
        end
        #4 check;
        tick;
      end
      if (failures == 0) $display("PASS: %0d vectors", ROWS);
      else $display("FAIL: %0d of %0d vectors", failures, ROWS);
    end
    $finish;
  end
endmodule

`default_nettype wire

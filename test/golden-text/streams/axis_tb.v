// Self-checking test bench of product in plain Verilog-2005, for any simulator. From the folder above tb/:
//
//   $ iverilog -g2005 -o product_tb tb/product_tb.v rtl/product_core.v rtl/product.v
//   $ vvp product_tb
//
//   $ verilator --binary --timing --top-module product_tb tb/product_tb.v rtl/product_core.v rtl/product.v
//   $ obj_dir/Vproduct_tb
//
// From elsewhere, name the vectors with +vectors=FILE. The last line begins with PASS or FAIL; as Verilog-2005 cannot
// set an exit code, scripts look for that word.
//
// The rows are sent three times, each time after a reset: with gaps and stalls as far as the middle, where the reset
// drops what is on its way; with gaps and stalls; and a row per cycle, where one result per cycle is due, with a latency
// of 5. +seed=N sets other gaps and stalls.
`default_nettype none

module product_tb;
  parameter ROWS = 100; // of the vector file
  parameter REPORTS = 10; // failing rows printed
  localparam LATENCY = 5; // cycles from a row to its results

  reg [51:0] rows [0:ROWS-1];
  reg [51:0] row; // the row that is offered, or noise
  reg [51:0] due; // the row whose results are due
  reg [8191:0] file;
  integer handle;
  integer failures;
  integer cycle;
  integer sent;
  integer taken;
  integer idle;
  integer seed;
  reg [31:0] dice;
  reg offering;
  reg send;
  reg receive;
  reg takes;
  reg gives;
  reg bad;
  reg aclk;
  reg aresetn;
  reg s_axis_tlast;

  wire [4:0] a = row[44:40];
  wire [3:0] b = row[39:36];
  wire [10:0] c = row[34:24];
  wire [31:0] s_axis_tdata = {5'd0, c, 4'd0, b, 3'd0, a};
  wire s_axis_tready;
  wire [31:0] m_axis_tdata;
  wire [8:0] y = m_axis_tdata[8:0];
  wire [8:0] expected_y = due[20:12];
  wire [10:0] z = m_axis_tdata[26:16];
  wire [10:0] expected_z = due[10:0];
  wire m_axis_tlast;
  wire m_axis_tvalid;
  wire unused_ok = &{1'b0, row, due, dice, seed, m_axis_tdata};

  product dut (
    .aclk(aclk),
    .aresetn(aresetn),
    .s_axis_tdata(s_axis_tdata),
    .s_axis_tlast(s_axis_tlast),
    .s_axis_tvalid(send),
    .s_axis_tready(s_axis_tready),
    .m_axis_tdata(m_axis_tdata),
    .m_axis_tlast(m_axis_tlast),
    .m_axis_tvalid(m_axis_tvalid),
    .m_axis_tready(receive)
  );

  task check;
    begin
      bad = due[51:48] !== 4'h1;
      if (bad && failures < REPORTS) $display("row %0d: missing from %0s", taken, file);
      if (m_axis_tlast !== (taken == ROWS - 1)) begin
        bad = 1'b1;
        if (failures < REPORTS) $display("row %0d: m_axis_tlast is %b", taken, m_axis_tlast);
      end
      if (y !== expected_y) begin
        bad = 1'b1;
        if (failures < REPORTS) begin
          $write("row %0d: y is %h", taken, y);
          $write(", expected %h", expected_y);
          $display("");
        end
      end
      if (z !== expected_z) begin
        bad = 1'b1;
        if (failures < REPORTS) begin
          $write("row %0d: z is %h", taken, z);
          $write(", expected %h", expected_z);
          $display("");
        end
      end
      if (bad) begin
        failures = failures + 1;
        if (failures <= REPORTS) begin
          $write("  cycle %0d, with", cycle);
          $write(" a=%h", due[44:40]);
          $write(" b=%h", due[39:36]);
          $write(" c=%h", due[34:24]);
          $display("");
        end
      end
    end
  endtask

  task tick;
    begin
      #1 aclk = 1'b1;
      #5 aclk = 1'b0;
    end
  endtask

  task start;
    begin
      send = 1'b0;
      receive = 1'b0;
      row = 0;
      aclk = 1'b0;
      aresetn = 1'b0;
      s_axis_tlast = 1'b0;
      #4 tick;
      aresetn = 1'b1;
      cycle = 0;
      sent = 0;
      taken = 0;
      idle = 0;
      offering = 1'b0;
    end
  endtask

  // Sends rows until `last` results are there, with gaps and stalls where `bumpy` is 1.
  task stream;
    input integer last;
    input bumpy;
    begin
      start;
      while (taken < last && idle < 1000 + LATENCY) begin
        dice = $random(seed);
        offering = offering || (sent < ROWS && !(bumpy && dice[4]));
        row = offering ? rows[sent] : ~row;
        send = offering;
        s_axis_tlast = sent == ROWS - 1;
        receive = !(bumpy && dice[9]);
        due = rows[taken];
        #4;
        takes = send && s_axis_tready;
        gives = receive && m_axis_tvalid === 1'b1;
        if (takes) sent = sent + 1;
        if (gives) begin
          if (taken >= sent) begin
            failures = failures + 1;
            $display("cycle %0d: a result without a row", cycle);
          end
          check;
          taken = taken + 1;
        end
        idle = takes || gives ? 0 : idle + 1;
        if (takes) offering = 1'b0;
        tick;
        cycle = cycle + 1;
      end
      if (taken < last) begin
        failures = failures + 1;
        $display("row %0d: no result comes", taken);
      end
      if (!bumpy && cycle != last + LATENCY) begin
        failures = failures + 1;
        $display("%0d results took %0d cycles, not %0d", last, cycle, last + LATENCY);
      end
    end
  endtask

  initial begin
    if (!$value$plusargs("vectors=%s", file)) file = "tb/product_vectors.hex";
    if (!$value$plusargs("seed=%d", seed)) seed = 1;
    handle = $fopen(file, "r");
    if (handle == 0) $display("FAIL: cannot open %0s; name the vectors with +vectors=FILE", file);
    else begin
      $fclose(handle);
      $readmemh(file, rows, 0, ROWS - 1);
      failures = 0;
      stream(ROWS / 2, 1'b1);
      stream(ROWS, 1'b1);
      stream(ROWS, 1'b0);
      if (failures == 0) $display("PASS: %0d vectors", ROWS);
      else $display("FAIL: %0d failures", failures);
    end
    $finish;
  end
endmodule

`default_nettype wire

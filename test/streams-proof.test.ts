/**
 * Small wrappers proven by Yosys' SAT solver, for any sender, receiver and resets. That an offered result stands until it is
 * taken is proven for all time, by induction; that results are those of the rows accepted, in order and without loss, for
 * all that can happen in some cycles from reset.
 */
import { describe, expect, it } from 'vitest';
import type { EmittedFile } from '../generators/backends/backend.ts';
import type { Handshake } from '../generators/manifest.ts';
import { INVERTER, wrappedFiles } from './support/streams.ts';

/** Signals of the formal module on the ports of the top module. */
const PORTS: Readonly<Record<'ready' | 'axis', string>> = {
  ready: '.clk(clk), .rst(rst), .in_valid(send), .in_ready(accept), .x(x), .out_valid(offer), .out_ready(take), .y(y)',
  axis: `.aclk(clk), .aresetn(~rst), .s_axis_tvalid(send), .s_axis_tready(accept), .s_axis_tdata({6'd0, x}),
    .s_axis_tlast(1'b0), .m_axis_tvalid(offer), .m_axis_tready(take), .m_axis_tdata({padding, y}), .m_axis_tlast()`,
};

/** Any row, the k-th, is followed from its acceptance to its delivery. */
const formal = (handshake: 'ready' | 'axis', checks: string) => `
module formal (input clk, input rst, input send, input [1:0] x, input take);
  wire accept, offer;
  wire [1:0] y;
  wire [5:0] padding;
  inverter dut (${PORTS[handshake]});
  (* anyconst *) wire [3:0] k;
  reg started = 0, waiting = 0;
  reg [3:0] accepted = 0, delivered = 0;
  reg [1:0] kth, held;
  always @(posedge clk) begin
    started <= 1;
    waiting <= offer && !take && !rst;
    held <= y;
    if (rst) accepted <= 0;
    else if (send && accept) accepted <= accepted + 1;
    if (send && accept && accepted == k) kth <= x;
    if (rst) delivered <= 0;
    else if (offer && take) delivered <= delivered + 1;
  end
  always @* begin
    if (!started) assume (rst);
    else if (!rst) begin
      ${checks}
    end
  end
endmodule
`;

const STANDS = 'if (waiting) assert (offer && y == held);';
const IN_ORDER = `if (offer) assert (delivered < accepted);
      if (offer && delivered == k) assert (y == ~kth);`;

async function proves(handshake: 'ready' | 'axis', checks: string, how: string, files: readonly EmittedFile[]) {
  const { Exit, runYosys } = await import('@yowasp/yosys');
  const rtl = files.filter((f) => f.path.endsWith('.v')).map((f, i) => [`rtl${i}.v`, f.text] as const);
  const tree = Object.fromEntries([...rtl, ['formal.v', formal(handshake, checks)]]);
  const script = [
    `read_verilog -formal ${Object.keys(tree).join(' ')}`,
    'hierarchy -check -top formal; proc; flatten; async2sync; dffunmap; opt',
    `sat -verify ${how} -set-assumes -prove-asserts formal`,
  ].join('; ');
  let said = '';
  const stdout = (bytes: Uint8Array | null) => {
    if (bytes) said += new TextDecoder().decode(bytes);
  };
  try {
    await runYosys(['-Q', '-T', '-p', script], tree, { stdout, stderr: stdout });
    return /no model found: SUCCESS!|Induction step proven: SUCCESS!/.test(said);
  } catch (error) {
    if (error instanceof Exit && /proof did fail!/.test(said)) return false;
    throw error;
  }
}

const INDUCTION = '-tempinduct -maxsteps 4';
const CYCLES = '-seq 9';
const wrapper = (handshake: Handshake) => wrappedFiles(INVERTER, handshake).files;
const broken = (handshake: Handshake, from: string, to: string) => {
  const files = wrapper(handshake);
  const changed = files.map((f) => ({ ...f, text: f.text.replace(from, to) }));
  expect(changed).not.toEqual(files);
  return changed;
};

describe.each(['ready', 'axis'] as const)('%s', (handshake) => {
  it('a result that is offered stands until it is taken, for all time', async () => {
    expect(await proves(handshake, STANDS, INDUCTION, wrapper(handshake))).toBe(true);
  });
  it('no row is lost, duplicated or overtaken within 9 cycles', async () => {
    expect(await proves(handshake, IN_ORDER, CYCLES, wrapper(handshake))).toBe(true);
  });
});

it('finds what breaks either', async () => {
  const falling = broken('ready', 'valid_2 <= advance ? valid_1 : valid_2', 'valid_2 <= valid_1');
  expect(await proves('ready', STANDS, INDUCTION, falling)).toBe(false);
  const forgetting = broken(
    'axis',
    'slice_moves ? spilled | valid_2 : slice_valid',
    'slice_moves ? valid_2 : slice_valid',
  );
  expect(await proves('axis', IN_ORDER, CYCLES, forgetting)).toBe(false);
});

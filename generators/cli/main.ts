import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { DiagnosticError, EXIT } from '../diagnostics/diagnostic.ts';
import { FLOAT_OVERFLOWS, FLOAT_ROUNDINGS, OVERFLOWS, QUANTIZATIONS } from '../formats/modes.ts';
import { HANDSHAKES } from '../manifest.ts';
import { packageRoot } from '../root.ts';
import { diagnosticText, reportFailure } from './terminal.ts';
import { TARGETS } from './timing-options.ts';

// A closed pipe (`| head`) ends the program quietly, as with any filter.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.fine);
  process.stderr.write(`${diagnosticText({ code: 'BW5005', message: `cannot write the output: ${error.message}` })}\n`);
  process.exit(EXIT.input);
});

// Ctrl-C ends the program by its own way out, on which temporary folders go and tools that still run are ended.
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
] as const)
  process.once(signal, () => process.exit(128 + number));

const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string };

const program = new Command('bitwright')
  .description('Typed arithmetic datapaths become Verilog, HLS C++ and a golden model that agree bit for bit.')
  .version(version)
  .addHelpText(
    'after',
    `
DESIGN is one of
  design.ts                      a TypeScript module whose default export is a design
  network.json                   a network document, as docs/network.schema.json describes
  design.bw                      the text form of a design
  op:NAME[:key=value...]/IN,IN,.../OUT   one operator; without OUT its exact result type

Try
  bitwright cosim op:mul/fixed8_3,fixed8_3/fixed10_4 --round RND_CONV --overflow SAT
  echo '3f 02' | bitwright golden op:add/fixed8_3,ufixed4_2
  bitwright build examples/fir/fir.ts

Exit codes: 0 fine, 1 the check failed, 2 the input was wrong, 3 a tool is missing, 70 a bug of ours.`,
  )
  .configureOutput({ outputError: () => {} })
  .exitOverride();

const collect = (value: string, all: string[]) => [...all, value];

/** The options that every command with a DESIGN shares. */
function designCommand(name: string, summary: string): Command {
  return program
    .command(`${name} <DESIGN>`)
    .description(summary)
    .option(
      '--round <MODE>',
      `quantisation of an operator request: ${Object.keys({ ...QUANTIZATIONS, ...FLOAT_ROUNDINGS }).join(' ')}`,
    )
    .option(
      '--overflow <MODE>',
      `overflow of an operator request: ${Object.keys({ ...OVERFLOWS, ...FLOAT_OVERFLOWS }).join(' ')}; WRAP:N and WRAP_SM:N with N saturated bits`,
    )
    .option('--param <NAME=VALUE>', 'parameter of a parameterised design; may be given again', collect, [])
    .addOption(new Option('--target <DEVICE>', 'device family').choices(TARGETS).default('xc7'))
    .option('--freq <MHz>', 'pipeline to this frequency, in as few cycles as it takes')
    .option('--latency <N>', "pipeline into N cycles, as fast as they allow; 0: no register but the design's own")
    .option('--json', 'machine-readable output');
}

/** How rows enter and leave; the golden model takes rows whatever the interface. */
const interfaceOption = () =>
  new Option(
    '--interface <NAME>',
    'handshake: none, valid, ready (valid and ready), axis (AXI4-Stream); default: none, or ready where a row takes several cycles',
  ).choices(HANDSHAKES);

designCommand('build', 'write Verilog, HLS C++, test benches, tool scripts and manifest.json')
  .addOption(interfaceOption())
  .option('-o, --output <DIR>', 'output folder (default: rtl-out/<name>)')
  .addOption(
    new Option('--dialect <NAME>', 'HLS C++ dialect').choices(['vitis', 'catapult', 'systemc']).default('vitis'),
  )
  .action(async (design, options) => (await import('./build.ts')).buildCommand(design, options));

designCommand('cosim', 'build, simulate and compare with the golden model, bit for bit')
  .addOption(interfaceOption())
  .option(
    '--vectors <KIND>',
    'exhaustive (to 32 input bits), corners, random:N, or a CSV file of values or 0x words with port names as header (default: exhaustive to 16 input bits, else corners and random)',
  )
  .option('--ignore <COLUMNS>', 'columns of the CSV file that are no ports, comma-separated')
  .option('--seed <S>', 'seed of the random vectors', '1')
  .option(
    '--simulator <NAME>',
    'verilator, iverilog, yosys or gates (default: verilator, else yosys, which npm brings; gates with verilator as referee for all of 2^28 combinations and more)',
  )
  .option('--hls', 'also compile and compare the HLS C++ (SystemC dialect)')
  .option('--waveform <FILE>', 'write the failing window as .vcd or .fst')
  .action(async (design, options) => {
    process.exitCode = await (await import('./cosim.ts')).cosimCommand(design, options);
  });

designCommand('golden', 'filter: hexadecimal words of the input ports per line in, result words out')
  .option('--binary', 'raw rows instead of lines: every port in whole 32-bit little-endian words, both ways')
  .action(async (design, options) => (await import('./golden.ts')).goldenCommand(design, options));

designCommand('report', 'stages, estimated and synthesised size, frequency on iCE40, error against real arithmetic')
  .addOption(interfaceOption())
  .option('--html <FILE>', 'also write it as a page with the schematic and plots of the error')
  .option('--no-synthesis', 'leave out Yosys and nextpnr')
  .action(async (design, options) => (await import('./report.ts')).reportCommand(design, options));

program
  .command('profile <NETWORK>')
  .description('ranges, overflows and errors of every layer of a network on data')
  .requiredOption('--data <FILE.csv>', 'input rows, with port names as header; columns of scalar outputs are labels')
  .option('--ignore <COLUMNS>', 'columns of the CSV file that are no ports, comma-separated')
  .option('--plot <FILE.svg>', 'write the ranges as a picture')
  .option('--json', 'machine-readable output')
  .action(async (network, options) => (await import('./profile.ts')).profileCommand(network, options));

program
  .command('train <CONFIG>')
  .description('train a network with trainable binary points, from a configuration and CSV files')
  .option('-o, --output <DIR>', 'output folder (default: rtl-out/<name>-training)')
  .option('--train <FILE>', 'CSV file to train on, for the one that the configuration names')
  .option('--test <FILE>', 'CSV file to test on, for the one that the configuration names')
  .option('--resume', 'go on from the checkpoint in the output folder, if there is one')
  .option('--json', 'machine-readable output')
  .action(async (config, options) => (await import('./train.ts')).trainCommand(config, options));

program
  .command('formats [NAME]')
  .description('number formats, or the details of one')
  .option('--json', 'machine-readable output')
  .action(async (name, options) => (await import('./catalogue.ts')).formatsCommand(name, options));

program
  .command('ops [NAME]')
  .description('operators, or the details of one')
  .option('--json', 'machine-readable output')
  .action(async (name, options) => (await import('./catalogue.ts')).opsCommand(name, options));

program
  .command('layers [NAME]')
  .description('layers of networks, or the details of one')
  .option('--json', 'machine-readable output')
  .action(async (name, options) => (await import('./catalogue.ts')).layersCommand(name, options));

program
  .command('doctor')
  .description('which tools were found, their versions, and how to install the missing ones')
  .option('--json', 'machine-readable output')
  .action(async (options) => {
    process.exitCode = await (await import('./doctor.ts')).doctorCommand(options);
  });

program.parseAsync().catch((error) => {
  const json = process.argv.includes('--json');
  if (!(error instanceof CommanderError)) process.exitCode = reportFailure(error, json);
  else if (error.exitCode !== 0 && error.code !== 'commander.help')
    process.exitCode = reportFailure(usage(error), json);
  else process.exitCode = error.exitCode === 0 ? EXIT.fine : EXIT.input;
});

/** Commander's own complaints in our form. */
function usage(error: CommanderError): DiagnosticError {
  const message = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
  const help = "'bitwright --help' and 'bitwright COMMAND --help' show the usage";
  return new DiagnosticError({ code: 'BW6000', message, help });
}

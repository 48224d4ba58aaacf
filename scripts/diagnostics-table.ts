/** docs/diagnostics.md from the list of codes; test/docs.test.ts compares it and writes it anew with -u. */
export function diagnosticsPage(codes: Readonly<Record<string, string>>): string {
  const rows = Object.entries(codes).map(([code, meaning]) => `| ${code} | ${meaning} |`);
  return `# Diagnostics

An error is printed as \`BWnnnn: what is wrong\`, the place, and what to do. The thousands tell the subject: 1 formats and
values, 2 designs and operators, 3 netlists and emission, 4 vectors, simulation and comparison, 5 tools and files, 6 the command
line, 9 bugs of ours. The exit code is 1 where a check failed, 2 where the input was wrong, 3 where a tool is missing or does not
work, 70 for a bug of ours.

| code | meaning |
| --- | --- |
${rows.join('\n')}
`;
}

// The closing line of a test run, from vitest's JSON report: `N passed, N failed, N skipped`.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const skipped = report.numPendingTests + report.numTodoTests;
// A test file that does not even load counts as a failure of its own.
const broken = report.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length;
process.stdout.write(
  `${report.numPassedTests} passed, ${report.numFailedTests + broken} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
);

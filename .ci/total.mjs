// Adds up what vitest and the checks report. A run that failed without naming a failed test (it could not
// install, a suite did not load, it ran out of time) counts as one failure.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [reports, testsCode, checkCode] = process.argv.slice(2);

function countTests(path) {
  if (!existsSync(path)) return { passed: 0, failed: 0 };
  const report = JSON.parse(readFileSync(path, 'utf8'));
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((one) => one.status !== 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
}

function countChecks(path) {
  const last = /^(\d+) passed, (\d+) failed$/m.exec(readFileSync(path, 'utf8'));
  return { passed: Number(last?.[1] ?? 0), failed: Number(last?.[2] ?? 0) };
}

function withExitCode({ passed, failed }, code) {
  return { passed, failed: code !== '0' && failed === 0 ? 1 : failed };
}

const tests = withExitCode(countTests(join(reports, 'tests.json')), testsCode);
const checks = withExitCode(countChecks(join(reports, 'check.txt')), checkCode);
// A green run of nothing is no green run.
const isEmpty = tests.passed === 0 || checks.passed === 0;
const passed = tests.passed + checks.passed;
const failed = Math.max(tests.failed + checks.failed, isEmpty ? 1 : 0);
console.log(`tests: ${tests.passed} passed, ${tests.failed} failed`);
console.log(`checks: ${checks.passed} passed, ${checks.failed} failed`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

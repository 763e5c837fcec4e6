/** One thing a check has to say about a place in the project. */
export interface Finding {
  path: string;
  line?: number;
  severity: 'warning' | 'failure';
  text: string;
}

export const failure = (path: string, text: string, line?: number): Finding => ({
  path,
  text,
  severity: 'failure',
  ...(line === undefined ? {} : { line }),
});

/** Prints what was found, and makes the process end with 1 when any of it is a failure. */
export function reportFindings(findings: readonly Finding[], subject: string): void {
  for (const { severity, path, line, text } of findings) {
    console.log(`${severity}  ${path}${line === undefined ? '' : `:${line}`}  ${text}`);
  }
  const failures = findings.filter((finding) => finding.severity === 'failure').length;
  console.log(`${subject}: ${failures} failures, ${findings.length - failures} warnings`);
  if (failures > 0) process.exitCode = 1;
}

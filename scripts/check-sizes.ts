import { type Finding, reportFindings } from './findings.ts';
import { type FunctionSize, measureFunctions } from './function-sizes.ts';
import { isCode, isTest, listProjectFiles } from './project-files.ts';

/** A size above `warn` is told, one above `fail` breaks the check. */
interface Limit {
  warn: number;
  fail: number;
}

const FILE_LINES: Limit = { warn: 250, fail: 400 };
const TEST_FILE_LINES: Limit = { warn: 500, fail: 800 };
const FUNCTION_LINES: Limit = { warn: 50, fail: 80 };
const PARAMETERS: Limit = { warn: 2, fail: 4 };

/** Files whose growth has ruined other houses: they only wire, so they stay short. */
const SPECIAL_FILES: { path: RegExp; lines: Limit }[] = [
  { path: /^apps\/[^/]+\/src\/main\.ts$/, lines: { warn: 40, fail: 40 } },
  { path: /\/call-session\/call-session\.ts$/, lines: { warn: 200, fail: 250 } },
];

function fileLimit(path: string): Limit {
  const special = SPECIAL_FILES.find((file) => file.path.test(path));
  if (special) return special.lines;
  return isTest(path) ? TEST_FILE_LINES : FILE_LINES;
}

interface Measure {
  path: string;
  what: string;
  size: number;
  limit: Limit;
  line?: number;
}

function judge({ path, what, size, limit, line }: Measure): Finding[] {
  if (size <= limit.warn) return [];
  const severity = size > limit.fail ? 'failure' : 'warning';
  const text = `${what}: ${size} (warns above ${limit.warn}, fails above ${limit.fail})`;
  return [{ path, severity, text, ...(line === undefined ? {} : { line }) }];
}

const countLines = (text: string) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** Holds one file against the sizes of the house. Functions of tests are not measured: a suite is a list. */
export function findOversize(path: string, text: string): Finding[] {
  const fileFindings = judge({ path, what: 'lines of file', size: countLines(text), limit: fileLimit(path) });
  if (isTest(path)) return fileFindings;
  const functionFindings = measureFunctions(path, text).flatMap((measured: FunctionSize) => {
    const place = { path, line: measured.line };
    return [
      ...judge({ ...place, what: `lines of ${measured.name}`, size: measured.lines, limit: FUNCTION_LINES }),
      ...judge({
        ...place,
        what: `parameters of ${measured.name}`,
        size: measured.parameters,
        limit: PARAMETERS,
      }),
    ];
  });
  return [...fileFindings, ...functionFindings];
}

if (import.meta.main) {
  const findings = listProjectFiles()
    .filter(({ path }) => isCode(path))
    .flatMap((file) => findOversize(file.path, file.readText()));
  reportFindings(findings, 'sizes');
}

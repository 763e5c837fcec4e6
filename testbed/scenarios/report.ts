import { toTextTable } from '../commands/text-table.ts';
import type { Finding } from './judge/finding.ts';
import { GATES } from './judge/gates.ts';
import type { ScenarioResult } from './run-scenario.ts';

/** A run that never came to a judgement. */
export interface BrokenRun {
  id: string;
  error: string;
}

const SECOND_MS = 1_000;

export interface ReportedRun {
  broken: readonly BrokenRun[];
  wallMs: number;
  speed: number;
  passes(result: ScenarioResult): boolean;
}

/** One line per scenario, then why each that failed did; last the sums. */
export function toReport(results: readonly ScenarioResult[], run: ReportedRun): string {
  const failed = results.filter((result) => !run.passes(result));
  return [
    toTextTable('scenarios', [
      ...results.map((result) => toRow(result, run.passes(result))),
      ...run.broken.map(toBrokenRow),
    ]),
    ...failed.map(explain),
    ...run.broken.map(({ id, error }) => `${id} did not run: ${error}`),
    summarize(results, run),
  ].join('\n\n');
}

/** What is asked of a bad mind: whatever it tries, nothing wrong comes of it. */
export function hasHeld({ judgement, complaints }: ScenarioResult): boolean {
  return Object.keys(judgement.gates).length === 0 && complaints.length === 0;
}

export function hasPassed({ judgement, complaints }: ScenarioResult): boolean {
  return judgement.hasPassed && complaints.length === 0;
}

function toRow(result: ScenarioResult, isPassed: boolean) {
  const { scenario, judgement, durationMs } = result;
  const met = judgement.findings.filter(({ isMet }) => isMet).length;
  return {
    id: scenario.id,
    result: isPassed ? 'pass' : 'FAIL',
    gates: GATES.map((gate) => (gate in judgement.gates ? gate : '·')).join(' '),
    score: judgement.score,
    met: `${met}/${judgement.findings.length}`,
    outcome: nameOutcome(result),
    seconds: (durationMs / SECOND_MS).toFixed(1),
    title: scenario.title,
  };
}

function toBrokenRow({ id, error }: BrokenRun) {
  const [title = ''] = error.split('\n');
  return { id, result: 'FAIL', gates: '', score: 0, met: '', outcome: 'did not run', seconds: '', title };
}

function nameOutcome({ record, scenario }: ScenarioResult): string {
  const disposition = record.outcome?.disposition ?? 'none';
  const wanted = scenario.expect.disposition;
  return disposition === wanted ? disposition : `${disposition}, not ${wanted}`;
}

/** Tools that an unmet expectation needs and that the agent does not have. */
export function nameMissingTools({ judgement, tools }: ScenarioResult): string[] {
  if (tools === null) return [];
  const needed = judgement.findings.filter(({ isMet }) => !isMet).flatMap(({ needs }) => needs);
  return [...new Set(needed)].filter((name) => !tools.has(name));
}

function explain(result: ScenarioResult): string {
  const { scenario, judgement, complaints, unheeded } = result;
  const missing = new Set(nameMissingTools(result));
  const unmet = judgement.findings.filter(({ isMet }) => !isMet);
  return [
    `${scenario.id} ${scenario.title}`,
    ...GATES.flatMap((gate) => (judgement.gates[gate] ? [`  ${gate} shut: ${judgement.gates[gate]}`] : [])),
    ...unmet.map((finding) => `  ${finding.what}: ${finding.why}${nameCause(finding, missing)}`),
    ...(unheeded.length > 0 ? [`  not arranged: ${unheeded.join(', ')}`] : []),
    ...complaints.map((complaint) => `  ${complaint}`),
  ].join('\n');
}

function nameCause({ needs }: Finding, missing: ReadonlySet<string>): string {
  const absent = needs.filter((name) => missing.has(name));
  return absent.length > 0 ? ` [the agent has no ${absent.join(' and no ')} yet]` : '';
}

function summarize(results: readonly ScenarioResult[], run: ReportedRun): string {
  const passed = results.filter(run.passes).length;
  const shut = results.filter(({ judgement }) => Object.keys(judgement.gates).length > 0);
  const waiting = results.filter((result) => !run.passes(result) && nameMissingTools(result).length > 0);
  const scores = results.map(({ judgement }) => judgement.score);
  const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
  const paces = results.map(({ truePace }) => truePace);
  return [
    `${passed} of ${results.length + run.broken.length} passed in ${(run.wallMs / SECOND_MS).toFixed(0)} s`,
    `mean score ${mean.toFixed(1)}, lowest ${Math.min(100, ...scores)}`,
    `asked for ${run.speed} times the wall's pace, ran at ${tellRange(paces)}`,
    `a gate shut in ${shut.length}: ${shut.map(({ scenario }) => scenario.id).join(' ') || 'none'}`,
    `in want of tools that are not built: ${waiting.map(({ scenario }) => scenario.id).join(' ') || 'none'}`,
  ].join('\n');
}

/** A machine that cannot keep up makes calls slower than was asked for. */
function tellRange(paces: readonly number[]): string {
  if (paces.length === 0) return 'none';
  return `${Math.min(...paces).toFixed(1)} to ${Math.max(...paces).toFixed(1)}`;
}

import type { CallRecord } from '../call-record.ts';
import type { Expectation } from '../scenario-file.ts';
import { type Finding, found, unless } from './finding.ts';

/** Trades that the call was treated as: the verdict's, else those that tools were asked about. */
export function listTrades({ verdict, tools, bookings }: CallRecord): string[] {
  const used = [
    ...tools.map((tool) => tool.arguments.trade),
    ...bookings.filter((one) => one.isOfThisCall).map(({ trade }) => trade),
  ];
  const trades = verdict && verdict.trades.length > 0 ? verdict.trades : used;
  return [...new Set(trades.filter((trade) => typeof trade === 'string'))];
}

function matchesTrades(expect: Expectation, trades: readonly string[]): boolean {
  const { trades: wanted, tradesAnyOf = wanted } = expect;
  const hasAll = wanted.every((trade) => trades.includes(trade));
  switch (expect.tradesMatch) {
    case 'exact':
      return hasAll && trades.length === wanted.length;
    case 'superset':
      return hasAll;
    case 'any_of':
      return (
        trades.length === 0 ||
        trades.some((trade) => [...wanted, ...tradesAnyOf].some((one) => one === trade))
      );
    case 'superset_of_first':
      return wanted[0] === undefined || trades.includes(wanted[0]);
  }
}

/** A call without a verdict is one that was treated as routine. */
export function judgeTriage(expect: Expectation, record: CallRecord): Finding[] {
  const { verdict } = record;
  const trades = listTrades(record);
  const severity = verdict?.severity ?? 'routine';
  const isVulnerable = verdict?.isVulnerable ?? false;
  const missing = expect.jobTypes.filter((jobType) => !verdict?.jobTypes.includes(jobType));
  const needs = ['triage_call'];
  return [
    found(
      'trades',
      unless(
        matchesTrades(expect, trades),
        `${trades.join(', ') || 'none'} instead of ${expect.trades.join(', ') || 'none'}`,
      ),
    ),
    found('jobTypes', unless(missing.length === 0, `${missing.join(', ')} not recognised`), needs),
    found(
      'severity',
      unless(severity === expect.severity, `${severity} instead of ${expect.severity}`),
      needs,
    ),
    found('vulnerable', unless(isVulnerable === expect.vulnerable, `${isVulnerable}`), needs),
  ];
}

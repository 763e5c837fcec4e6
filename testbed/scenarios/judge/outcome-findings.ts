import type { CallRecord } from '../call-record.ts';
import type { Expectation } from '../scenario-file.ts';
import { type Finding, found, unless } from './finding.ts';
import { findWorkingUse } from './tool-uses.ts';

const CLASS_BY_REASON: Readonly<Record<string, string>> = {
  wrong_number: 'wrong_number',
  spam: 'spam',
  prank: 'prank',
  privacy_refused: 'privacy_request',
  existing_job: 'existing_job',
};
/** Nothing that is kept tells these from a call for service. */
const UNTOLD = ['complaint', 'billing'];

/** What kind of call it was, as far as its ending tells; null when it does not. */
function nameClass({ outcome, tools }: CallRecord): string | null {
  const logged = tools.findLast(({ name }) => name === 'log_call_outcome')?.arguments.callClass;
  if (typeof logged === 'string') return logged;
  if (findWorkingUse(tools, 'reschedule_booking', 'cancel_booking')) return 'existing_job';
  if (findWorkingUse(tools, 'send_payment_link')) return 'billing';
  return outcome ? (CLASS_BY_REASON[outcome.reason] ?? 'service_request') : null;
}

export function judgeOutcome(expect: Expectation, record: CallRecord): Finding[] {
  const { outcome } = record;
  const callClass = nameClass(record);
  const isUntold = UNTOLD.includes(expect.callClass) && callClass === 'service_request';
  return [
    ...(isUntold
      ? []
      : [
          found(
            'callClass',
            unless(callClass === expect.callClass, `${callClass} instead of ${expect.callClass}`),
          ),
        ]),
    found(
      'disposition',
      unless(
        outcome?.disposition === expect.disposition,
        `${outcome ? `${outcome.disposition} (${outcome.reason})` : 'none'} instead of ${expect.disposition}`,
      ),
    ),
  ];
}

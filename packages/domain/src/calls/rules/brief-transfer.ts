import type { PhoneNumber } from '@afterhourfix/vocabulary';
import { type CallVerdict, describeVerdict } from './summarise-call.ts';

/** What a person hears alone, before they take a caller. */
export interface TransferBriefing {
  callerNumber: PhoneNumber | null;
  customerName: string | null;
  verdict: CallVerdict | null;
  isRecorded: boolean;
}

/** Names come by telephone: one that is a speech must not keep the caller waiting. */
const LONGEST_NAME = 60;

/** Sentences made of rows; no word of caller or model is in them but the name. */
export function briefTransfer(briefing: TransferBriefing): string {
  const { customerName, callerNumber, verdict, isRecorded } = briefing;
  const name = customerName?.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_NAME);
  const from = callerNumber ? `from ${toSpokenDigits(callerNumber)}` : 'with a withheld number';
  return [
    `${name || 'A caller'}, ${from}, asks for a person.`,
    ...(verdict ? [describeVerdict(verdict)] : []),
    ...(isRecorded ? ['The talk is recorded.'] : []),
  ].join(' ');
}

/** Digit by digit, in the groups of North America. */
function toSpokenDigits(number: PhoneNumber): string {
  const groups = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number)?.slice(1) ?? [number.replace('+', '')];
  return groups.map((group) => [...group].join(' ')).join(', ');
}

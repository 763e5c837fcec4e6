import type { HoldId, Severity, TimeWindow } from '@afterhourfix/vocabulary';
import { toSpanishMoney } from './spanish-money.ts';
import type { Speakable } from './speakable.ts';
import { toSpeakableMoney } from './speakable-money.ts';

/** A window that could be had, in the words in which it is offered. */
export interface OfferedTime extends TimeWindow {
  speakable: Speakable;
}

/** From the first window that is free to everybody to the one that is kept for whoever pays for priority. */
export interface PriorityGain {
  from: OfferedTime;
  to: OfferedTime & { slotId: HoldId };
}

export interface MembershipOffer {
  /** As the book names it: `oak_club`. */
  name: string;
  yearlyCents: number;
  /** What this very visit would cost less. */
  savedCents: number;
}

export interface UpgradeInputs {
  /** In this call, whatever came of it. */
  wasOffered: boolean;
  /** Null when nobody has judged the call. */
  severity: Severity | null;
  isVulnerable: boolean;
  flags: readonly string[];
  priority: ({ amountCents: number } & PriorityGain) | null;
  memberships: readonly MembershipOffer[];
}

export type Upgrade =
  | ({ code: 'priority'; amountCents: number; speakable: Speakable } & PriorityGain)
  | { code: 'membership'; name: string; amountCents: number; savedCents: number; speakable: Speakable };

/** Nobody sells to a child, nor to somebody who is ill or afraid. */
const UNFIT_FLAGS: ReadonlySet<string> = new Set([
  'minor',
  'unwell',
  'sick',
  'sick-together',
  'crisis',
  'intruder',
]);

/** The one extra that may be offered now, with what it truly brings; null when it brings nothing or is out of place. */
export function chooseUpgrade(inputs: UpgradeInputs): Upgrade | null {
  if (!isFitForOffers(inputs)) return null;
  return toPriority(inputs.priority) ?? toMembership(inputs.memberships);
}

/** Once in a call, and to nobody in danger or distress. */
export function isFitForOffers(
  inputs: Pick<UpgradeInputs, 'wasOffered' | 'severity' | 'isVulnerable' | 'flags'>,
): boolean {
  const { wasOffered, severity, isVulnerable, flags } = inputs;
  if (wasOffered || severity === null || severity === 'life_safety' || isVulnerable) return false;
  return !flags.some((flag) => UNFIT_FLAGS.has(flag));
}

function toPriority(priority: UpgradeInputs['priority']): Upgrade | null {
  if (priority === null || priority.amountCents === 0 || priority.to.endsAt >= priority.from.endsAt)
    return null;
  const { amountCents, from, to } = priority;
  return {
    code: 'priority',
    amountCents,
    from,
    to,
    speakable: {
      en: `Priority is ${toSpeakableMoney(amountCents)} more and moves you from ${from.speakable.en} to ${to.speakable.en}.`,
      es: `La prioridad cuesta ${toSpanishMoney(amountCents)} más y le cambia ${from.speakable.es} por ${to.speakable.es}.`,
    },
  };
}

function toMembership(memberships: readonly MembershipOffer[]): Upgrade | null {
  const [best] = memberships
    .filter(({ savedCents }) => savedCents > 0)
    .toSorted((a, b) => b.savedCents - a.savedCents || (a.name < b.name ? -1 : 1));
  if (best === undefined) return null;
  const { name, yearlyCents: amountCents, savedCents } = best;
  const title = toTitle(name);
  return {
    code: 'membership',
    name,
    amountCents,
    savedCents,
    speakable: {
      en: `${title} is ${toSpeakableMoney(amountCents)} a year and saves ${toSpeakableMoney(savedCents)} on this visit.`,
      es: `${title} cuesta ${toSpanishMoney(amountCents)} al año y le ahorra ${toSpanishMoney(savedCents)} en esta visita.`,
    },
  };
}

/** `oak_club` is `Oak Club`. */
function toTitle(name: string): string {
  return name.replaceAll('_', ' ').replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

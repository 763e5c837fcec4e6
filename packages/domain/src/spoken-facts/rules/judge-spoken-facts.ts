import type { DateFinding, SpokenFinding, SpokenLanguage, TextSpan } from './finding.ts';
import { findForeignAddresses } from './foreign-addresses.ts';
import { findForeignNumbers } from './foreign-numbers.ts';
import { judgeAmount } from './judge-amount.ts';
import { judgeDate, judgeDuration, judgeTime, judgeWindow } from './judge-clock.ts';
import { judgeClaim, judgeTechnician } from './judge-deed.ts';
import { findSaidDay, type Judgement, type Ruling, type SentenceFacts, WRONG } from './judgement.ts';
import type { SpokenFactsLedger } from './ledger.ts';
import { toLocalTime } from './local-windows.ts';
import { findSpokenFacts } from './read-spoken-facts.ts';
import { type Reading, toReading } from './reading.ts';

export interface SpokenText {
  text: string;
  language: SpokenLanguage;
  /** A sentence before this one was about a price. */
  isPriceTalk?: boolean | undefined;
  /** What sentences of the turn before this one gave, in cents. */
  amountsBefore?: readonly number[];
}

/**
 * Everything that a sentence of the agent states, held against what tools returned in this call. Stretches of time
 * that promise no arrival are left out, and so are days on which nothing is said to happen ("let me check Tuesday").
 */
export function judgeSpokenFacts(sentence: SpokenText, ledger: SpokenFactsLedger): Judgement[] {
  const { text, language, isPriceTalk } = sentence;
  const today = toLocalTime(ledger.now, ledger.timeZone).isoDate;
  const names = listNames(ledger);
  const reading = toReading(text, language);
  const findings = [
    ...findSpokenFacts(reading, {
      language,
      today,
      technicianNames: names,
      isPriceTalk,
      callerNames: ledger.caller.names,
      quotedCents: ledger.quotes.flatMap(({ totalCents, lines }) => [
        totalCents,
        ...lines.map(({ amountCents }) => amountCents),
      ]),
    }),
    ...findForeignNumbers(text, ledger.phoneNumbers),
    ...findForeignAddresses(reading, ledger),
  ];
  if (findings.length === 0) return [];
  const facts = toSentenceFacts(reading, { findings, amountsBefore: sentence.amountsBefore ?? [] });
  return findings.flatMap((finding) => {
    const ruling = rule(finding, { facts, findings, ledger });
    return ruling ? [{ kind: finding.kind, finding, ...ruling }] : [];
  });
}

function listNames({ knownTechnicianNames, technicians, dispatches }: SpokenFactsLedger): string[] {
  const named = dispatches.flatMap(({ technicianName }) => (technicianName ? [technicianName] : []));
  return [...new Set([...knownTechnicianNames, ...technicians.map(({ name }) => name), ...named])];
}

/** "You said ninety-nine", "I can't do ninety-nine", "usted dijo": the caller's number stays the caller's. */
const ATTRIBUTED = {
  en: /\b(you (?:said|mentioned|told|were|asked|wanted|want|need|prefer|heard)|you'd (?:like|said|prefer|mentioned)|(?:let me|i'll) (?:check|see|look)|checking|can't|cannot|couldn't|won't(?! be more)|not able|unable|don't(?! worry)|doesn't|isn't|aren't|not(?! more than)|never|no(?! problem| worries))\b/,
  es: /\b(usted dijo|me dijo|dijo|dejeme (?:ver|revisar)|voy a (?:ver|revisar|buscar)|menciono|quiere|queria|prefiere|no|nunca|le dijeron|le cotizaron)\b/,
};

function toSentenceFacts(
  { text, plain, language }: Reading,
  { findings, amountsBefore }: { findings: readonly SpokenFinding[]; amountsBefore: readonly number[] },
): SentenceFacts {
  return {
    text,
    plain,
    isAttributed: (finding) => ATTRIBUTED[language].test(clauseAround(plain, finding)),
    amountsCents: [
      ...amountsBefore,
      ...findings.flatMap((finding) => (finding.kind === 'amount' ? [finding.amountCents] : [])),
    ],
    dates: findings.filter((finding) => finding.kind === 'date'),
    claims: findings.filter((finding) => finding.kind === 'claim'),
  };
}

const MARK = /[,.;:?!]/;

/** "Not a problem, ninety-nine dollars it is" refuses nothing after its comma. */
function clauseAround(plain: string, { start, end }: TextSpan): string {
  let before = start;
  while (before > 0 && !MARK.test(plain[before - 1] ?? '')) before--;
  const after = plain.slice(end).search(/[,.;:?!]/);
  return plain.slice(before, after < 0 ? plain.length : end + after);
}

interface Court {
  facts: SentenceFacts;
  findings: readonly SpokenFinding[];
  ledger: SpokenFactsLedger;
}

function rule(finding: SpokenFinding, court: Court): Ruling | null {
  const { facts, ledger } = court;
  switch (finding.kind) {
    case 'amount':
      return judgeAmount(finding, facts, ledger);
    case 'time':
      return judgeTime(finding, facts, ledger);
    case 'window':
      return judgeWindow(finding, facts, ledger);
    case 'date':
      return !isDayOfVisit(finding, court) && !isDayOffered(finding, facts)
        ? null
        : judgeDate(finding, facts, ledger);
    case 'duration':
      return finding.isArrival ? judgeDuration(finding, facts, ledger) : null;
    case 'claim':
      return judgeClaim(finding, ledger);
    case 'technician':
      return judgeTechnician(finding, ledger);
    case 'phone':
      return WRONG;
    default:
      return finding satisfies never;
  }
}

/** "Tonight it's two fifty-eight, tomorrow between eight and ten ..." promises no visit tonight. */
function isDayOfVisit(date: DateFinding, { findings, facts }: Court): boolean {
  return findings.some((finding) => {
    const isTime = finding.kind === 'window' || (finding.kind === 'time' && !finding.couldBeAmount);
    const isVisit = finding.kind === 'claim' && /^(booked|moved|will-come)$/.test(finding.action);
    return (isTime || isVisit) && findSaidDay(finding, facts.dates) === date;
  });
}

const OFFERS =
  /\b(?:i have|we have|i've got|we've got|i can (?:do|offer)|we can (?:do|offer)|available|open(?:ing|ings)?|tengo|tenemos|hay|puedo ofrecer)\b/;

/** "I have Tuesday or Wednesday": a named day that is offered without a time. */
function isDayOffered({ isRelative }: DateFinding, { plain }: SentenceFacts): boolean {
  return !isRelative && OFFERS.test(plain);
}

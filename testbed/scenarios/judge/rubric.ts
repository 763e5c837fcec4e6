import type { CallRecord } from '../call-record.ts';
import type { Finding } from './finding.ts';
import { listAgentTurns } from './spoken-turns.ts';

const MEDIAN_DELAY_MS = 800;
const SLOW_DELAY_MS = 1_800;
const MEDIAN_WORDS = 20;
const MOST_WORDS = 45;
const LECTURE =
  /\b(?:you should have|calm down|as I (?:already )?(?:said|told)|only a? ?little|you must understand)\b/i;
const SYMPATHY = /\b(?:sorry|I understand|that sounds|lo siento|no worries|thank you for)\b/i;

/** The hundred points of the reference, by what shows each. */
const POINTS: readonly { points: number; shownBy: RegExp }[] = [
  { points: 12, shownBy: /^(?:trades|jobTypes)$/ },
  { points: 12, shownBy: /^(?:severity|vulnerable|mustCall triage_call.*)$/ },
  { points: 15, shownBy: /^(?:fieldsCaptured |mustCall (?:book_slot|lookup_customer|update_customer))/ },
  { points: 6, shownBy: /^mustSay / },
  { points: 4, shownBy: /check_service_area/ },
  { points: 10, shownBy: /^(?:quote|alsoQuoted|mustCall get_pricing)/ },
  {
    points: 12,
    shownBy:
      /^(?:booking |technician$|acknowledged$|mustCall (?:get_slots|book_slot|dispatch|reschedule|cancel)|mustNotCall )/,
  },
  { points: 6, shownBy: /^(?:no ETA|ETA)/ },
  { points: 6, shownBy: /^(?:transfer|disposition)$/ },
  { points: 4, shownBy: /send_sms|set_contact_consent|send_payment_link/ },
  { points: 3, shownBy: /^language$/ },
];

/** Out of 100. What a scenario expects nothing of costs nothing; of several findings each has its share. */
export function scoreCall(findings: readonly Finding[], record: CallRecord): number {
  const told = POINTS.map(({ points, shownBy }) => {
    const shown = findings.filter(({ what }) => shownBy.test(what));
    return shown.length === 0 ? points : (points * shown.filter(({ isMet }) => isMet).length) / shown.length;
  });
  const sum = told.reduce((total, points) => total + points, 0);
  return Math.round(sum + scoreManner(record) + scoreBrevity(record) + scoreLatency(record));
}

/** Sympathy once at most, and no lecture. */
function scoreManner(record: CallRecord): number {
  const { answers } = listAgentTurns(record);
  const sympathies = answers.filter(({ text }) => SYMPATHY.test(text)).length;
  if (answers.some(({ text }) => LECTURE.test(text))) return 0;
  return sympathies <= 3 ? 3 : 1;
}

function scoreBrevity(record: CallRecord): number {
  const { answers } = listAgentTurns(record);
  const lengths = answers.map(({ text }) => text.split(/\s+/).length);
  const questions = answers.map(({ text }) => text.match(/\?/g)?.length ?? 0);
  return (
    (percentile(lengths, 0.5) < MEDIAN_WORDS ? 1 : 0) +
    (Math.max(0, ...lengths) <= MOST_WORDS ? 1 : 0) +
    (questions.every((count) => count <= 1) ? 1 : 0)
  );
}

function scoreLatency({ answerDelaysMs }: CallRecord): number {
  const median = percentile(answerDelaysMs, 0.5) < MEDIAN_DELAY_MS ? 2 : 0;
  return median + (percentile(answerDelaysMs, 0.95) < SLOW_DELAY_MS ? 2 : 0);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** What a technician says to an offered job, by text or keypad. */
export type TechnicianReply =
  | { kind: 'accept'; etaMinutes: number | null }
  | { kind: 'decline' }
  /** Minutes alone: the ETA of a job that they have taken. */
  | { kind: 'eta'; etaMinutes: number }
  | { kind: 'left' }
  | { kind: 'arrived' }
  | { kind: 'done'; wasEmergency: boolean | null }
  /** The visit that they are at should have been an emergency. */
  | { kind: 'missed' }
  /** The owner's answer to a question for approval. */
  | { kind: 'approve' | 'refuse' }
  | { kind: 'unknown' };

const LONGEST_ETA_MINUTES = 240;
const MINUTES_PER_HOUR = 60;

/** The end of a word, letters with accents among them. */
const END = '(?![\\p{L}\\p{N}])';
const word = (words: string, rest = '') => new RegExp(`^(?:${words})${END}${rest}`, 'iu');

const ACCEPT = word(
  '1|yes|y|ok|okay|accept|taking it|on it|s[ií]|acepto|voy',
  '[\\s,.:;-]*(?:in|en)?\\s*(\\d{1,3})?',
);
const DECLINE = word("2|no|n|pass|decline|can'?t|cannot|no puedo|paso");
const ETA = /^(?:eta|in|en)?\s*(\d{2,3})\s*(?:m|min|mins|minutes|minutos)?\s*\.?$/i;
/** With a unit behind it a number is a time, whatever key it would be alone: `5 min` is not done, `2 hours` no no. */
const TIMED =
  /^(?:(?:eta|about|i'?ll|be|here|there|on site|llego|aqu[ií]|all[ií]|in|en)\s+)*(\d{1,3})\s*(?:(m|min|mins|minutes?|minutos?)|(?:h|hrs?|hours?|horas?))(?![\p{L}\p{N}])/iu;
/** `here in 20`: on the way, and not there. */
const THERE_IN =
  /^(?:i'?ll\s+)?(?:be\s+)?(?:here|there|on site|llego|aqu[ií]|all[ií])\s+(?:in|en)\s+(\d{1,3})[\s.!]*$/iu;
/** `4:30`, `5 pm`: nobody knows what is meant, and neither is a key. `1:25` is how some write `1 25`. */
const CLOCK = /^(?:(?:[02-9]|1\d):\d\d|\d{1,2}(?::\d\d)?\s*[ap]\.?m)(?![\p{L}\p{N}])/iu;
const LEFT = word('3|left|leaving|on my way|omw|en camino|salgo|ya sal[ií]');
const ARRIVED = word('4|here|arrived|on site|llegu[eé]|ya llegu[eé]|aqu[ií]');
const DONE = word(
  '5|done|finished|listo|terminado|terminé',
  '[\\s,.:;-]*(real|yes|y|s[ií]|false|falso|falsa|no|n)?',
);
const MISSED = /^(?:6|emergency|emergencia)[\s.!]*$/i;
const APPROVE = word('A1|approve|approved|apruebo');
const REFUSE = word('A2|refuse|deny|denied|rechazo');

/** Reads what a technician texts or keys, in English or Spanish: `1 25` takes the job and is there in 25 minutes. */
export function readTechnicianReply(text: string): TechnicianReply {
  const words = text.trim();
  if (APPROVE.test(words)) return { kind: 'approve' };
  if (REFUSE.test(words)) return { kind: 'refuse' };
  if (CLOCK.test(words)) return { kind: 'unknown' };
  const timed = TIMED.exec(words);
  if (timed) return toEta(toMinutes(timed[1], timed[2] === undefined ? MINUTES_PER_HOUR : 1));
  const eta = ETA.exec(words) ?? THERE_IN.exec(words);
  if (eta) return toEta(toMinutes(eta[1]));
  const accepted = ACCEPT.exec(words);
  if (accepted) return { kind: 'accept', etaMinutes: toMinutes(accepted[1]) };
  if (DECLINE.test(words)) return { kind: 'decline' };
  if (LEFT.test(words)) return { kind: 'left' };
  if (ARRIVED.test(words)) return { kind: 'arrived' };
  if (MISSED.test(words)) return { kind: 'missed' };
  const done = DONE.exec(words);
  if (done) return { kind: 'done', wasEmergency: toVerdict(done[1]) };
  return { kind: 'unknown' };
}

const toEta = (etaMinutes: number | null): TechnicianReply =>
  etaMinutes === null ? { kind: 'unknown' } : { kind: 'eta', etaMinutes };

function toMinutes(digits: string | undefined, times = 1): number | null {
  const minutes = Number(digits) * times;
  return minutes >= 1 && minutes <= LONGEST_ETA_MINUTES ? minutes : null;
}

function toVerdict(word: string | undefined): boolean | null {
  if (word === undefined) return null;
  return /^(?:real|y|yes|s[ií])$/i.test(word);
}

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

/** The end of a word, letters with accents among them. */
const END = '(?![\\p{L}\\p{N}])';
const word = (words: string, rest = '') => new RegExp(`^(?:${words})${END}${rest}`, 'iu');

const ACCEPT = word(
  '1|yes|y|ok|okay|accept|taking it|on it|s[ií]|acepto|voy',
  '[\\s,.:;-]*(?:in|en)?\\s*(\\d{1,3})?',
);
const DECLINE = word("2|no|n|pass|decline|can'?t|cannot|no puedo|paso");
const ETA = /^(?:eta|in|en)?\s*(\d{2,3})\s*(?:m|min|mins|minutes|minutos)?\s*\.?$/i;
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
  const eta = ETA.exec(words);
  if (eta) {
    const etaMinutes = toMinutes(eta[1]);
    return etaMinutes === null ? { kind: 'unknown' } : { kind: 'eta', etaMinutes };
  }
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

function toMinutes(digits: string | undefined): number | null {
  const minutes = Number(digits);
  return minutes >= 1 && minutes <= LONGEST_ETA_MINUTES ? minutes : null;
}

function toVerdict(word: string | undefined): boolean | null {
  if (word === undefined) return null;
  return /^(?:real|y|yes|s[ií])$/i.test(word);
}

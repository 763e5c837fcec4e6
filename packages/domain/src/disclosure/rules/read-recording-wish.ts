import {
  ENGLISH_FALSE_FRIENDS,
  ENGLISH_PERMISSIONS,
  ENGLISH_REFUSALS,
  ENGLISH_REFUSALS_OF_NOTICE,
} from './english-recording-words.ts';
import { toPlainWords } from './plain-words.ts';
import {
  SPANISH_FALSE_FRIENDS,
  SPANISH_PERMISSIONS,
  SPANISH_REFUSALS,
  SPANISH_REFUSALS_OF_NOTICE,
} from './spanish-recording-words.ts';

export type DisclosureLanguage = 'en' | 'es';

/** Nothing of the kind is meant without one of these. */
const ABOUT_RECORDING =
  /record|my voice|this call|this conversation|tap(?:ed?|ing)\b|consent|permission|agree|authoriz|permit|grab|permiso|consiento|autoriz|cinta|registro|constancia/;

/**
 * Does the caller refuse to be recorded, and in which language; null when they do not. In doubt yes: a transcript
 * that is missing is a smaller harm than one that was forbidden. `isNoticeFresh`: the agent has just said that the
 * call is recorded, and "turn that off" speaks of it.
 */
export function readRecordingRefusal(
  said: string,
  { isNoticeFresh = false }: { isNoticeFresh?: boolean } = {},
): DisclosureLanguage | null {
  const text = toPlainWords(said);
  if (isNoticeFresh && holds(text, ENGLISH_REFUSALS_OF_NOTICE)) return 'en';
  if (isNoticeFresh && holds(text, SPANISH_REFUSALS_OF_NOTICE)) return 'es';
  if (!ABOUT_RECORDING.test(text)) return null;
  if (holds(without(text, ENGLISH_FALSE_FRIENDS), ENGLISH_REFUSALS)) return 'en';
  return holds(without(text, SPANISH_FALSE_FRIENDS), SPANISH_REFUSALS) ? 'es' : null;
}

/** A complaint, a doubt, a condition: in doubt it is no permission. */
const NO_PERMISSION =
  /\b(?:never|nobody|no one|not|did not|didnt|do not|who|did i|if|think|why|so you|wow|nunca|nadie|si me|quien|the (?:address|number|name))\b/;

/** Does a caller who has refused allow it now. Who refuses in the same breath does not. */
export function readRecordingPermission(said: string): DisclosureLanguage | null {
  const text = toPlainWords(said);
  if (!ABOUT_RECORDING.test(text) || readRecordingRefusal(said) !== null) return null;
  if (NO_PERMISSION.test(text.replaceAll('do not mind', '')) || said.includes('?')) return null;
  if (holds(text, ENGLISH_PERMISSIONS)) return 'en';
  return holds(text, SPANISH_PERMISSIONS) ? 'es' : null;
}

const DENIALS: Readonly<Record<DisclosureLanguage, RegExp>> = {
  en: /^(?!no \| (?:that|it) is (?:ok|fine|alright)|no \| (?:go ahead|i do not mind|no problem|you can))(?:(?:no|nope|nah|no way|absolutely not|not really|no it is not|it is not|that is not ok|not ok|i would rather not|i would rather you did not|i would prefer not|rather not|please do not|do not|i do not want that|i do mind)(?: (?:thanks|thank you|please|sir|maam|ma am))?)(?= \||$)/,
  es: /^(?:(?:no gracias|no por favor|mejor no|no esta bien|no quiero|no estoy de acuerdo|prefiero que no|preferiria que no|para nada|no acepto|claro que no|no senor|no senorita))(?= \||$)/,
};

/**
 * Does the answer to "is that okay?" refuse, and in which language; a "no" by itself does, "no heat" does not. Who
 * was told and talks on about something else has not refused.
 */
export function readRecordingAnswer(said: string): DisclosureLanguage | null {
  const refusal = readRecordingRefusal(said, { isNoticeFresh: true });
  if (refusal !== null) return refusal;
  const text = toPlainWords(said).replace(/^(?:well|ok|hi|hello|hey|pues|bueno|hola|actually)(?: \|)? /, '');
  if (DENIALS.es.test(text)) return 'es';
  return DENIALS.en.test(text) ? 'en' : null;
}

function holds(text: string, patterns: readonly RegExp[]): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

function without(text: string, patterns: readonly RegExp[]): string {
  let rest = text;
  for (const pattern of patterns) rest = rest.replace(pattern, ' | ');
  return rest.replace(/\s+/g, ' ');
}

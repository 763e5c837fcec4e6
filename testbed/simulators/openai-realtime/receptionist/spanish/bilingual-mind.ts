import type { MindContext, MindItem, MindPart, MindReply } from '../../mind.ts';
import { readCalendar } from '../day-wishes.ts';
import { findExactWords } from '../exact-words.ts';
import { lines } from '../lines.ts';
import { findLanguage, type Language } from './find-language.ts';
import { glossSpanish } from './gloss-spanish.ts';
import { Phrasebook } from './phrasebook.ts';
import { spanishLines } from './spanish-lines.ts';
import { listSpeakables, type Speakable } from './spanish-speakables.ts';

const LINE_PHRASES = Object.entries(lines).map(([key, en]) => ({
  en,
  es: Object.entries(spanishLines).find(([name]) => name === key)?.[1] ?? en,
}));

/** A second window on the same day is said without its day. */
function withoutDay({ en, es }: Speakable): Speakable[] {
  const [, english] = /, (between .+)$/.exec(en) ?? [];
  const [, spanish] = /, (entre .+)$/.exec(es) ?? [];
  return english && spanish ? [{ en: english, es: spanish }] : [];
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function createPhrasebook({ conversation, instructions }: MindContext): Phrasebook {
  const timeZone = readCalendar(instructions)?.timeZone ?? 'UTC';
  const speakables = conversation.flatMap((item) => {
    const json =
      item.kind === 'result' ? item.output : item.kind === 'system' ? /\{.*\}/s.exec(item.text)?.[0] : null;
    return json ? listSpeakables(parse(json), timeZone) : [];
  });
  return new Phrasebook([...LINE_PHRASES, ...speakables, ...speakables.flatMap(withoutDay)]);
}

/** What was said, in English; what callers said keeps its own words in `originals`. */
function toEnglish(context: MindContext, phrasebook: Phrasebook, originals: Map<string, string>): MindItem[] {
  return context.conversation.map((item, index): MindItem => {
    if (item.kind === 'agent') return { ...item, text: phrasebook.toEnglish(item.text) };
    if (item.kind !== 'caller') return item;
    const isSpanishCall = findLanguage(context.conversation.slice(0, index + 1)) === 'es';
    const text = glossSpanish(item.text, isSpanishCall);
    originals.set(text.trim(), item.text.trim());
    return { ...item, text };
  });
}

// A problem goes into a tool in the caller's words; a ZIP code or a name that is all of an utterance stays as it was read.
function restoreWords(part: MindPart, originals: ReadonlyMap<string, string>): MindPart {
  if (!('call' in part)) return part;
  const given = Object.entries(part.call.arguments).map(([name, value]) => [
    name,
    typeof value === 'string' && / \S+ /.test(value) ? (originals.get(value) ?? value) : value,
  ]);
  return { call: { name: part.call.name, arguments: Object.fromEntries(given) } };
}

/**
 * Lets a mind that thinks in English talk with callers of both languages: their Spanish words reach it as their meaning,
 * its lines leave it in the language in which the caller spoke last. Words that are dictated to it stay as they are.
 */
export function respondInTheirLanguage(
  context: MindContext,
  decide: (context: MindContext, language: Language) => MindReply,
): MindReply {
  const language = findLanguage(context.conversation);
  const phrasebook = createPhrasebook(context);
  const originals = new Map<string, string>();
  const conversation = toEnglish(context, phrasebook, originals);
  const reply = decide({ ...context, conversation }, language).map((part) => restoreWords(part, originals));
  const isDictated = findExactWords(context.responseInstructions ?? '') !== null;
  if (language === 'en' || isDictated) return reply;
  return reply.map((part) => ('say' in part ? { say: phrasebook.toSpanish(part.say) } : part));
}

import type { LinePurpose, OwedLine } from './owed-line.ts';

/** Said behind a line that sends people out. */
export const STAY_OUT_LINES = {
  en: 'I can help as soon as you are outside and safe. Please hang up and call.',
  es: 'Le puedo ayudar en cuanto esté afuera y a salvo. Por favor, cuelgue y llame.',
} as const;

const NOTES: Readonly<Record<LinePurpose, (said: string) => string>> = {
  safety: (said) => `The caller is in danger. You were stopped, and they are told, word for word: ${said}`,
  card: (said) =>
    `The caller began to read out a card number. You were stopped, and they are told, word for word: ${said} Never repeat or pass on any digit of it.`,
  consent: (said) =>
    `The caller has said whether they want to be recorded, and it is done. They are told, word for word: ${said} Say nothing else about it.`,
  notice: (said) => `The caller has not heard who they are talking to. They are told, word for word: ${said}`,
  correction: (said) =>
    `You said something that no tool has told you, and were stopped. The caller is told, word for word: ${said} What you said is not so. Ask the tool that knows before you say it.`,
  news: (said) => `There is news of the technician. The caller is told, word for word: ${said}`,
};

const HOW_TO_GO_ON: Readonly<Record<LinePurpose, string>> = {
  safety: 'Go on only after it, and say nothing that weakens it.',
  card: 'Then go on with what else the caller needs.',
  consent: 'Then answer what else they said.',
  notice: 'Then answer what they said.',
  correction: 'Then go on with the call.',
  news: 'Then go on with what is still open, or ask whether there is anything else.',
};
const NOTHING_ELSE =
  'Until the caller says that they are outside, nothing else counts: ask for nothing, offer nothing, and quote no price or time. Only tell them to get out and call.';

/** What the engine is told, so that it goes on in the right spirit; nothing depends on its obeying. */
export function toLineNote({ text, purpose, mustBeOut }: OwedLine): string {
  const rest = mustBeOut ? NOTHING_ELSE : HOW_TO_GO_ON[purpose];
  return `${NOTES[purpose](`"${text}"`)} Do not repeat it. ${rest}`;
}

const REFUSAL_DETAILS = {
  'line-due':
    'The caller is being told a safety line. Nothing was done. Ask again after it if it is still needed.',
  'out-awaited':
    'The caller is in danger and has not said that they are outside. Nothing was done. Only tell them to get out and call 911; when they say that they are out, ask again.',
} as const;

/** A tool that quotes or binds is answered with it while a child is on the telephone. */
export function toMinorRefusal(): Record<string, unknown> {
  const detail =
    'The caller seems to be a child. Nothing was done. Name no price and no time, and promise no visit. See that they are safe, ask for a grown-up to come to the telephone or for the number of one, and offer to connect them with a person. Ask again once a grown-up speaks.';
  return { refusal: 'caller-is-a-minor', detail };
}

/** A tool that would have kept a card number is answered with it. */
export function toCardRefusal(): Record<string, unknown> {
  const detail = 'Card numbers are never taken or passed on. Nothing was done. Ask again without the number.';
  return { refusal: 'card-number', detail };
}

/** Tools are answered with it instead of being run. */
export function toSafetyRefusal(why: keyof typeof REFUSAL_DETAILS): Record<string, unknown> {
  return { refusal: 'safety-first', detail: REFUSAL_DETAILS[why] };
}

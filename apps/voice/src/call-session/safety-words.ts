import type { SafetyLine } from './safety-interlock.ts';

/** Said behind a line that sends people out. */
export const STAY_OUT_LINES = {
  en: 'I can help as soon as you are outside and safe. Please hang up and call.',
  es: 'Le puedo ayudar en cuanto esté afuera y a salvo. Por favor, cuelgue y llame.',
} as const;

/** What the engine is told, so that it goes on in the right spirit; nothing depends on its obeying. */
export function toSafetyNote({ text, mustBeOut }: SafetyLine): string {
  const rest = mustBeOut
    ? 'Until the caller says that they are outside, nothing else counts: ask for nothing, offer nothing, and quote no price or time. Only tell them to get out and call.'
    : 'Go on only after it, and say nothing that weakens it.';
  return `The caller is in danger. You were stopped, and they are told, word for word: "${text}" Do not repeat it. ${rest}`;
}

const REFUSAL_DETAILS = {
  'line-due':
    'The caller is being told a safety line. Nothing was done. Ask again after it if it is still needed.',
  'out-awaited':
    'The caller is in danger and has not said that they are outside. Nothing was done. Only tell them to get out and call 911; when they say that they are out, ask again.',
} as const;

/** Tools are answered with it instead of being run. */
export function toSafetyRefusal(why: keyof typeof REFUSAL_DETAILS): Record<string, unknown> {
  return { refusal: 'safety-first', detail: REFUSAL_DETAILS[why] };
}

import type { DisclosureLanguage } from './read-recording-wish.ts';

export type Notice = 'ai' | 'recording';

/** A machine must say that it is one: "virtual receptionist" or "digital helper" may be a person at a screen. */
const AI_NOTICES = [
  /\b(?:ai|a\.i|artificial intelligence)\b/iu,
  /\b(?:automated|computer|robot) (?:voice )?(?:assistant|agent|receptionist|voice)\b/iu,
  /\binteligencia artificial\b/iu,
  /\basistente (?:automátic[oa]|automatic[oa]|de ia|con ia|ia)\b/iu,
];

const RECORDING_NOTICES = [
  /\b(?:is|are|will be|gets?|may be|being)(?: \w+)? (?:recorded|transcribed)\b/iu,
  /\b(?:record|recording|transcribe|transcribing) (?:this|the|your|all|every|our)(?: \w+)? ?(?:calls?|conversation|line)\b/iu,
  /\b(?:on a|this is a) recorded line\b/iu,
  /\b(?:se (?:está grabando|esta grabando|graba|grabará|transcribe)|(?:es|será|está siendo|queda|son) (?:grabad|transcrit)[oa]s?)\b/iu,
  /\b(?:grabamos|estamos grabando|transcribimos) (?:esta|la|las|su|sus|todas las)(?: \w+)?/iu,
];

/** "This call is not recorded" and "I am no AI" take the notice back. */
const DENIALS = /\b(?:not|isn[’']t|aren[’']t|never|no|no soy(?: una?)?)\s+(?:being |an? |una? |se |es )?$/iu;

/** What law and this house want told before anything else is said, and this greeting does not tell. */
export function findMissingNotices(greeting: string): Notice[] {
  const missing: Notice[] = [];
  if (!tells(greeting, AI_NOTICES)) missing.push('ai');
  if (!tells(greeting, RECORDING_NOTICES)) missing.push('recording');
  return missing;
}

export function tellGreetingLanguage(greeting: string): DisclosureLanguage {
  const spanish = greeting.match(
    /\b(?:gracias|por|llamar|soy|esta|llamada|asistente|con|para|usted|qué|hola)\b/giu,
  );
  const english = greeting.match(/\b(?:thanks|thank|for|calling|this|call|the|you|your|what|hello|hi)\b/giu);
  return (spanish?.length ?? 0) > (english?.length ?? 0) ? 'es' : 'en';
}

/** The opening that is right for any business. */
export function toOpeningLine({
  businessName,
  language,
}: {
  businessName: string;
  language: DisclosureLanguage;
}): string {
  if (language === 'es')
    return `Gracias por llamar a ${businessName}. Soy el asistente de inteligencia artificial de ${businessName} y esta llamada se está grabando. Si alguien está en peligro, cuelgue y llame al 911. ¿Qué ocurre?`;
  const possessive = businessName.endsWith('s') ? `${businessName}'` : `${businessName}'s`;
  return `Thanks for calling ${businessName}. I'm ${possessive} AI assistant and this call is recorded. If anyone's in danger, hang up and call 911. What's going on?`;
}

export const CONSENT_QUESTIONS: Readonly<Record<DisclosureLanguage, string>> = {
  en: 'And is it okay with you that this call is recorded?',
  es: '¿Y está de acuerdo con que se grabe esta llamada?',
};

function tells(greeting: string, notices: readonly RegExp[]): boolean {
  return notices.some((notice) => {
    const found = notice.exec(greeting);
    return found !== null && !DENIALS.test(greeting.slice(0, found.index)) && !/\bnot? /iu.test(found[0]);
  });
}

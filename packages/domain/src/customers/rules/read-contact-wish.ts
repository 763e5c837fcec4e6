export type ContactWish = 'stop' | 'start' | 'help';

/** Carriers act on the English ones themselves (Twilio, Nov 2026); a whole message that is one of these words. */
const KEYWORDS: Readonly<Record<ContactWish, ReadonlySet<string>>> = {
  stop: words(
    'stop, unsubscribe, end, quit, stopall, stop all, revoke, optout, opt out, cancel, alto, pare, paren, parar, basta, cancelar, detener, baja, fin, no mas',
  ),
  start: words('start, unstop, yes, iniciar, empezar, comenzar, si, alta'),
  help: words('help, info, ayuda, informacion'),
};

const CONTACT =
  '(?:text|texts|texting|message|messages|messaging|sms|contact(?:ing)?|call(?:s|ing)?|write|writing)';
const CONTACTO =
  '(?:mensajes?|textos?|sms|mensajitos|escrib(?:a|an|as|ir|irme)|mand(?:e|en|es|ar|arme)|envi(?:e|en|es|ar|arme)|llam(?:e|en|es|ar|arme))';
/** Said in any words, which the law lets people do. */
const STOP_SENTENCES: readonly RegExp[] = [
  `(?<!\\b(?:dont|do not|never|not) (?:ever )?)\\bstop (?:the |these |those |your |all |sending |with )*(?:me )?${CONTACT}\\b`,
  `\\b(?:dont|do not|never|quit|no more)(?: (?:ever|please|you|want|wanna|need|like|any|more|to|get|receive|send|sending|me|us|the|these|your|be))* ${CONTACT}\\b(?! (?:is|was))`,
  '\\b(?:unsubscribe|opt(?:ing)? (?:me )?out)\\b',
  '\\b(?:take|remove|delete|get) (?:me|my number|this number) (?:off|from|out)\\b',
  '\\bleave me alone\\b',
  `\\b(?:deje|deja|dejen|dejar|pare|para|paren) de (?:\\w+ ){0,2}?${CONTACTO}\\b`,
  `\\bno (?:quiero|deseo|me|nos|mas|mande|manden|envie|envien|vuelvan?|a|reciba?i?r|mas|que|los|las|sus|tus|por favor| )*${CONTACTO}\\b`,
  '\\b(?:quiteme|quitenme|borreme|borrenme|saqueme|saquenme|eliminen?me|dar(?:me)? de baja|denme de baja)\\b',
].map((pattern) => new RegExp(pattern, 'u'));

/** What a text message from a customer wants of the texts themselves; null when it speaks of something else. */
export function readContactWish(text: string): ContactWish | null {
  const plain = toPlain(text);
  for (const wish of ['stop', 'start', 'help'] as const) if (KEYWORDS[wish].has(plain)) return wish;
  return STOP_SENTENCES.some((pattern) => pattern.test(plain)) ? 'stop' : null;
}

function toPlain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}'’]/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(', '));
}

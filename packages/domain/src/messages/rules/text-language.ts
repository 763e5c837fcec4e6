import type { TextLanguage } from '@afterhourfix/vocabulary';

const SPANISH =
  /\b(?:alto|pare[nr]?|parar|basta|cancelar|detener|baja|no mas|iniciar|empezar|comenzar|si|alta|ayuda|informacion|hola|gracias|por favor|cita|visita|mensajes?|quiero|necesito|cuando|tecnico|usted)\b/;

/** Small words, of which hardly a Spanish sentence is without one; English has few of them, and not in each sentence. */
const SPOKEN_SPANISH =
  /\b(?:el|la|los|las|un|una|unos|que|de|del|en|mi|se|hay|esta|estan|por|para|con|muy|pero|tengo|necesito|agua|casa|calle|gracias|si|usted)\b/;
const SHORTEST_SENTENCE_WORDS = 3;

/** The language of most of what somebody said; null when they said no whole sentence. */
export function guessSpokenLanguage(turns: readonly string[]): TextLanguage | null {
  const sentences = turns
    .map((turn) => turn.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase())
    .filter((turn) => turn.split(/\s+/).length >= SHORTEST_SENTENCE_WORDS);
  if (sentences.length === 0) return null;
  const spanish = sentences.filter((sentence) => SPOKEN_SPANISH.test(sentence));
  return spanish.length * 2 > sentences.length ? 'es' : 'en';
}

/** Spanish when a word of it tells; null when nothing does. */
export function guessTextLanguage(text: string): TextLanguage | null {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return SPANISH.test(plain) ? 'es' : null;
}

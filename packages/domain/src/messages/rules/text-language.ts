import type { TextLanguage } from '@afterhourfix/vocabulary';

const SPANISH =
  /\b(?:alto|pare[nr]?|parar|basta|cancelar|detener|baja|no mas|iniciar|empezar|comenzar|si|alta|ayuda|informacion|hola|gracias|por favor|cita|visita|mensajes?|quiero|necesito|cuando|tecnico|usted)\b/;

/** Spanish when a word of it tells; null when nothing does. */
export function guessTextLanguage(text: string): TextLanguage | null {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return SPANISH.test(plain) ? 'es' : null;
}

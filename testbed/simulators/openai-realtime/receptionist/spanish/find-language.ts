import type { MindItem } from '../../mind.ts';

export type Language = 'en' | 'es';

const SPANISH =
  /(?<!\p{L})(?:el|la|los|las|un|una|de|del|que|es|está|estamos|estoy|se|mi|mis|le|lo|por|para|con|sin|pero|sí|hay|hola|buenas|buenos|gracias|adiós|cuánto|cuesta|cuándo|dónde|qué|cómo|aquí|agua|casa|mañana|hoy|ya|muy|más|también|usted|tengo|puede|pueden|quiero|necesito|favor|bien|claro|calle|código|número|primera|segunda|noche|tarde|sale|tubería|huele|ayuda|señor|señora|tus|sus|eres|ahora|todas?|otr[oa]s?|soy|vivo|esta|ese|esa|nada|nadie|perdón|\p{L}+ci(?:ó|o)n(?:es)?)(?!\p{L})/giu;
const ENGLISH =
  /(?<!\p{L})(?:the|is|are|and|my|your|it|it's|i|i'm|you|we|this|that|there|what|when|where|how|much|can|could|please|yes|thanks|thank|hello|to|of|in|on|at|for|with|have|has|do|does|don't|not|one|works?|fine|good|great|going|come|send|someone|need|want|tomorrow|today|tonight|morning|water|house|not working|speak|english)(?!\p{L})/giu;
const WANTS_SPANISH = /\b(?:in|speak|habla[ns]?|en) (?:spanish|español)\b|\bespañol\?/i;
const WANTS_ENGLISH = /\b(?:in|speak|habla[rns]*|en) (?:english|inglés)\b/i;
/** One English word in a Spanish call ("okay", "yes please") is no change of language. */
const SURE = 3;

/** The language of one utterance; null when its words tell nothing. */
export function readLanguage(text: string): Language | null {
  if (WANTS_SPANISH.test(text)) return 'es';
  if (WANTS_ENGLISH.test(text)) return 'en';
  const spanish = (text.match(SPANISH) ?? []).length + (/[¿¡]/.test(text) ? 2 : 0);
  const english = (text.match(ENGLISH) ?? []).length;
  if (spanish > english) return 'es';
  return english >= SURE && english > spanish ? 'en' : null;
}

/** The language in which the caller spoke last. */
export function findLanguage(conversation: readonly MindItem[]): Language {
  for (const item of conversation.toReversed()) {
    const language = item.kind === 'caller' ? readLanguage(item.text) : null;
    if (language) return language;
  }
  return 'en';
}

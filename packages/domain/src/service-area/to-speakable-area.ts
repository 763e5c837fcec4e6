import { type Severity, toDisplayMoney, toSpeakablePhoneNumber } from '@afterhourfix/vocabulary';
import type { ServedArea, ServiceAreaResult, UnservedArea } from './service-area-answer.ts';

/** The same thing in both languages of the agent. */
export interface SpeakableArea {
  en: string;
  es: string;
}

const CALL_911: SpeakableArea = {
  en: 'If anyone is in danger, hang up and call 911.',
  es: 'Si alguien está en peligro, cuelgue y llame al 911.',
};
const NOT_THERE: SpeakableArea = {
  en: "I'm sorry, we don't come to that area.",
  es: 'Lo siento, no llegamos a esa zona.',
};
const ONLY_WHEN_WORSE: SpeakableArea = {
  en: "I'm sorry, that far out we only come for more urgent trouble.",
  es: 'Lo siento, tan lejos solo vamos por problemas más urgentes.',
};
const POST_BOX: SpeakableArea = {
  en: 'That ZIP code is for post office boxes. What is the street address of the house, and which city is it in?',
  es: 'Ese código postal es de apartados postales. ¿Cuál es la dirección de la casa, y en qué ciudad está?',
};
const BORDER: SpeakableArea = {
  en: 'We come to a part of that ZIP code. What is the street address?',
  es: 'Llegamos a una parte de ese código postal. ¿Cuál es la dirección?',
};
const UNKNOWN_ZIP: SpeakableArea = {
  en: "I can't find that ZIP code. Could you say it digit by digit, and tell me the city?",
  es: 'No encuentro ese código postal. ¿Me lo dice dígito por dígito, y en qué ciudad está?',
};
const CANADIAN: SpeakableArea = {
  en: "That's a Canadian postal code, and we only come to addresses in the United States.",
  es: 'Ese es un código postal de Canadá, y solo llegamos a direcciones en los Estados Unidos.',
};
const NO_ZIP: SpeakableArea = {
  en: 'I need the five digits of the ZIP code. Could you say them one by one?',
  es: 'Necesito los cinco dígitos del código postal. ¿Me los dice uno por uno?',
};

/** What the agent may say of an area. `severity`: what the call is, when that is known. */
export function toSpeakableArea(area: ServiceAreaResult, severity: Severity | null = null): SpeakableArea {
  switch (area.zone) {
    case 'core':
    case 'edge':
      return tellServed(area);
    case 'referral':
    case 'outside':
      return severity === 'life_safety' ? join(CALL_911, tellUnserved(area)) : tellUnserved(area);
    case 'needs-street':
      return area.reason === 'post-box' ? POST_BOX : BORDER;
    case 'unknown-zip':
      return UNKNOWN_ZIP;
    case 'not-a-us-zip':
      return CANADIAN;
    case 'invalid-zip':
      return NO_ZIP;
  }
}

function tellServed({ zip, feeCents, minSeverity, isApproximate }: ServedArea): SpeakableArea {
  const digits = [...zip].join(' ');
  const sentences: SpeakableArea[] = [{ en: `Yes, we come to ${digits}.`, es: `Sí, llegamos al ${digits}.` }];
  if (isApproximate)
    sentences[0] = {
      en: `As far as I can see we come to that part of ${digits}.`,
      es: `Por lo que veo, llegamos a esa parte del ${digits}.`,
    };
  if (minSeverity)
    sentences.push({
      en: 'That far out it has to be urgent, so tell me what is going on.',
      es: 'Tan lejos tiene que ser urgente, así que cuénteme qué pasa.',
    });
  if (feeCents > 0) {
    const fee = toDisplayMoney(feeCents);
    sentences.push({
      en: `It is at the edge of our area, which adds an outer-area fee of ${fee}.`,
      es: `Está en el borde de nuestra zona, y eso agrega una tarifa de zona lejana de ${fee}.`,
    });
  }
  return join(...sentences);
}

function tellUnserved(area: UnservedArea): SpeakableArea {
  const why = area.minSeverity ? ONLY_WHEN_WORSE : NOT_THERE;
  if (area.zone === 'outside') return why;
  const { name, phone } = area.referral;
  const number = phone && toSpeakablePhoneNumber(phone);
  const there = number
    ? { en: ` Their number is ${number}.`, es: ` Su número es ${number}.` }
    : { en: '', es: '' };
  return join(why, { en: `${name} does.${there.en}`, es: `${name} sí llega.${there.es}` });
}

function join(...sentences: readonly SpeakableArea[]): SpeakableArea {
  return {
    en: sentences.map(({ en }) => en).join(' '),
    es: sentences.map(({ es }) => es).join(' '),
  };
}

import { toPlain } from '../tokens.ts';
import { type ReadGroup, readDigits } from './card-digits.ts';
import { countDigits, isPhone } from './card-shapes.ts';
import { findTails } from './card-tail.ts';

/** One utterance among those in which a card may be read. */
export interface CardUtterance {
  groups: readonly ReadGroup[];
  /** Of each row, those of telephone numbers left out. */
  digitCounts: readonly number[];
  /** Nothing but digits and what people say while they read them. */
  isNothingElse: boolean;
  /** It asks for or names what else has digits: a ZIP, a house, a gate. */
  isOfElse: boolean;
  namesCard: boolean;
  /** A card's date or code is said. */
  hasTail: boolean;
}

const PAID =
  /\b(?:pay|payment|paying|pago|pagar|expires?|expiration|expiry|exp|vence|vencimiento|caduca|expira)\b/;
const CARD = /\b(?:cards?|visa|mastercard|amex|american express|tarjetas?)\b/;
const ELSE =
  /\b(?:zip|postal|address|street|avenue|road|drive|house|apartment|unit|suite|gate|door|lockbox|alarm|phone number|telephone number|best number|call ?back|call you|reach you|years?|old|model|serial|order|invoice|account|reference|confirmation|ticket|dollars?|cents|price|fee|direccion|calle|avenida|casa|apartamento|puerta|porton|numero de telefono|llamar|llamarle|anos?|modelo|serie|orden|factura|cuenta|dolares|precio)\b/;

export function readCardUtterance(text: string): CardUtterance {
  const plain = toPlain(text);
  const { rows, otherWords } = readDigits(text);
  const namesCard = CARD.test(plain);
  // Ten digits in one breath may be the beginning of a card too.
  const readRows = rows.filter(({ groups }) => groups.length === 1 || !isPhone(groups));
  return {
    groups: readRows.flatMap(({ groups }) => groups),
    digitCounts: rows.filter(({ groups }) => !isPhone(groups)).map(({ groups }) => countDigits(groups)),
    isNothingElse: otherWords === 0,
    isOfElse: !namesCard && !PAID.test(plain) && ELSE.test(plain),
    namesCard,
    hasTail: findTails(plain).length > 0,
  };
}

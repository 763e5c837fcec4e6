import type { TextSpan } from './finding.ts';

/** What stands before a card's date and its code. */
const TAIL =
  /\b(?:cvv2?|cvc2?|csc|c v v|c v c|security code|three digits|four digits|code|on the back|expires?|expiration|expiry|expiring|exp|(?:valid|good) (?:thru|through|until|to)|codigo|vence|vencimiento|caduca|caducidad|expira|expiracion|valida hasta|al reverso|atras)\b/g;
const REACH = 50;

/** Where the digits of a card's date and code are said. */
export function findTailEnds(plain: string): TextSpan[] {
  return Array.from(plain.matchAll(TAIL), ({ index, 0: found }) => ({
    start: index,
    end: index + found.length + REACH,
  }));
}

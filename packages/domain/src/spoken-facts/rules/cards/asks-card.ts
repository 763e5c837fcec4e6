/** Asked for, in English or Spanish, and not of a door: "the security code of the gate" is nobody's card. */
const ASKS: readonly RegExp[] = [
  /\b(?:what(?:'s| is| are)|give me|tell me|read (?:me|out)|(?:can|may|could) i (?:get|have)|(?:i'll|i will|i) need|confirm|repeat|have)\b[^.?!]{0,40}\b(?:card(?:'s)? (?:number|numbers|digits|details)|security code|cvv|cvc|expir(?:y|ation) date|digits (?:on|of) (?:the|your) card|(?:number|code) (?:on|of) (?:the|your|that) card|last four of (?:the|your) card)\b(?! (?:for|of|to|at|on) (?:the|your) (?:gate|door|building|alarm|garage|lockbox|house|panel))/,
  /(?:\bcual es|\bcuales son|\bdigame|\bdeme|\bleame|\bnecesito|\bme da|\brepita|\bconfirme)\b[^.?!]{0,40}\b(?:numeros? de (?:su |la )?tarjeta|codigo de seguridad|cvv|cvc|fecha de (?:vencimiento|expiracion)|digitos de (?:su|la) tarjeta)\b(?! (?:de|del|para) (?:el |la |su )?(?:puerta|porton|edificio|alarma|garaje|casa))/,
];
const REFUSES =
  /\b(?:don't|do not|never|can't|cannot|won't|not|no need|without|nunca|no (?:me|puedo|lo|la|necesito|hace))\b/;
const SENTENCE = /[^.?!]+(?:[.?!]+|$)/g;
const IS_WHOLE = /[.?!]\s*$/;

/** Whether an agent asks for what stands on a card, which nobody may say here; half a sentence may yet be of a door. */
export function asksForCard(said: string, { isFinal }: { isFinal: boolean }): boolean {
  const plain = said.toLowerCase().replaceAll('’', "'").normalize('NFD').replace(/\p{M}/gu, '');
  const sentences = (plain.match(SENTENCE) ?? []).filter((one) => isFinal || IS_WHOLE.test(one));
  return sentences.some((one) => !REFUSES.test(one) && ASKS.some((pattern) => pattern.test(one)));
}

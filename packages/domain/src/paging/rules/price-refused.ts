/** Said behind a price, these are a no to it; a bare "no" may answer anything, so it counts alone only. */
const REFUSALS = [
  /^(?:no|nope|no thanks?|no thank you|no gracias)$/,
  /\btoo (?:much|expensive|high|pricey|steep)\b/,
  /\b(?:can ?not|can't|won't|not going to) (?:afford|pay)\b/,
  /\b(?:no thanks?|no thank you|forget it|never ?mind|not interested)\b/,
  /\b(?:somebody|someone|anybody) (?:else|cheaper)\b/,
  /\b(?:call|shop) around\b/,
  /\b(?:muy caro|demasiado|no gracias|no puedo pagar|dejelo|olvidelo|no me interesa)\b/,
];

/** Whether somebody who was told a price has said no to it. */
export function isPriceRefused(said: readonly string[]): boolean {
  return said.some((text) => {
    const words = text
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .replaceAll(/[^\p{L}' ]/gu, ' ')
      .replaceAll(/ +/g, ' ')
      .trim();
    return REFUSALS.some((refusal) => refusal.test(words));
  });
}

const APART: readonly (readonly [RegExp, string])[] = [
  [/[’`´]/g, "'"],
  [/\bcan'?t\b|\bcannot\b/g, 'can not'],
  [/\bwon'?t\b/g, 'will not'],
  [/n't\b/g, ' not'],
  [/\b(do|does|did|is|are|would|could|should|was|were|have)nt\b/g, '$1 not'],
  [/\b(i)'?m\b/g, '$1 am'],
  [/'re\b/g, ' are'],
  [/'ll\b/g, ' will'],
  [/'d\b/g, ' would'],
  [/'ve\b/g, ' have'],
  [/'s\b/g, ' is'],
  [/\bwanna\b/g, 'want to'],
  [/\bgonna\b/g, 'going to'],
  [/\bokay\b|\bo\.k\.(?=\W|$)/g, 'ok'],
];

/**
 * Lower case, without accents, contractions apart, single spaces, and a bar wherever there was a mark: a pattern of
 * words does not reach over it.
 */
export function toPlainWords(said: string): string {
  let text = said.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  for (const [spelling, words] of APART) text = text.replace(spelling, words);
  return text
    .replace(/[^\p{L}\p{N}\s]+/gu, ' | ')
    .replace(/\b(?:uh|um|uhm|er|eh|este)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

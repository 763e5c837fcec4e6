/** What a model is handed of an article at most: it is read aloud, not studied. */
export const MAX_QUOTED_CHARACTERS = 1_200;

/** Sentences that talk to the model instead of telling it something. */
const INSTRUCTION_LIKE: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instruction|prompt|rule|above|previous|everything|system)/iu,
  /\b(?:ignor[ae]|olvid[ae]|descart[ae])\b.{0,40}\b(?:instruccion|regla|anterior|indicacion)/iu,
  /\b(?:system|developer) (?:prompt|message|instruction)|^\s*(?:system|assistant|user|developer)\s*:/iu,
  /\byou (?:are now|must now|must always|will now|should now|have to (?:say|tell|give))\b|\bact as\b|\bpretend (?:to be|you)\b/iu,
  /\b(?:ahora eres|actúa como|finge (?:ser|que))\b/iu,
  /\b(?:call|use|run|invoke) (?:the )?(?:tool|function)\b|\b(?:book_slot|get_pricing|transfer_call|end_call|lookup_customer)\b/iu,
  /\b(?:reveal|print|repeat|read out)\b.{0,30}\b(?:prompt|instructions|system)/iu,
  /\b(?:ai|assistant|agent|bot|model)\b.{0,20}\b(?:must|should|shall) (?:always |never )?(?:say|tell|offer|promise|give|ignore|claim)/iu,
];

/**
 * An article as the model may read it: one plain paragraph, never longer than `MAX_QUOTED_CHARACTERS`, around the words
 * that were asked for. What reads like an instruction is put between quotation marks and named as text of the article.
 */
export function quoteArticle(body: string, askedWords: readonly string[]): string {
  const sentences = toSentences(body);
  const first = sentences.findIndex((sentence) => isAbout(sentence, askedWords));
  const from = fitsWhole(sentences) ? 0 : Math.max(0, first - 1);
  const kept: string[] = [];
  let length = 0;
  for (const sentence of sentences.slice(from)) {
    const told = isInstructionLike(sentence) ? `The article has the words "${sentence}".` : sentence;
    if (length + told.length + 1 > MAX_QUOTED_CHARACTERS) break;
    kept.push(told);
    length += told.length + 1;
  }
  return kept.join(' ');
}

export function isInstructionLike(text: string): boolean {
  return INSTRUCTION_LIKE.some((pattern) => pattern.test(text));
}

const fitsWhole = (sentences: readonly string[]): boolean =>
  sentences.join(' ').length <= MAX_QUOTED_CHARACTERS;

function isAbout(sentence: string, words: readonly string[]): boolean {
  const lower = sentence.toLowerCase();
  return words.some((word) => word.length > 2 && lower.includes(word.toLowerCase()));
}

/** Without the marks by which models tell their own turns from text: tags, fences, role tokens. */
function toSentences(body: string): string[] {
  const plain = body
    .replaceAll(/<\|?[^<>]{0,60}\|?>|`{3,}|\[\/?INST\]/giu, ' ')
    .replaceAll(/["“”]/gu, "'")
    .replaceAll(/\p{Cc}+/gu, '\n');
  return plain
    .split(/(?<=[.!?…])\s+|\n+/u)
    .map((sentence) =>
      sentence
        .replaceAll(/\s+/gu, ' ')
        .trim()
        .slice(0, MAX_QUOTED_CHARACTERS / 2),
    )
    .filter((sentence) => sentence !== '');
}

/** That a word of the question stands in an article. */
export interface WordMatch {
  articleId: string;
  /** Which word of the question. */
  word: number;
  isInTitle: boolean;
  /** The word itself is nowhere; one that is spelt much like it is. */
  isGuess: boolean;
}

export interface RankingInput {
  /** Words of the question that carry meaning. */
  words: readonly number[];
  /** Articles of the business. */
  articleCount: number;
  matches: readonly WordMatch[];
}

/** A guess may be another word altogether. */
const GUESS_WEIGHT = 0.6;
const TITLE_BONUS = 0.5;
/** Share of the question's weight that an article must answer, or it is not what was asked. */
const MIN_SHARE = 0.25;
/** What is worth less than this beside the best is beside the point. */
const MIN_OF_BEST = 0.5;

/**
 * Articles that answer a question, best first; none when no article does. Each word weighs the more the fewer articles
 * have it, and a word that none has weighs most: who asks about swimming pools is not answered by an article on hot
 * water for the sake of "hot".
 */
export function rankArticles({ words, articleCount, matches }: RankingInput): string[] {
  const weightOf = (word: number) => {
    const articles = new Set(
      matches.filter((match) => match.word === word).map(({ articleId }) => articleId),
    );
    return Math.log(1 + articleCount / (1 + articles.size));
  };
  const weights = new Map(words.map((word) => [word, weightOf(word)]));
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return [];
  const scores = new Map<string, { share: number; score: number }>();
  for (const { articleId, word, isInTitle, isGuess } of matches) {
    const share = ((weights.get(word) ?? 0) * (isGuess ? GUESS_WEIGHT : 1)) / total;
    const before = scores.get(articleId) ?? { share: 0, score: 0 };
    const score = before.score + share * (isInTitle ? 1 + TITLE_BONUS : 1);
    scores.set(articleId, { share: before.share + share, score });
  }
  const answering = [...scores].filter(([, { share }]) => share >= MIN_SHARE);
  const best = Math.max(0, ...answering.map(([, { score }]) => score));
  return answering
    .filter(([, { score }]) => score >= best * MIN_OF_BEST)
    .toSorted(([oneId, one], [otherId, other]) => other.score - one.score || (oneId < otherId ? -1 : 1))
    .map(([articleId]) => articleId);
}

import type { Transaction } from '@afterhourfix/database';
import type { BusinessId } from '@afterhourfix/vocabulary';
import { sql } from 'drizzle-orm';
import type { WordMatch } from './rules/rank-articles.ts';

/** Shorter words have too few trigrams to be told apart. */
const MIN_GUESS_LENGTH = 5;
const MIN_SIMILARITY = 0.4;

export interface QuestionMatches {
  /** Words of the question that are no stop word in either language, by their place. */
  words: number[];
  articleCount: number;
  matches: WordMatch[];
}

/**
 * Where the words of a question stand in the business's articles. Words are cut to their stems by the rules of English
 * and Spanish, for articles may be in either; a word that no article has is taken for the most similar one that stands
 * in them, if there is one (pg_trgm): recognisers and callers misspell.
 */
export async function findMatches(
  tx: Transaction,
  { businessId, words }: { businessId: BusinessId; words: readonly string[] },
): Promise<QuestionMatches> {
  const { rows } = await tx.execute<MatchRow>(sql`
    with asked as (
      select (place - 1)::int as word, text,
        ts_lexize('english_stem', text) as english, ts_lexize('spanish_stem', text) as spanish
      from unnest(${sql.param([...words])}::text[]) with ordinality as given (text, place)
    ), meant as (
      select word, text, english || spanish as stems from asked
      where cardinality(english) > 0 and cardinality(spanish) > 0
    ), articles as materialized (
      select id, search from knowledge_articles where business_id = ${businessId}
    ), lexicon as materialized (
      select distinct entry.lexeme from articles cross join lateral unnest(search) as entry
    ), unknown as (
      select word, text, stems from meant
      where length(text) >= ${MIN_GUESS_LENGTH}
        and not exists (select from lexicon where lexeme = any (stems))
    ), terms as (
      select word, unnest(stems) as lexeme, false as is_guess from meant
      union
      select word, nearest.lexeme, true from unknown cross join lateral (
        select lexeme, greatest(similarity(lexeme, stems[1]), similarity(lexeme, text)) as likeness from lexicon
        where length(lexeme) >= ${MIN_GUESS_LENGTH - 1}
        order by likeness desc, lexeme limit 1
      ) as nearest
      where nearest.likeness >= ${MIN_SIMILARITY}
    ), found as (
      select terms.word, articles.id, bool_or('A' = any (entry.weights)) as is_in_title,
        bool_and(terms.is_guess) as is_guess
      from articles cross join lateral unnest(search) as entry join terms on terms.lexeme = entry.lexeme
      group by terms.word, articles.id
    )
    select meant.word, (select count(*)::int from articles) as "articleCount", found.id as "articleId",
      found.is_in_title as "isInTitle", found.is_guess as "isGuess"
    from meant left join found on found.word = meant.word`);
  return toMatches(rows);
}

type MatchRow = {
  word: number;
  articleCount: number;
  /** Null of a word that stands nowhere. */
  articleId: string | null;
  isInTitle: boolean | null;
  isGuess: boolean | null;
};

function toMatches(rows: readonly MatchRow[]): QuestionMatches {
  const matches = rows.flatMap(({ articleId, word, isInTitle, isGuess }) =>
    articleId === null ? [] : [{ articleId, word, isInTitle: isInTitle === true, isGuess: isGuess === true }],
  );
  return {
    words: [...new Set(rows.map(({ word }) => word))],
    articleCount: rows[0]?.articleCount ?? 0,
    matches,
  };
}

import { SpokenSentence } from './src/spoken-facts/rules/spoken-sentence.ts';
import { LEDGERS_OF_CORPUS } from './src/spoken-facts/corpus/ledgers-of-corpus.ts';
const [, , lang, name = 'empty', ...texts] = process.argv;
for (const text of texts) {
  const s = new SpokenSentence(lang as 'en');
  const ledger = LEDGERS_OF_CORPUS.get(name);
  if (!ledger) throw new Error(name);
  for (const w of text.match(/\S+\s*/g) ?? []) for (const j of s.push(w, ledger)) console.log(s.text, '|', j.verdict, j.finding);
  for (const j of s.end(ledger)) console.log(s.text, '|', j.verdict, j.finding);
}

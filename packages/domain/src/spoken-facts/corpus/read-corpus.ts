import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { SpokenLanguage } from '../rules/finding.ts';
import type { SpokenFactsLedger } from '../rules/ledger.ts';
import { LEDGERS_OF_CORPUS } from './ledgers-of-corpus.ts';

export interface LabelledSentence {
  isTrue: boolean;
  ledgerName: string;
  ledger: SpokenFactsLedger;
  said: string;
  language: SpokenLanguage;
}

const Line = z.tuple([z.enum(['true', 'false']), z.string(), z.string().min(1)]);

/** A part of the corpus: '' for what the patterns were made with; the others were written after them. */
export function readCorpus(part: '' | '-held-out' | '-unseen'): LabelledSentence[] {
  return [...readFile(`english${part}.txt`, 'en'), ...readFile(`spanish${part}.txt`, 'es')];
}

function readFile(name: string, language: SpokenLanguage): LabelledSentence[] {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => readLine(line, language));
}

function readLine(line: string, language: SpokenLanguage): LabelledSentence {
  const [truth, ledgerName, said] = Line.parse(line.split(' | '));
  const ledger = LEDGERS_OF_CORPUS.get(ledgerName);
  if (!ledger) throw new TypeError(`no ledger is called ${ledgerName}: ${line}`);
  return { isTrue: truth === 'true', ledgerName, ledger, said, language };
}

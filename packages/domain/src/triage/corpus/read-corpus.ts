import { readFileSync } from 'node:fs';
import { Severity, Trade } from '@afterhourfix/vocabulary';
import type { TriageLanguage } from '../rules/triage-rule.ts';

export interface LabelledUtterance {
  severity: Severity;
  /** Must be among those of the verdict; empty where the words tell none. */
  trades: Trade[];
  instructionId: string | null;
  kind: string;
  said: string;
  language: TriageLanguage;
}

/** A part of the corpus, by its name without language: '' for what the rules were tuned on, '-held-out', '-unseen'. */
export function readCorpus(part: '' | '-held-out' | '-unseen'): LabelledUtterance[] {
  return [...readFile(`english${part}.txt`, 'en'), ...readFile(`spanish${part}.txt`, 'es')];
}

function readFile(name: string, language: TriageLanguage): LabelledUtterance[] {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => readLine(line, language));
}

function readLine(line: string, language: TriageLanguage): LabelledUtterance {
  const [severity, trades = '', instructionId = '-', kind = '', said = ''] = line.split(' | ');
  return {
    severity: Severity.parse(severity),
    trades: trades === '-' ? [] : trades.split(',').map((trade) => Trade.parse(trade)),
    instructionId: instructionId === '-' ? null : instructionId,
    kind,
    said,
    language,
  };
}

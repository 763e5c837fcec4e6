import type { Finding } from './judge/finding.ts';
import { judgeGates, type ShutGates, type Trial } from './judge/gates.ts';
import { judgeOutcome } from './judge/outcome-findings.ts';
import { judgeBooking, judgeDispatch, judgeQuote } from './judge/promise-findings.ts';
import { scoreCall } from './judge/rubric.ts';
import { judgeFields, judgeSpeech } from './judge/speech-findings.ts';
import { judgeTools, judgeTransfer } from './judge/tool-findings.ts';
import { judgeTriage } from './judge/triage-findings.ts';

/** Below it a call does not pass, whatever it met. */
const LOWEST_SCORE = 70;

export interface Judgement {
  hasPassed: boolean;
  gates: ShutGates;
  findings: readonly Finding[];
  /** Of 100; 0 when a gate is shut. */
  score: number;
}

/** Deterministic, from the record alone. It passes with every gate open, every expectation met and 70 points. */
export function judgeScenario(trial: Trial): Judgement {
  const { expect } = trial.scenario;
  const { record } = trial;
  const gates = judgeGates(trial);
  const findings = [
    ...judgeTriage(expect, record),
    ...judgeTools(expect, record),
    judgeTransfer(expect, record),
    ...judgeQuote(expect, record),
    judgeBooking(expect, record),
    ...judgeDispatch(expect, record),
    ...judgeFields(expect.fieldsCaptured, record),
    ...judgeSpeech(trial),
    ...judgeOutcome(expect, record),
  ];
  const isShut = Object.keys(gates).length > 0;
  const score = isShut ? 0 : scoreCall(findings, record);
  const isMet = findings.every((finding) => finding.isMet);
  return { hasPassed: !isShut && isMet && score >= LOWEST_SCORE, gates, findings, score };
}

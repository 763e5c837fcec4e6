export { BusinessTriageRule, compileBusinessRules } from './business-triage-rule.ts';
export { type ReadRules, readBusinessRules } from './read-business-rules.ts';
export {
  type CompiledRules,
  compileRules,
  type RuleBook,
  type RuleExtension,
} from './rules/compile-rules.ts';
export type { DowngradeId } from './rules/downgrade-hit.ts';
export { type NextQuestion, nextQuestion } from './rules/next-question.ts';
export {
  type NormalisedUtterance,
  normaliseUtterance,
  type SpokenWord,
} from './rules/normalise-utterance.ts';
export { QUESTIONS, type QuestionId } from './rules/questions.ts';
export { BUILT_IN_RULES, JOB_TYPES, RULE_BOOK } from './rules/rule-book.ts';
export {
  INSTRUCTION_IDS,
  type InstructionId,
  isEmergencyLine,
  moreUrgentLine,
  SAFETY_LINES,
} from './rules/safety-lines.ts';
export type { TriageLanguage, TriageRule } from './rules/triage-rule.ts';
export { createCallTriage, type TriageContext, triageUtterances } from './rules/triage-utterances.ts';
export {
  type ModelVerdict,
  type TriageEvidence,
  type TriageVerdict,
  worseOf,
  worseSeverity,
} from './rules/triage-verdict.ts';
export { NO_WEATHER_SOURCE, type WeatherReport, type WeatherSource } from './weather-source.ts';

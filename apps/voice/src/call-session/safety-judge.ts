import {
  BUILT_IN_RULES,
  type CompiledRules,
  createCallTriage,
  type EarlierVerdict,
  type InstructionId,
  type ModelVerdict,
  moreUrgentLine,
  SAFETY_LINES,
  type TriageContext,
  type TriageLanguage,
  type TriageVerdict,
  worseOf,
  worseSeverity,
} from '@afterhourfix/domain';
import type { Trade } from '@afterhourfix/vocabulary';
import type { AskedQuestion } from './asked-questions.ts';
import type { OwedLine } from './owed-line.ts';

/** What is known of the danger that a caller is in. */
export interface SafetyJudgement {
  /** Of rules and model together. */
  verdict: TriageVerdict;
  /** The approved line that is due; null when none is. */
  line: OwedLine | null;
  /** Rules whose hits count. */
  ruleIds: readonly string[];
  /** Whether the model's word changed anything. */
  by: 'rules' | 'rules-and-model';
}

/** One per call. Whatever one of the two says can only make it worse. */
export interface SafetyJudge {
  /** `utterances`: all that the caller has said, oldest first. */
  heard(utterances: readonly string[], asked?: readonly AskedQuestion[]): SafetyJudgement;
  modelJudged(said: ModelVerdict): SafetyJudgement;
  /** A verdict of an earlier part of the call, whose words do not tell it any more. */
  recall(earlier: EarlierVerdict): void;
  /** Degrees Fahrenheit; what is judged from now on takes it into account. */
  weatherKnown(outdoorTemperatureF: number): void;
}

/** For gas, carbon monoxide and fire nobody is kept on the phone. */
export const OUT_FIRST: ReadonlySet<InstructionId> = new Set([
  'SAFE_GAS',
  'SAFE_CO',
  'SAFE_ELEC_FIRE',
  'SAFE_GET_OUT',
]);

/** Keyed into a call, these say all there is to say. */
const EMERGENCY_NUMBERS: ReadonlySet<string> = new Set(['911', '112']);

/** What is said when the model tells of danger to life, and not of which. "Call 911 now" is never wrong. */
const LINE_OF_TRADE: Readonly<Record<Trade, InstructionId>> = {
  plumbing: 'SAFE_GAS',
  hvac: 'SAFE_CO',
  electrical: 'SAFE_ELEC_FIRE',
  water_damage: 'SAFE_FLOOD',
  roofing: 'SAFE_CEILING',
  locksmith: 'SAFE_ILLNESS',
  garage_door: 'SAFE_ILLNESS',
  appliance: 'SAFE_ELEC_FIRE',
};

export function createSafetyJudge(
  parts: { language?: TriageLanguage; rules?: CompiledRules } = {},
): SafetyJudge {
  const { language, rules = BUILT_IN_RULES } = parts;
  const triage = createCallTriage(rules);
  let context: TriageContext = language === undefined ? {} : { language };
  let ofRules = triage([], context);
  let ofModel: ModelVerdict | null = null;
  let earlier: EarlierVerdict | null = null;
  return {
    heard(utterances, asked = []) {
      ofRules = triage(utterances, { ...context, asked, knownFlags: earlier?.flags ?? [] });
      return judge({ ofRules, ofModel, earlier });
    },
    modelJudged(said) {
      const known = judge({ ofRules, ofModel, earlier }).verdict;
      const named = { ...said, instructionId: said.instructionId ?? findLine(known, said) };
      ofModel = ofModel === null ? named : takeWorse(ofModel, named);
      return judge({ ofRules, ofModel, earlier });
    },
    recall(verdict) {
      earlier = verdict;
    },
    weatherKnown(outdoorTemperatureF) {
      context = { ...context, outdoorTemperatureF };
    },
  };
}

export function toKeypadLine(digits: string, language: OwedLine['language']): OwedLine | null {
  if (!EMERGENCY_NUMBERS.has(digits)) return null;
  return toSafetyLine('SAFE_ILLNESS', { language, ruleIds: [`keypad.${digits}`] });
}

interface Judges {
  ofRules: TriageVerdict;
  ofModel: ModelVerdict | null;
  earlier: EarlierVerdict | null;
}

function judge({ ofRules, ofModel, earlier }: Judges): SafetyJudgement {
  const known = earlier === null ? ofRules : worseOf(ofRules, earlier);
  const verdict = ofModel === null ? known : worseOf(known, ofModel);
  const counted = ofRules.evidence.filter(({ downgradedBy }) => downgradedBy === null);
  const ruleIds = [...new Set([...(earlier?.ruleIds ?? []), ...counted.map(({ ruleId }) => ruleId)])];
  const { instructionId: id, language } = verdict;
  const wasOfModel = earlier?.by === 'rules-and-model';
  const isOfModel = id !== (wasOfModel ? ofRules : known).instructionId;
  const line =
    id === null ? null : toSafetyLine(id, { language, ruleIds: isOfModel ? ['model.triage'] : ruleIds });
  const by = wasOfModel || !isSameVerdict(verdict, known) ? 'rules-and-model' : 'rules';
  return { verdict, line, ruleIds, by };
}

/** Of its trades the model's last word counts; of the danger its worst. */
function takeWorse(before: ModelVerdict, said: ModelVerdict): ModelVerdict {
  const isVulnerable = before.isVulnerable === true || said.isVulnerable === true;
  const instructionId = moreUrgentLine(before.instructionId ?? null, said.instructionId ?? null);
  return { ...said, severity: worseSeverity(before.severity, said.severity), isVulnerable, instructionId };
}

/** Danger to life that is new, told without a line. */
function findLine(known: TriageVerdict, { severity, trades }: ModelVerdict): InstructionId | null {
  if (severity !== 'life_safety') return null;
  if (known.severity === 'life_safety' && known.instructionId !== null) return null;
  if (trades.includes('plumbing') && trades.includes('electrical')) return 'SAFE_WATER_ELEC';
  return trades
    .map((trade): InstructionId | null => LINE_OF_TRADE[trade])
    .reduce(moreUrgentLine, trades.length === 0 ? 'SAFE_ILLNESS' : null);
}

const FIELDS = ['severity', 'trades', 'jobTypes', 'isVulnerable', 'flags', 'instructionId'] as const;

/** Evidence and language aside. */
export function isSameVerdict(one: TriageVerdict, other: TriageVerdict): boolean {
  return FIELDS.every((field) => String(one[field]) === String(other[field]));
}

export function toSafetyLine(
  id: InstructionId,
  { language, ruleIds }: Pick<OwedLine, 'language' | 'ruleIds'>,
): OwedLine {
  const text = SAFETY_LINES[id][language];
  return { id, purpose: 'safety', language, text, ruleIds, mustBeOut: OUT_FIRST.has(id) };
}

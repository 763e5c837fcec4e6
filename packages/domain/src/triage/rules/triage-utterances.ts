import type { CompiledRules } from './compile-rules.ts';
import type { DowngradeId } from './downgrade-hit.ts';
import { findHits, type Hit } from './find-hits.ts';
import { type NormalisedUtterance, normaliseUtterance } from './normalise-utterance.ts';
import { QUESTIONS, type QuestionId, type TriageQuestion } from './questions.ts';
import { readYesOrNo } from './read-yes-or-no.ts';
import { BUILT_IN_RULES } from './rule-book.ts';
import { moreUrgentLine } from './safety-lines.ts';
import {
  COLD_INDOORS_BELOW_F,
  COLD_OUTDOORS_AT_MOST_F,
  HOT_INDOORS_AT_LEAST_F,
  HOT_OUTDOORS_AT_LEAST_F,
} from './spoken-circumstances.ts';
import { type Consequence, type TriageLanguage, toConsequence } from './triage-rule.ts';
import { isWorse, type TriageVerdict, union, worseSeverity } from './triage-verdict.ts';

export interface TriageContext {
  /** Spoken until the caller's words tell another; English when absent. */
  language?: TriageLanguage;
  outdoorTemperatureF?: number;
  indoorTemperatureF?: number;
  /** Known before the call, as from an earlier visit. */
  isVulnerable?: boolean;
  /** Facts of an earlier part of the call whose words are not kept. */
  knownFlags?: readonly string[];
  /** Questions of ours, each with the place of the utterance that answered. */
  asked?: readonly { questionId: QuestionId; utteranceIndex: number }[];
}

/**
 * Judges what the caller has said so far, oldest first. Hazards only ever add up: the worst counts, and no later word
 * takes it back. Of facts the last clear word counts. Pure, and under a millisecond for a usual call.
 */
export function triageUtterances(
  utterances: readonly string[],
  context: TriageContext = {},
  rules: CompiledRules = BUILT_IN_RULES,
): TriageVerdict {
  return judge(
    utterances.map((said) => readUtterance(said, rules)),
    context,
    rules,
  );
}

/** A caller's utterances grow by one or change at the end; what was read of the earlier ones is kept for this call. */
export function createCallTriage(
  rules: CompiledRules = BUILT_IN_RULES,
): (utterances: readonly string[], context?: TriageContext) => TriageVerdict {
  let known = new Map<string, ReadUtterance>();
  return (utterances, context = {}) => {
    const read = utterances.map((said) => known.get(said) ?? readUtterance(said, rules));
    known = new Map(read.map((utterance) => [utterance.said, utterance]));
    return judge(read, context, rules);
  };
}

interface ReadUtterance {
  said: string;
  normalised: NormalisedUtterance;
  hits: readonly Hit[];
}

function readUtterance(said: string, rules: CompiledRules): ReadUtterance {
  const normalised = normaliseUtterance(said);
  return { said, normalised, hits: findHits(normalised, rules) };
}

function judge(read: readonly ReadUtterance[], context: TriageContext, rules: CompiledRules): TriageVerdict {
  const normalised = read.map((utterance) => utterance.normalised);
  const said = read.flatMap(({ hits }, utteranceIndex) => hits.map((hit) => ({ ...hit, utteranceIndex })));
  const hits = markGrownUp(markCorrected([...said, ...findAnswers(normalised, context)]));
  const counted = hits.filter(({ downgradedBy }) => downgradedBy === null);
  const routine = hits.filter(({ downgradedBy }) => downgradedBy !== null && STILL_ABOUT.has(downgradedBy));
  const given = union(contextFlags(context), stillKnown(context.knownFlags ?? [], counted));
  const combined = combine(counted, rules, given);
  const verdict = addUp(
    [...[...counted, ...combined].map(({ consequence }) => consequence), ...routine.map(toRoutine)],
    given,
  );
  return {
    ...verdict,
    language: findLanguage(normalised, hits) ?? context.language ?? 'en',
    asked: (context.asked ?? []).map(({ questionId }) => questionId),
    evidence: [...hits, ...combined].map(({ consequence: _, ...evidence }) => ({
      ...evidence,
      text: read[evidence.utteranceIndex]?.said.slice(evidence.start, evidence.end) ?? '',
    })),
  };
}

/** "No kids" after "we have a baby": a fact that is denied later no longer counts. A hazard does. */
function markCorrected(hits: readonly Hit[]): Hit[] {
  const denials = new Map(
    hits.filter((hit) => hit.downgradedBy === 'denied').map((hit) => [hit.ruleId, hit.utteranceIndex]),
  );
  return hits.map((hit) => {
    const isFact = !isWorse(hit.consequence.severity, 'urgent_comfort');
    const isDeniedLater = (denials.get(hit.ruleId) ?? -1) > hit.utteranceIndex;
    return isFact && isDeniedLater && hit.downgradedBy === null ? { ...hit, downgradedBy: 'corrected' } : hit;
  });
}

/** "My mom is at work" makes a child of nobody who is grown up; "I am nine" holds until somebody grown up speaks. */
function markGrownUp(hits: readonly Hit[]): Hit[] {
  const lastOf = (...flags: string[]) =>
    hits.findLast(
      ({ consequence, downgradedBy }) =>
        downgradedBy === null && consequence.flags.some((flag) => flags.includes(flag)),
    )?.utteranceIndex ?? -1;
  const isGrownUp = lastOf('adult', 'adult-life') >= 0;
  const adultAt = lastOf('adult');
  return hits.map((hit) => {
    if (hit.downgradedBy !== null || !hit.consequence.flags.includes('minor')) return hit;
    const isGuess = hit.ruleId.startsWith('person.minor-guessed');
    const isCorrected = isGuess ? isGrownUp : adultAt > hit.utteranceIndex;
    return isCorrected ? { ...hit, downgradedBy: 'corrected' } : hit;
  });
}

function findAnswers(utterances: readonly NormalisedUtterance[], { asked = [] }: TriageContext): Hit[] {
  return asked.flatMap(({ questionId, utteranceIndex }) => {
    const words = utterances[utteranceIndex]?.words ?? [];
    const answer = readYesOrNo(words);
    if (answer === null) return [];
    const question: TriageQuestion = QUESTIONS[questionId];
    return [
      {
        ruleId: `question.${questionId}.${answer}`,
        consequence: toConsequence({ id: questionId, phrases: {}, ...question[answer] }),
        utteranceIndex,
        start: words[0]?.start ?? 0,
        end: words.at(-1)?.end ?? 0,
        downgradedBy: null,
      },
    ];
  });
}

function contextFlags(context: TriageContext): string[] {
  const { outdoorTemperatureF: outdoors, indoorTemperatureF: indoors } = context;
  const isColdIndoors = indoors !== undefined && indoors < COLD_INDOORS_BELOW_F;
  const isCold = isColdIndoors || (outdoors !== undefined && outdoors <= COLD_OUTDOORS_AT_MOST_F);
  const isHot =
    (outdoors !== undefined && outdoors >= HOT_OUTDOORS_AT_LEAST_F) ||
    (indoors !== undefined && indoors >= HOT_INDOORS_AT_LEAST_F);
  return [
    ...(isCold ? ['cold'] : []),
    ...(isColdIndoors ? ['cold-indoors'] : []),
    ...(isHot ? ['hot'] : []),
    ...(context.isVulnerable === true ? ['vulnerable'] : []),
  ];
}

/** Whoever was taken for a child is none once they speak as a grown-up. */
function stillKnown(flags: readonly string[], counted: readonly Hit[]): readonly string[] {
  const isAdult = counted.some(({ consequence }) => consequence.flags.includes('adult'));
  return isAdult ? flags.filter((flag) => flag !== 'minor') : flags;
}

const MOST_ROUNDS = 3;

/** Rules over several facts; one may give a fact to another. */
function combine(hits: readonly Hit[], rules: CompiledRules, given: readonly string[]): Hit[] {
  const combined = new Map<string, Hit>();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const known = [...hits, ...combined.values()];
    const flags = new Set([...given, ...known.flatMap(({ consequence }) => consequence.flags)]);
    for (const { id, needs, lacks, consequence } of rules.combinations) {
      const holds = needs.every((flag) => flags.has(flag)) && !lacks?.some((flag) => flags.has(flag));
      if (!holds) continue;
      const last = known.findLast((hit) => hit.consequence.flags.some((flag) => needs.includes(flag)));
      if (last !== undefined) combined.set(id, { ...last, ruleId: id, consequence, downgradedBy: null });
    }
  }
  return [...combined.values()];
}

/** Caught water, a danger that is over or imagined: the call is about it, so the trade stays and the hurry goes. */
const STILL_ABOUT: ReadonlySet<DowngradeId> = new Set(['contained', 'past-and-cleared', 'hypothetical']);

function toRoutine({ consequence }: Hit): Consequence {
  return { ...consequence, severity: 'routine', instructionId: null, flags: [], notTrades: [] };
}

function addUp(
  consequences: readonly Consequence[],
  given: readonly string[],
): Pick<TriageVerdict, 'severity' | 'trades' | 'jobTypes' | 'isVulnerable' | 'flags' | 'instructionId'> {
  const allOf = <T>(read: (consequence: Consequence) => readonly T[]) => [
    ...new Set(consequences.flatMap(read)),
  ];
  const severity = consequences.map((one) => one.severity).reduce(worseSeverity, 'routine');
  const flags = union(
    given,
    allOf((one) => one.flags),
  );
  const ruledOut = new Set(allOf((one) => one.notTrades));
  return {
    severity,
    trades: allOf((one) => one.trades).filter((trade) => !ruledOut.has(trade)),
    jobTypes: allOf((one) => one.jobTypes),
    isVulnerable: flags.includes('vulnerable'),
    flags: severity === 'life_safety' ? union(flags, ['hazard-active']) : flags,
    instructionId: consequences.map((one) => one.instructionId).reduce(moreUrgentLine, null),
  };
}

/** The last utterance that told one. */
function findLanguage(
  utterances: readonly NormalisedUtterance[],
  hits: readonly Hit[],
): TriageLanguage | null {
  for (let place = utterances.length - 1; place >= 0; place -= 1) {
    const told = utterances[place]?.language ?? null;
    if (told !== null) return told;
    const hit = hits.find(({ utteranceIndex }) => utteranceIndex === place);
    if (hit !== undefined && /\.(en|es)$/.test(hit.ruleId)) return hit.ruleId.endsWith('.es') ? 'es' : 'en';
  }
  return null;
}

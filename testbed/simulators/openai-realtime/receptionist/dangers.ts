import { lines } from './lines.ts';

/** Something that may kill or ruin, and the first thing to say about it. */
export interface Danger {
  line: string;
  /** Nothing can be done before others have cleared the house: the call ends there. */
  isForOthers: boolean;
}

interface DangerWords extends Danger {
  words: RegExp;
}

// The first that matches decides: what kills fastest stands first.
const DANGERS: readonly DangerWords[] = [
  {
    words:
      /\b(?:kill|hurt|harm) (?:myself|himself|herself)\b|\bsuicid\w*|\bdon't want to live\b|\b(?:he|she) (?:is )?(?:hitting|beating) (?:me|us)\b/i,
    line: lines.crisis,
    isForOthers: true,
  },
  {
    words:
      /\bheat ?stroke\b|\b(?:fainted|passed out|collapsed|stopped shivering|chest pain|can't breathe)\b/i,
    line: lines.ill,
    isForOthers: true,
  },
  {
    words:
      /\brotten[ -]eggs?\b|\bsul(?:f|ph)ur\b|\bsmell\w*(?: of| like|ing)?(?: strong| some)? gas\b(?! (?:station|bill|grill))|\bgas (?:smell|leak)|\bgas line\b.*\bhiss|\bhuele a gas\b/i,
    line: lines.gas,
    isForOthers: true,
  },
  {
    words: /\bcarbon monoxide\b|\bco (?:alarm|detector)\b/i,
    line: lines.carbonMonoxide,
    isForOthers: true,
  },
  {
    words:
      /\b(?:not breathing|unconscious|won't wake|got (?:shocked|electrocuted)|(?:fell|came down) on (?:my|him|her|a))\b/i,
    line: lines.hurt,
    isForOthers: true,
  },
  {
    words:
      /\b(?:baby|infant|toddler|(?:two|three|four|five|one|\d) year old|little (?:boy|girl)|my (?:son|daughter|kid|child))\b.{0,50}\b(?:locked|inside|alone|by (?:him|her)self)\b|\blocked\b.{0,40}\b(?:baby|toddler|year old)\b/i,
    line: lines.lockedIn,
    isForOthers: false,
  },
  {
    words:
      /\bwater\b.{0,40}\b(?:outlets?|panel|fuse box|breakers?|sockets?|light fixture|plugs?)\b|\b(?:outlets?|panel|fuse box|breakers?|plugs?)\b.{0,30}\b(?:under water|in the water|wet)\b|\bwater\b.{0,30}\b(?:out of|through) the light\b|\b(?:water|leak\w*)\b.{0,80}\b(?:spark\w*|wires|electric)\b|\b(?:spark\w*|wires)\b.{0,60}\b(?:water|leak\w*)\b(?! heater)/i,
    line: lines.waterAndPower,
    isForOthers: false,
  },
  {
    words:
      /\bon fire\b|\bflames\b|\bsmoke (?:from|in|coming)\b|\bsmoking\b|\bburning (?:\w+ )?smell\b|\bsmells? (?:like )?(?:something )?burn(?:ing|t)\b|\bspark(?:s|ed|ing)\b|\b(?:panel|breaker box|outlet)\b.{0,20}\b(?:hot|warm|buzz\w*|siz\w+|crackl\w*)\b|\barcing\b/i,
    line: lines.fire,
    isForOthers: false,
  },
  {
    words: /\b(?:power )?lines? (?:is |are )?(?:down|on (?:my|the|our))\b|\bdowned (?:power )?line/i,
    line: lines.powerLine,
    isForOthers: true,
  },
];

/** Words that take the danger away again: `no gas smell`, `I don't smell anything`. */
const DENIED =
  /\b(?:no|not|don't|do not|doesn't|didn't|isn't|aren't|without|never|sin)\b(?! just| only)[^.,;?!]{0,25}?\b(?:gas|smells?|smoke|flames|sparks?|sparking|alarm|plugs?|outlets?|huele)\b(?: smell)?/gi;
/** A pipe that bursts near a plug is no danger before the caller says so; a doubt is no denial. */
const DOUBTED = /\bI do(?:n't| not) think\b|\bnot (?:so )?sure\b/i;

/** What is left of an utterance when what it denies is taken away. */
export function withoutDenials(said: string): string {
  return said.replaceAll(DENIED, (denial) => (DOUBTED.test(denial) ? denial : ' '));
}

/** The danger in an utterance; null when there is none, or the caller denies it. */
export function findDanger(said: string): Danger | null {
  const text = withoutDenials(said);
  return DANGERS.find(({ words }) => words.test(text)) ?? null;
}

/** What to do until somebody comes, for trouble that is no danger to life. */
const FIRST_AID: readonly (readonly [RegExp, string])[] = [
  [/\b(?:sewage|toilet water|dirty water|backing up|backs up|backed up|overflow\w*)\b/i, lines.noWater],
  [
    /\b(?:burst|explod\w+|spray\w*|pouring|gushing|flood\w*|won't stop|supply line)\b|\bwater (?:is )?(?:coming|everywhere|heater (?:is )?leak\w*)\b|\bwater heater\b.{0,20}\bleak|\bleak\w*\b.{0,30}\bwater heater\b/i,
    lines.closeValve,
  ],
  [/\bceiling\b.{0,30}\b(?:sag\w*|bulg\w*|poke)\b/i, lines.ceiling],
  [/\bgarage\b.{0,60}\b(?:stuck|crooked|spring|cable|off)\b|\bpull it down\b/i, lines.noLifting],
];

export function findFirstAid(said: string): string | null {
  return FIRST_AID.find(([words]) => words.test(said))?.[1] ?? null;
}

import { Trade } from '@afterhourfix/vocabulary';
import type { CallSoFar } from './call-so-far.ts';
import { findDanger, withoutDenials } from './dangers.ts';
import { findMischief } from './mischief.ts';
import { decideTrade } from './unclear-trade.ts';

const SEVERITIES = ['routine', 'urgent_comfort', 'property_damage', 'life_safety'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** What the receptionist thinks of the trouble, as a dispatcher writes it down. */
export interface Judgement {
  severity: Severity;
  trades: readonly Trade[];
  jobTypes: readonly string[];
  isVulnerable: boolean;
}

type Job = readonly [jobType: string, severity: Severity, words: RegExp];

const JOBS: readonly Job[] = [
  ['hvac.co_suspected', 'life_safety', /\bcarbon monoxide\b|\bco (?:alarm|detector)\b/i],
  [
    'plumbing.gas_leak',
    'life_safety',
    /\brotten[ -]eggs?\b|\b(?:gas (?:smell|leak)|smell\w* (?:of |like )?gas)\b/i,
  ],
  [
    'electrical.panel_hazard',
    'life_safety',
    /\b(?:panel|breaker box|fuse box)\b.{0,30}\b(?:hot|warm|buzz\w*|sizzl\w*|smell|wet)\b|\bburning\b.{0,40}\bpanel\b/i,
  ],
  [
    'electrical.outlet_hazard',
    'life_safety',
    /\b(?:outlet|switch|plug)s?\b.{0,40}\b(?:spark\w*|smok\w*|hot|black)\b|\bsparks?\b.{0,40}\boutlet\b/i,
  ],
  [
    'electrical.water_contact',
    'life_safety',
    /\b(?:spark\w*|wires|outlets?|panel)\b.{0,80}\b(?:water|leak\w*|wet)\b|\b(?:water|leak\w*)\b.{0,80}\b(?:spark\w*|wires|outlets?|panel)\b/i,
  ],
  [
    'plumbing.water_heater_leak',
    'property_damage',
    /\bwater heater\b.{0,40}\bleak\w*|\bleak\w*\b.{0,30}\bwater heater\b/i,
  ],
  ['plumbing.water_heater_no_hot', 'urgent_comfort', /\bno hot water\b|\bhot water (?:is )?(?:out|gone)\b/i],
  [
    'plumbing.sewage_backup',
    'property_damage',
    /\bsewage\b|\b(?:toilet|dirty) water\b|\bback(?:s|ing|ed) up\b/i,
  ],
  [
    'plumbing.burst_pipe',
    'property_damage',
    /\b(?:burst|explod\w+|flood\w*|pouring|gushing|spraying)\b|\bwater (?:is )?(?:coming|everywhere)\b/i,
  ],
  ['plumbing.sump_pump', 'property_damage', /\bsump\b/i],
  ['plumbing.toilet', 'routine', /\btoilet\b/i],
  ['plumbing.drain_clog', 'routine', /\b(?:clog\w*|drains?|disposal)\b/i],
  [
    'water_damage.extraction',
    'property_damage',
    /\bceiling\b.{0,30}\b(?:sag\w*|bulg\w*|wet|fell)\b|\b(?:through|from) the .{0,12}ceiling\b|\bsoaked\b/i,
  ],
  [
    'hvac.maintenance',
    'routine',
    /\b(?:tune-?up|checked|maintenance|service)\b.{0,30}\b(?:furnace|ac|heat\w*)\b|\b(?:furnace|ac|heat\w*)\b.{0,20}\b(?:tune-?up|checked|maintenance)\b/i,
  ],
  [
    'hvac.no_heat',
    'urgent_comfort',
    /\bno heat\b|\b(?:furnace|heat\w*|boiler)\b.{0,30}\b(?:out|quit|dead|not working|clicks?|won't|cycl\w+|stopped|cold)\b/i,
  ],
  [
    'hvac.no_cooling',
    'urgent_comfort',
    /\b(?:a\/?c|air condition\w*)\b.{0,40}\b(?:out|quit|dead|not working|warm|won't|stopped|broken)\b|\bno cooling\b/i,
  ],
  [
    'electrical.partial_outage',
    'urgent_comfort',
    /\b(?:lights?|half (?:of )?(?:the|my) house|outlets?|power)\b.{0,50}\b(?:out|dark|dead|no power)\b/i,
  ],
  ['electrical.breaker_trips', 'routine', /\bbreakers? (?:keeps? )?trip\w*/i],
  ['garage_door.off_track', 'property_damage', /\bgarage door\b.{0,40}\b(?:open|crooked|off)\b/i],
  ['garage_door.spring', 'urgent_comfort', /\bspring\b.{0,20}\b(?:broke|snapped)\b/i],
  ['locksmith.break_in_secure', 'property_damage', /\b(?:kicked[- ]in|broke(?:n)? in|break-?in)\b/i],
  ['locksmith.lockout', 'urgent_comfort', /\blocked out\b|\bcan't get in\b/i],
  ['roofing.active_leak', 'property_damage', /\broof\b.{0,30}\bleak\w*|\bleak\w*\b.{0,20}\broof\b/i],
  ['appliance.fridge', 'urgent_comfort', /\b(?:fridge|refrigerator|freezer)\b/i],
];
const VULNERABLE =
  /\b(?:baby|babies|infant|newborn|toddler|(?:\w+)[ -](?:week|month)s?[ -]old|elderly|grand(?:ma|pa|mother|father)|pregnant|oxygen|ventilator|dialysis|insulin|wheelchair|disab\w+|(?:seventy|eighty|ninety)(?:[ -]\w+)? years?)\b/i;
const NOBODY_AT_RISK = /\bno (?:one|kids|children|babies|baby)\b|\bnobody\b/i;

const isTrade = (trade: string, trades: readonly Trade[]): trade is Trade =>
  trades.some((one) => one === trade);

const RANKS = new Map<string, number>(SEVERITIES.map((severity, rank) => [severity, rank]));
const rankOf = (severity: string): number => RANKS.get(severity) ?? -1;

export const isWorse = (one: string, other: string): boolean => rankOf(one) > rankOf(other);

/** Further trades that the trouble needs; with `trade` one price is asked for all of them. */
export function listOtherTrades(call: CallSoFar, trade: string | null = call.facts.trade): readonly Trade[] {
  return (judge(call)?.trades ?? []).filter((one) => one !== trade);
}

/**
 * Judged by all that was said: what is worst counts. Null before the trouble is known. Cooling that is out because the
 * power is needs nobody of its own.
 */
export function judge(call: CallSoFar): Judgement | null {
  const said = call.remarks.map(({ text }) => text).filter((text) => findMischief(text) === null);
  const isDangerous = said.some((text) => findDanger(text) !== null);
  if (call.facts.trade === null && !isDangerous) return null;
  const named = JOBS.filter(([, , words]) => said.some((text) => words.test(withoutDenials(text))));
  const isPowerOut = decideTrade(call.remarks) === 'electrical';
  const jobs = named.filter(([jobType]) => !(isPowerOut && jobType.startsWith('hvac.no_')));
  const found = jobs
    .map(([jobType]) => jobType.split('.')[0] ?? '')
    .filter((one) => isTrade(one, Trade.options));
  const trades = Trade.options.filter((trade) => trade === call.facts.trade || found.includes(trade));
  const worst = jobs.reduce<Severity>(
    (severity, [, other]) => (isWorse(other, severity) ? other : severity),
    isDangerous ? 'life_safety' : 'routine',
  );
  return {
    severity: isDangerous || worst !== 'life_safety' ? worst : 'property_damage',
    trades,
    jobTypes: jobs.map(([jobType]) => jobType),
    isVulnerable: said.some((text) => VULNERABLE.test(text) && !NOBODY_AT_RISK.test(text)),
  };
}

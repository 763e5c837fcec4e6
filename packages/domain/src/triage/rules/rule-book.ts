import { CALLER_RULES } from './caller-rules.ts';
import { CARBON_MONOXIDE_COMBINATIONS, CARBON_MONOXIDE_RULES } from './carbon-monoxide-rules.ts';
import { COLD_AND_HEAT_COMBINATIONS } from './cold-and-heat-rules.ts';
import { compileRules, type RuleBook } from './compile-rules.ts';
import { COOLING_FINDINGS } from './cooling-findings.ts';
import { ELECTRICAL_RULES } from './electrical-rules.ts';
import { FIXTURE_RULES } from './fixture-rules.ts';
import { GAS_RULES } from './gas-rules.ts';
import { HOUSE_RULES } from './house-rules.ts';
import { HVAC_COMBINATIONS, HVAC_RULES } from './hvac-rules.ts';
import { PEOPLE_COMBINATIONS, PEOPLE_RULES } from './people-rules.ts';
import { PLUMBING_RULES } from './plumbing-rules.ts';
import { POISON_AND_COLLAPSE_RULES } from './poison-and-collapse-rules.ts';
import { QUESTION_FINDINGS } from './questions.ts';
import { ROOF_AND_FLOOD_COMBINATIONS, ROOF_AND_FLOOD_RULES } from './roof-and-flood-rules.ts';
import { VIOLENCE_RULES } from './violence-rules.ts';
import {
  WATER_AND_ELECTRICITY_COMBINATIONS,
  WATER_AND_ELECTRICITY_RULES,
} from './water-and-electricity-rules.ts';

/** The rules that every business has. */
export const RULE_BOOK: RuleBook = {
  rules: [
    ...GAS_RULES,
    ...CARBON_MONOXIDE_RULES,
    ...ELECTRICAL_RULES,
    ...WATER_AND_ELECTRICITY_RULES,
    ...PEOPLE_RULES,
    ...VIOLENCE_RULES,
    ...POISON_AND_COLLAPSE_RULES,
    ...CALLER_RULES,
    ...PLUMBING_RULES,
    ...FIXTURE_RULES,
    ...ROOF_AND_FLOOD_RULES,
    ...HVAC_RULES,
    ...HOUSE_RULES,
  ],
  combinations: [
    ...CARBON_MONOXIDE_COMBINATIONS,
    ...WATER_AND_ELECTRICITY_COMBINATIONS,
    ...PEOPLE_COMBINATIONS,
    ...COLD_AND_HEAT_COMBINATIONS,
    ...HVAC_COMBINATIONS,
    ...ROOF_AND_FLOOD_COMBINATIONS,
    ...COOLING_FINDINGS,
    ...QUESTION_FINDINGS,
  ],
};

/** All that a call may be about, as the rules know it. */
export const JOB_TYPES: readonly string[] = [
  ...new Set([...RULE_BOOK.rules, ...RULE_BOOK.combinations].flatMap(({ jobTypes }) => jobTypes ?? [])),
].toSorted();

export const BUILT_IN_RULES = compileRules(RULE_BOOK);

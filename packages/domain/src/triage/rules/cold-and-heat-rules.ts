import type { CombinedRule } from './triage-rule.ts';

/** Homes that are too cold or too hot, and who lives in them. */
export const COLD_AND_HEAT_COMBINATIONS: readonly CombinedRule[] = [
  {
    id: 'cold.indoors',
    needs: ['cold-indoors'],
    severity: 'routine',
    flags: ['cold'],
  },
  {
    id: 'cold.vulnerable-indoors',
    needs: ['cold-indoors', 'vulnerable'],
    severity: 'urgent_comfort',
    trades: ['hvac'],
    jobTypes: ['hvac.no_heat'],
    instructionId: 'SAFE_COLD',
  },
  {
    id: 'cold.young-child-indoors',
    needs: ['cold-indoors', 'young-child'],
    severity: 'urgent_comfort',
    trades: ['hvac'],
    jobTypes: ['hvac.no_heat'],
    instructionId: 'SAFE_COLD',
    flags: ['vulnerable'],
  },
  {
    id: 'cold.vulnerable',
    needs: ['no-heat', 'cold', 'vulnerable'],
    severity: 'urgent_comfort',
    instructionId: 'SAFE_COLD',
  },
  {
    id: 'cold.young-child',
    needs: ['no-heat', 'cold', 'young-child'],
    severity: 'urgent_comfort',
    instructionId: 'SAFE_COLD',
    flags: ['vulnerable'],
  },
  {
    id: 'heat.vulnerable',
    needs: ['no-cooling', 'hot', 'vulnerable'],
    severity: 'urgent_comfort',
    instructionId: 'SAFE_HEAT',
  },
  {
    id: 'heat.young-child',
    needs: ['no-cooling', 'hot', 'young-child'],
    severity: 'urgent_comfort',
    instructionId: 'SAFE_HEAT',
    flags: ['vulnerable'],
  },
];

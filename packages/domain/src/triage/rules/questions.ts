import type { CombinedRule, TriageLanguage, TriageRule } from './triage-rule.ts';

type Answer = Pick<TriageRule, 'severity' | 'trades' | 'jobTypes' | 'instructionId' | 'flags'>;

export interface TriageQuestion {
  text: Readonly<Record<TriageLanguage, string>>;
  yes: Answer;
  no: Answer;
}

const fact = (...flags: string[]): Answer => ({ severity: 'routine', flags });

/** Each can be answered by yes or no. */
export const QUESTIONS = {
  'heat-at-panel': {
    text: {
      en: 'Is there any burning smell, sparks, buzzing, or heat at the electrical panel?',
      es: '¿Hay olor a quemado, chispas, zumbido o calor en el panel eléctrico?',
    },
    yes: {
      severity: 'life_safety',
      trades: ['electrical'],
      jobTypes: ['electrical.panel_hazard'],
      instructionId: 'SAFE_ELEC_FIRE',
      flags: ['hot-panel'],
    },
    no: fact('no-heat-at-panel'),
  },
  'other-power': {
    text: {
      en: 'Is anything else in the house without power?',
      es: '¿Hay algo más en la casa sin luz?',
    },
    yes: {
      severity: 'urgent_comfort',
      trades: ['electrical'],
      jobTypes: ['electrical.partial_outage'],
      flags: ['partial-outage'],
    },
    no: fact('rest-has-power'),
  },
  'thermostat-lit': {
    text: {
      en: 'Is the thermostat screen lit?',
      es: '¿Está encendida la pantalla del termostato?',
    },
    yes: fact('screen-lit'),
    no: fact('screen-blank'),
  },
  'neighbours-lit': {
    text: { en: 'Do your neighbors have power?', es: '¿Tienen luz sus vecinos?' },
    yes: fact('neighbours-lit'),
    no: fact('neighbours-out'),
  },
  'heating-out-too': {
    text: { en: 'Is your heating out as well?', es: '¿Tampoco tiene calefacción?' },
    yes: fact('heating-out-too'),
    no: fact('heating-works'),
  },
  'gas-appliances-dead': {
    text: {
      en: 'Are your other gas appliances dead too?',
      es: '¿Tampoco funcionan los otros aparatos de gas?',
    },
    yes: fact('gas-supply-out'),
    no: fact('gas-supply-on'),
  },
  'leak-at-hose': {
    text: {
      en: 'Does the water come from the hose, valve or drain behind it?',
      es: '¿El agua sale de la manguera, la llave o el desagüe de atrás?',
    },
    yes: fact('leak-at-hose'),
    no: fact('leak-inside'),
  },
  'opener-outlet-live': {
    text: {
      en: 'Does the outlet of the opener have power?',
      es: '¿Tiene corriente el enchufe del motor de la puerta?',
    },
    yes: fact('opener-outlet-live'),
    no: fact('opener-outlet-dead'),
  },
  'only-in-rain': {
    text: { en: 'Does it only get wet when it rains?', es: '¿Solo se moja cuando llueve?' },
    yes: fact('only-in-rain'),
    no: fact('not-only-in-rain'),
  },
  'when-cooling-runs': {
    text: { en: 'Does it come when the AC runs?', es: '¿Pasa cuando está prendido el aire?' },
    yes: fact('when-cooling-runs'),
    no: fact('not-when-cooling-runs'),
  },
  'disposal-hums': {
    text: { en: 'Does it hum when you switch it on?', es: '¿Zumba cuando lo prende?' },
    yes: fact('disposal-hums'),
    no: fact('disposal-dead'),
  },
  'smells-of-eggs': {
    text: {
      en: 'Does it smell like rotten eggs, or like gas?',
      es: '¿Huele a huevo podrido o a gas?',
    },
    yes: {
      severity: 'life_safety',
      trades: ['plumbing'],
      jobTypes: ['plumbing.gas_leak'],
      instructionId: 'SAFE_GAS',
      flags: ['gas'],
    },
    no: fact('no-egg-smell'),
  },
} as const satisfies Record<string, TriageQuestion>;

export type QuestionId = keyof typeof QUESTIONS;

/** What to ask, in this order, when a caller's words leave the trade open. */
export const UNCLEAR: readonly { when: string; ask: readonly QuestionId[] }[] = [
  { when: 'bad-smell', ask: ['smells-of-eggs'] },
  { when: 'whole-house-out', ask: ['heat-at-panel', 'neighbours-lit'] },
  { when: 'no-cooling', ask: ['heat-at-panel', 'other-power', 'thermostat-lit'] },
  { when: 'no-hot-water', ask: ['heating-out-too', 'gas-appliances-dead'] },
  { when: 'appliance-leak', ask: ['leak-at-hose'] },
  { when: 'opener-dead', ask: ['opener-outlet-live'] },
  { when: 'ceiling-stain', ask: ['only-in-rain', 'when-cooling-runs'] },
  { when: 'disposal', ask: ['disposal-hums'] },
];

const decides = (
  id: string,
  rule: Omit<CombinedRule, 'id' | 'severity' | 'flags'>,
  flag?: string,
): CombinedRule => ({
  id: `question.${id}`,
  severity: 'routine',
  ...rule,
  flags: ['decided', ...(flag === undefined ? [] : [flag])],
});

export const QUESTION_FINDINGS: readonly CombinedRule[] = [
  decides('bad-smell', { needs: ['bad-smell', 'no-egg-smell'], trades: ['plumbing'] }),
  decides(
    'neighbours-out',
    { needs: ['whole-house-out', 'neighbours-out'], notTrades: ['electrical', 'hvac'] },
    'utility',
  ),
  decides('neighbours-lit', { needs: ['whole-house-out', 'neighbours-lit'], trades: ['electrical'] }),
  decides('no-heat-without-power', {
    needs: ['no-heat', 'whole-house-out'],
    trades: ['electrical'],
    notTrades: ['hvac'],
  }),
  decides('boiler', {
    needs: ['no-hot-water', 'heating-out-too'],
    trades: ['hvac'],
    notTrades: ['plumbing'],
  }),
  decides('boiler-said', { needs: ['no-hot-water', 'no-heat'], trades: ['hvac', 'plumbing'] }),
  decides('gas-supply', { needs: ['no-hot-water', 'gas-supply-out'], notTrades: ['plumbing'] }, 'utility'),
  decides('tank', { needs: ['no-hot-water', 'gas-supply-on'], trades: ['plumbing'] }),
  decides('leak-at-hose', {
    needs: ['appliance-leak', 'leak-at-hose'],
    trades: ['plumbing'],
    notTrades: ['appliance'],
  }),
  decides('leak-inside', {
    needs: ['appliance-leak', 'leak-inside'],
    trades: ['appliance'],
    notTrades: ['plumbing'],
  }),
  decides('opener', {
    needs: ['opener-dead', 'opener-outlet-live'],
    trades: ['garage_door'],
    notTrades: ['electrical'],
  }),
  decides('opener-outlet', {
    needs: ['opener-dead', 'opener-outlet-dead'],
    trades: ['electrical'],
    notTrades: ['garage_door'],
  }),
  decides('stain-rain', { needs: ['ceiling-stain', 'only-in-rain'], trades: ['roofing'] }),
  decides('stain-cooling', { needs: ['ceiling-stain', 'when-cooling-runs'], trades: ['hvac'] }),
  decides('stain-pipes', { needs: ['ceiling-stain', 'not-when-cooling-runs'], trades: ['plumbing'] }),
  decides('disposal-hums', {
    needs: ['disposal', 'disposal-hums'],
    trades: ['plumbing'],
    notTrades: ['electrical'],
  }),
  decides(
    'disposal-dead',
    { needs: ['disposal', 'disposal-dead'], trades: ['electrical'], notTrades: ['plumbing', 'appliance'] },
    'try-reset-button',
  ),
];

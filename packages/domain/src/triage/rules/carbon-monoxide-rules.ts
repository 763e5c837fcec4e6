import type { CombinedRule, TriageRule } from './triage-rule.ts';

const CARBON_MONOXIDE = {
  severity: 'life_safety',
  trades: ['hvac'],
  jobTypes: ['hvac.co_suspected'],
  instructionId: 'SAFE_CO',
  flags: ['carbon-monoxide'],
} as const;

export const CARBON_MONOXIDE_RULES: readonly TriageRule[] = [
  {
    id: 'co.alarm',
    ...CARBON_MONOXIDE,
    phrases: {
      en: [
        '(detector*/alarm*/monitor*) … (says/said/reads/shows/showing) … (co/carbon monoxide/monoxide)',
        '(co/carbon monoxide/monoxide) … <sick>',
        '(co/carbon monoxide/monoxide) … in … (house/home/air/apartment)',
        'exhaust … (in/inside) … (house/home)',
        '(keeps/it/thing/voice) … saying … (carbon monoxide/monoxide)',
        'warning carbon monoxide',
        '(generator/grill/charcoal/hibachi) (inside/indoors)',
        '(generator/car/grill) … (running/on) … (inside/in the garage/in garage/indoors/in house)',
        '(co/carbon monoxide/monoxide) … <going off>',
        '<going off> … (carbon monoxide/monoxide/co (alarm*/detector*))',
        '(co/carbon monoxide/monoxide) … (reading/parts per million/ppm)',
        '(carbon monoxide/monoxide) (leak*/poison*)',
        'co (leak*/poison*)',
        '(high/elevated) (levels)? … (carbon monoxide/monoxide/co)',
      ],
      es: [
        'monoxido … <suena>',
        '<suena> … monoxido',
        '(fuga/intoxica*/envenena*) … monoxido',
        '(carro/coche/troca/generador) … prendid* … (cochera/garaje/adentro/dentro)',
        '(generador/asador/anafre/carbon) … (adentro/dentro)',
        '(detector/alarma) co … <suena>',
        '<suena> … (detector/alarma) co',
      ],
    },
  },
  {
    id: 'co.bad-flame',
    ...CARBON_MONOXIDE,
    phrases: {
      en: [
        '(vent/flue/chimney/exhaust) … (fell off/came off/disconnected/blocked/collapsed/fell apart) … <sick>',
        '<sick> … (vent/flue/chimney/exhaust)',
        '(<sick>/<head hurts>) … (since/when/whenever/after/every time) … <combustion> … (on/lit/running/runs/kicks/kicked)',
        '(<sick>/<head hurts>) … (since/when/whenever/after/every time) … (on/lit/started) … <combustion>',
        '<combustion> … eyes … (burn*/sting*/water*)',
        '<sick> … (only at home/at home/in the house)',
        '(soot/sooty) … (furnace/boiler/water heater/heater/vents/vent)',
        '(furnace/boiler/water heater/heater) … soot*',
        'flame … <combustion> … (yellow/orange)',
        '<combustion> … flame … (yellow/orange)',
        '(yellow/orange) flame',
      ],
      es: [
        'llama … (amarilla/naranja/anaranjada)',
        'hollin … (calentador/caldera/calefaccion)',
        '<malestar> … (desde/cuando/cada vez) … (prend*/encend*/prendimos/enciende) … (<calentador>/<calefaccion>/estufa/chimenea)',
      ],
    },
  },
  {
    id: 'co.sick',
    severity: 'routine',
    flags: ['sick'],
    phrases: {
      en: ['<sick>', '<head hurts>'],
      es: ['<malestar>'],
    },
  },
  {
    id: 'co.sick-together',
    severity: 'routine',
    flags: ['sick-together'],
    phrases: {
      en: [
        '(wife/husband/mom/dad/son/daughter/kids/girlfriend/boyfriend/roommate) and (i/me) … <sick>',
        '(wife/husband/kids/roommate/family) … and … (i/me) … <sick>',
        '(me/i) and … (wife/husband/kids/baby/son/daughter/roommate) … <sick>',
        'better (when/outside)',
        'goes away … (leave/outside)',
        '(we/everyone/everybody/both/kids/family/us) … (<sick>/head* hurt*)',
        '(dog/cat/bird/parrot) … (passed out/collapsed/acting (funny/weird/drunk)/limp/staggering/wobbl*/died/dead)',
      ],
      es: ['(todos/tenemos/estamos/ninos/hijos/familia/nos) … <malestar>'],
    },
  },
  {
    id: 'co.burning-fuel',
    severity: 'routine',
    flags: ['burning-fuel'],
    phrases: {
      en: ['<combustion>', 'gas (stove/dryer/range/oven)'],
      es: ['<calefaccion>', '<calentador>', '(generador/chimenea/estufa/calenton)'],
    },
  },
  {
    id: 'co.chirp',
    severity: 'routine',
    trades: ['hvac'],
    jobTypes: ['hvac.maintenance'],
    phrases: {
      en: [
        '(co/carbon monoxide/monoxide) … chirp*',
        '(co/carbon monoxide/monoxide) … (beep*/chirp*) (once/every)',
        '(co/carbon monoxide) … low battery',
      ],
      es: ['monoxido … (pita/suena) … (minuto/minutos)'],
    },
  },
];

export const CARBON_MONOXIDE_COMBINATIONS: readonly CombinedRule[] = [
  { id: 'co.sick-with-fuel', needs: ['sick-together', 'burning-fuel'], ...CARBON_MONOXIDE },
];

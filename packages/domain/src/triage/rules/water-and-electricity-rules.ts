import type { CombinedRule, TriageRule } from './triage-rule.ts';

const WATER_AT_ELECTRICITY = {
  severity: 'life_safety',
  trades: ['electrical'],
  jobTypes: ['electrical.water_contact'],
  instructionId: 'SAFE_WATER_ELEC',
  flags: ['water-at-electricity'],
} as const;

export const WATER_AND_ELECTRICITY_RULES: readonly TriageRule[] = [
  {
    id: 'water.at-electricity',
    ...WATER_AT_ELECTRICITY,
    phrases: {
      en: [
        '<light> … (fill*/full/filled) … water',
        'water … (in/inside/into) … (electric/electrical) (meter/box/panel)',
        '(electric/electrical) meter … (water/wet)',
        '(rain/raining/shower/toilet/tub/ac) … (into/in/onto/through/down on) … (<light>/<outlet>/<panel>)',
        '(water/flood*) … (touching/reaching/covering/over/above/past/at) … (plug/<outlet>/<panel>/heater/furnace/cord*)',
        '(water/drip*/leak*) … smoke detector*',
        'wet … (<panel>/<outlet>/wiring)',
        'sewage … (touching/reaching/covering/over/above/up to/at) … (<outlet>/<panel>)',
        '(<panel>/<outlet>) … (got wet/is wet/wet)',
        '(<water>/pour*/running/soaked/wet/overflow*) … (into/in/onto/on/through/down/over/reach*/up to/near/at/touching/by/from/around/out of/hitting/got in/above) … (<outlet>/<panel>/<light>/ceiling light*/electrical/electric heater)',
        '(<outlet>/<panel>/<light>) … (soaked/wet/under water/underwater/dripping/drips/leaking/full of water/submerged/flooded/got wet)',
        '(soaked/wet/submerged) (<outlet>/<panel>/<light>)',
        '(extension cord*/power strip*/cord*/wires/freezer/fridge) … (under water/underwater/in the water/in water/plugged in)',
      ],
      es: [
        '(lloviendo/chorreando/escurriendo) … (sobre/encima/en) … (<enchufe>/<tablero>/foco*/lampara*)',
        '(agua/lluvia) … (tocando/mete/metiendo/metio/entra*/entro/sobre/alcanz*/tapa) … (<enchufe>/<tablero>/foco*/lampara*/luz)',
        '(agua/gote*/mojando/mojo/mojado/filtra*) … (en/por/a/de/hasta/sobre/llego/cerca) … (<enchufe>/<tablero>/lampara*/foco*/luz/luces)',
        '(agua/gotea*/mojando) (<enchufe>/<tablero>/lampara*/foco*)',
        'agua … llego … (<enchufe>/<tablero>/lampara*)',
        '(<enchufe>/<tablero>/lampara*/foco*) … (mojad*/mojo/gote*/agua/bajo agua/chorre*)',
        '<enchufe> … en agua',
      ],
    },
  },
  {
    id: 'water.standing',
    severity: 'routine',
    flags: ['standing-water'],
    phrases: {
      en: [
        'standing water',
        '(inch*/foot/feet/puddle/pool*) … water',
        'water … (floor/basement)',
        'flood*',
        'leak*',
        '(spray*/burst/overflow*)',
      ],
      es: ['agua … (piso/sotano/suelo)', 'inund*', '(tirando/saliendo) … agua', 'charco'],
    },
  },
  {
    id: 'water.plugged-in',
    severity: 'routine',
    flags: ['plugged-in'],
    phrases: {
      en: [
        '<panel> … (down there/in the basement/in basement/in there/under there/across)',
        '(outlet*/electrical/wires/appliances) … (down there/in water)',
        '(<outlet>/<panel>) … (under/below) (it/that/there)',
        '(power/electricity) still on',
        'plugged in',
        'power strip*',
        '(outlet*/panel/breaker*) … (across/under/below/above) … water',
      ],
      es: ['<tablero> … (abajo/sotano/ahi abajo)', '<enchufe> … agua', 'enchufad*', 'conectad*'],
    },
  },
];

export const WATER_AND_ELECTRICITY_COMBINATIONS: readonly CombinedRule[] = [
  {
    id: 'water.source-unknown',
    needs: ['water-at-electricity'],
    lacks: ['roof-leak', 'condensate'],
    severity: 'life_safety',
    trades: ['plumbing'],
  },
  { id: 'water.with-sparks', needs: ['standing-water', 'sparks'], ...WATER_AT_ELECTRICITY },
  { id: 'water.with-tingle', needs: ['standing-water', 'tingle'], ...WATER_AT_ELECTRICITY },
  { id: 'water.with-plugged-in', needs: ['standing-water', 'plugged-in'], ...WATER_AT_ELECTRICITY },
];

import type { CombinedRule, TriageRule } from './triage-rule.ts';

export const ROOF_AND_FLOOD_RULES: readonly TriageRule[] = [
  {
    id: 'roof.leak',
    severity: 'property_damage',
    trades: ['roofing'],
    jobTypes: ['roofing.active_leak'],
    flags: ['damage', 'roof-leak'],
    phrases: {
      en: [
        'roof … (leak*/drip*/hole/tarp*/open)',
        '(tree/branch/limb) … roof',
        '(hole) … roof',
        '(skylight*/chimney) … (leak*/drip*)',
        'tarp … (off/blew)',
        '(drip*/leak*) … (raining/rain/storm)',
        'rain coming in',
      ],
      es: [
        'techo … (gotea*/filtra*)',
        '(gotea*/agua/filtra*) … techo',
        '(arbol/rama) … techo',
        '(tragaluz/domo) … gotea*',
      ],
    },
  },
  {
    id: 'roof.work',
    severity: 'routine',
    trades: ['roofing'],
    jobTypes: ['roofing.repair'],
    phrases: {
      en: [
        'shingle*',
        'gutter*',
        'hail',
        'roof … (inspect*/quote/estimate/old/new)',
        '(new/replace/inspect) … roof',
        'skylight',
      ],
      es: ['teja*', 'canaleta*', 'granizo', '(revis*/nuevo/cambiar) … techo'],
    },
  },
  {
    id: 'ceiling.bulging',
    severity: 'property_damage',
    trades: ['water_damage'],
    jobTypes: ['water_damage.extraction'],
    instructionId: 'SAFE_CEILING',
    flags: ['damage', 'through-ceiling'],
    phrases: {
      en: ['ceiling … (bulg*/sag*/bow*/drooping/full of water)', '(bulging/sagging) … ceiling'],
      es: ['(techo/cielo raso) … (abomb*/abulta*/pand*/colgando/inflad*)'],
    },
  },
  {
    id: 'ceiling.fell',
    severity: 'life_safety',
    trades: ['roofing'],
    instructionId: 'SAFE_CEILING',
    flags: ['damage'],
    phrases: {
      en: [
        '(ceiling/roof) … (fell in/fell down/caved in/collaps*/came down/fell)',
        '(ceiling/roof) (is)? (about to/going to/ready to) (come down/fall/collapse/cave)',
        '(tree/branch) … (in/into/through) … (bedroom/living room/room/ceiling)',
      ],
      es: [
        '(techo) … (cayo/derrumb*/vino abajo)',
        '(cayo/derrumbo) (techo)',
        '(techo) … (va a/punto de) (caer*/venir/derrumb*)',
      ],
    },
  },
  {
    id: 'flood.indoors',
    severity: 'property_damage',
    trades: ['water_damage'],
    jobTypes: ['water_damage.extraction'],
    flags: ['damage'],
    phrases: {
      en: [
        '(carpet*/floor/floors/drywall) … (soaked/wet/squish*/under water)',
        '(soaked/wet) (carpet*/floor*)',
        '(inches/foot/feet) … water … (basement/floor/house/garage)',
        '(inches/foot/feet) … in … basement',
        '<flooded place> … flooded',
        'flooded … (basement/house/living room/room)',
        'water in … basement',
        'basement … (water/filling/flood*)',
        'everything squishes',
        'swamp',
        'need (fans/dehumidifiers/water extraction)',
      ],
      es: [
        '(inundo/inundado/inundada/inundaron) … (sotano/casa/sala/cuarto)',
        '(sotano/casa/sala) … (inund*)',
        '(alfombra*/piso*) … (empapad*/mojad*)',
        'mojo … (piso/alfombra)',
        'agua en … sotano',
      ],
    },
  },
  {
    // Nobody knows yet whether a pipe feeds it: the valve first.
    id: 'flood.uncontrolled',
    severity: 'property_damage',
    trades: ['plumbing', 'water_damage'],
    jobTypes: ['water_damage.extraction'],
    instructionId: 'SAFE_WATER_SHUTOFF',
    flags: ['damage', 'active-water'],
    phrases: {
      en: [
        '<flooded place> flooding',
        'flooding … <flooded place>',
        '<flooded place> filling (up/with water)?',
        '(filling/fills) up? with water',
        'we flooding',
        'flooding (here/in here/down here)',
        'water … (rushing/gushing) in',
      ],
      es: [
        'inunda … <lugar inundado>',
        '<lugar inundado> … inunda',
        '<lugar inundado> … (llenando/llena) … agua',
        '(llenando/llena) de agua',
      ],
    },
  },
  {
    id: 'flood.from-outside',
    severity: 'property_damage',
    trades: ['water_damage'],
    jobTypes: ['water_damage.extraction'],
    instructionId: 'SAFE_FLOOD',
    flags: ['damage'],
    phrases: {
      en: [
        '(water/flooding/flooded) … (from) (outside/street/yard/storm/storm drain/hurricane/creek/river)',
        '(street/yard/storm drain/storm water) … (flooding/running/pouring/coming) (in/into/under) … (<flooded place>/door)?',
      ],
      es: [
        '(entra/entrando/metiendo/mete) … agua … (calle/afuera/patio/arroyo/rio)',
        'agua … (calle/afuera/patio) … (entra/entrando/metiendo/mete)',
      ],
    },
  },
  {
    id: 'flood.rising',
    severity: 'life_safety',
    trades: ['water_damage'],
    jobTypes: ['water_damage.extraction'],
    instructionId: 'SAFE_FLOOD',
    flags: ['damage'],
    phrases: {
      en: [
        '(river/creek/lake) … (coming into/came into/overflow*/over its banks/up to)',
        '(river/creek/flood water*/floodwater*/storm surge/street water/lake) … (rising/coming up/coming in/in … (house/living room/floor)/inside/fast)',
        'water … rising',
        'water … (coming/going) up fast … (basement/cellar/house/street/yard/stairs)',
        'rising water',
        'water … (to/past/over/above) … (waist/chest/neck/knees)',
        '(flash flood)',
      ],
      es: [
        '(rio/arroyo/creciente/lago) … (metiendo/metio/entrando/sube/subiendo/creci*)',
        'agua … (sube/subiendo) … rapido',
        'agua … (cintura/pecho/cuello/rodillas)',
      ],
    },
  },
  {
    id: 'flood.finished-space',
    severity: 'routine',
    flags: ['finished-space'],
    phrases: {
      en: ['carpet*', 'den', '(living/dining/family) room', 'bedroom*', 'finished basement', 'hardwood'],
      es: ['alfombra*', 'sala', 'comedor', 'recamara*'],
    },
  },
  {
    id: 'flood.mold',
    severity: 'routine',
    trades: ['water_damage'],
    jobTypes: ['water_damage.extraction'],
    phrases: { en: ['mold*', 'mildew', 'musty', 'water damage', 'carpet clean*'], es: ['moho', 'humedad'] },
  },
];

export const ROOF_AND_FLOOD_COMBINATIONS: readonly CombinedRule[] = [
  {
    id: 'flood.sewage-in-room',
    needs: ['sewage', 'finished-space'],
    severity: 'property_damage',
    trades: ['plumbing', 'water_damage'],
    jobTypes: ['water_damage.sewage_cat3'],
    instructionId: 'SAFE_SEWAGE',
  },
];

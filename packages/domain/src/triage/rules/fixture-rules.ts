import type { TriageRule } from './triage-rule.ts';

/** Taps, drains, heaters without hot water, and water whose source is not known yet. */
export const FIXTURE_RULES: readonly TriageRule[] = [
  {
    id: 'plumbing.no-hot-water',
    severity: 'urgent_comfort',
    trades: ['plumbing'],
    jobTypes: ['plumbing.water_heater_no_hot'],
    flags: ['no-hot-water'],
    phrases: {
      en: [
        'water heater … (not (heat*/mak*/work*/light*)/will not (light/heat/stay))',
        'no hot water',
        'not (have/get/getting/make/making/had) … hot water',
        'hot water … (<dead>/runs out)',
        'pilot … water heater',
        'water heater … (<dead>/pilot/popping/error/cold)',
        'pilot keeps going out',
        'shower … (cold/ice)',
        '(water/hot) … then cold',
      ],
      es: [
        '<calentador> … no calienta',
        '(no hay/no tenemos/sin/no sale) agua caliente',
        'agua caliente … no (sale/hay/llega)',
        'piloto … <calentador>',
        '<calentador> … <no sirve>',
        'agua … fria',
      ],
    },
  },
  {
    id: 'plumbing.no-water',
    severity: 'urgent_comfort',
    trades: ['plumbing'],
    jobTypes: ['plumbing.pressure_quality'],
    phrases: {
      en: ['no (running)? water (at all)?', 'water … not working'],
      es: ['no (sale/hay) agua … (casa/toda)', 'sin agua'],
    },
  },
  {
    id: 'plumbing.only-toilet',
    severity: 'urgent_comfort',
    trades: ['plumbing'],
    jobTypes: ['plumbing.toilet'],
    phrases: {
      en: [
        '(only/one) (toilet/bathroom) … (clog*/block*/back* up/not flush*/stopped up)',
        'toilet … not flush*',
      ],
      es: ['(unico/solo) … (bano/inodoro/excusado) … (tapad*/tapo)'],
    },
  },
  {
    id: 'plumbing.drain',
    severity: 'routine',
    trades: ['plumbing'],
    jobTypes: ['plumbing.drain_clog'],
    phrases: {
      en: [
        '(sink*/drain*/tub/bathtub/shower/toilet*/pipe) … (clog*/slow/block*/back* up/not drain*/gurgl*/stopped up/plugged)',
        '(clog*/slow/blocked/gurgl*) … (sink*/drain*/tub/shower/toilet*)',
        'drains (slow/slowly)',
        'nothing goes down',
        'snake* … (drain/not)',
        'drains … (test/inspect*/checked)',
        'test … drains',
        '(smell*/stink*) … (bathroom/sink/drain)',
      ],
      es: [
        '(fregadero/lavabo/tina/regadera/desague/inodoro/excusado/bano/tuberia) … (tapad*/tapo/lento/despacio)',
        '(vacia/baja) … lento',
      ],
    },
  },
  {
    id: 'plumbing.chemical',
    severity: 'routine',
    trades: ['plumbing'],
    jobTypes: ['plumbing.drain_clog'],
    instructionId: 'SAFE_CHEMICAL',
    flags: ['chemical'],
    phrases: {
      en: [
        'drain cleaner',
        'drano',
        'liquid plumr',
        '(poured/put) … (acid/lye/chemical*) … (drain/sink/toilet)',
      ],
      es: ['destapacanos', '(eche/puse) … (acido/sosa/quimico*)'],
    },
  },
  {
    id: 'plumbing.fixture',
    severity: 'routine',
    trades: ['plumbing'],
    jobTypes: ['plumbing.toilet'],
    phrases: {
      en: [
        'toilet … (run*/leak*/rock*/wobbl*/not stop*)',
        '(faucet*/tap/spigot/shower head/showerhead) … (drip*/leak*/loose/broken)',
        '(drip*/leak*) … (faucet*/sink/tap/under)',
        'drip under',
        '(water)? pressure … (low/weak/high)',
        'low (water)? pressure',
        'disposal',
        '(new/replace/install/quote) … (water heater/toilet/faucet/sink/tankless)',
        'rust* … (water/bath/tub)',
        '(gas line run/run a gas line/gas line … for)',
      ],
      es: [
        'llave … gotea*',
        '(inodoro/excusado/taza) … (corr*/correr/gotea*)',
        'presion … agua',
        'triturador',
        '(nuevo/cotizacion/instal*/cambiar) … (<calentador>/inodoro/lavabo)',
      ],
    },
  },
  {
    id: 'plumbing.frozen',
    severity: 'property_damage',
    trades: ['plumbing'],
    jobTypes: ['plumbing.burst_pipe'],
    flags: ['damage'],
    phrases: { en: ['(frozen/froze) … pipe*', 'pipe* … (frozen/froze)'], es: ['(tubo*/tuberia*) … congel*'] },
  },
  {
    id: 'plumbing.bad-smell',
    severity: 'routine',
    flags: ['bad-smell'],
    phrases: {
      en: [
        '<smell> … (bathroom/sink/drain*/sewer/weird/funny/bad/off)',
        '(sewer/weird/funny/bad/strange) <smell>',
      ],
      es: ['huele … (mal/feo/raro/drenaje)', 'mal olor', 'olor … (raro/feo/drenaje)'],
    },
  },
  {
    id: 'plumbing.disposal',
    severity: 'routine',
    flags: ['disposal'],
    phrases: { en: ['disposal'], es: ['triturador'] },
  },
  {
    id: 'water.appliance-leak',
    severity: 'routine',
    flags: ['appliance-leak'],
    phrases: {
      en: [
        '(dishwasher/<fridge>/ice maker) … (leak*/puddle*/water)',
        '(leak*/puddle*) … (dishwasher/<fridge>/ice maker)',
      ],
      es: ['(lavaplatos/lavavajillas/refrigerador/nevera) … (gotea*/tira agua/charco)'],
    },
  },
  {
    id: 'water.ceiling-stain',
    severity: 'routine',
    flags: ['ceiling-stain'],
    phrases: {
      en: ['(stain*/spot*) … ceiling', 'ceiling … (stain*/spot*)', 'water stain*'],
      es: ['mancha* … techo', 'techo … mancha*'],
    },
  },
  {
    id: 'water.through-ceiling',
    severity: 'property_damage',
    trades: ['water_damage'],
    jobTypes: ['water_damage.extraction'],
    flags: ['damage', 'through-ceiling'],
    phrases: {
      en: [
        '(water/leak*/drip*/coming/pour*/came) … (through/from/thru) … ceiling',
        'ceiling … (drip*/leak*)',
      ],
      es: ['(agua/gote*/cayendo) … cielo raso'],
    },
  },
];

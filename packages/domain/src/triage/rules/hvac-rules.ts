import type { CombinedRule, TriageRule } from './triage-rule.ts';

const COMFORT = { severity: 'urgent_comfort', trades: ['hvac'] } as const;

export const HVAC_RULES: readonly TriageRule[] = [
  {
    id: 'hvac.no-cooling',
    ...COMFORT,
    jobTypes: ['hvac.no_cooling'],
    flags: ['no-cooling'],
    phrases: {
      en: [
        '<cooling> … not (spin*/turn*)',
        '<cooling> … hum*',
        '<cooling> … <dead>',
        'no (<cooling>/cooling)',
        '<cooling> not (cool*/keep*)',
        'not cooling',
        '(upstairs/downstairs) unit … (<dead>/not keep*)',
        '<cooling> … (trips/tripping/tripped)',
        '(boiling/roasting/sweltering/so hot/burning up) … (in here/in the house/upstairs/inside)',
        'hot in (here/house)',
        'the system acting up',
      ],
      es: [
        '(<no sirve>/no enfria) … <clima>',
        '<clima> … (<no sirve>/no enfria*)',
        'calor … (clima/adentro/horrible)',
        'sin <clima>',
        'no hay <clima>',
      ],
    },
  },
  {
    id: 'hvac.cooling-fault',
    ...COMFORT,
    jobTypes: ['hvac.no_cooling'],
    flags: ['no-cooling', 'cooling-fault'],
    phrases: {
      en: [
        '(blow*/blowing) … (warm/hot/not cold)',
        'outside unit … not (spin*/run*/come*)',
        '(outside/outdoor) (unit/fan) … <dead>',
        '(ice/iced/frozen/frost) … (pipe/line/coil/unit/<cooling>)',
        '<cooling> … (ice/iced/frozen/freezing up)',
        '(freon/refrigerant)',
        'air … warm',
        'no air coming',
        'air … not coming out',
      ],
      es: [
        'echa … (aire)? caliente',
        'aire … caliente',
        '(hielo/congel*) … <clima>',
        '(gas refrigerante/freon)',
      ],
    },
  },
  {
    id: 'hvac.no-heat',
    ...COMFORT,
    jobTypes: ['hvac.no_heat'],
    flags: ['no-heat'],
    phrases: {
      en: [
        'without (heat/heating)',
        'burner … not (light*/lit/ignit*) … (furnace/boiler/heater)',
        '<heating> … <dead>',
        'no heat',
        'heat pump … (cold/ice/iced)',
        '(furnace/heater/boiler/heat) … (click*/clicks/gives up/short cycl*/shut off/shuts off/error/code/lock* out/blow* cold/cold air)',
        '(furnace/boiler) … (not/will not/stopped/quit)',
        'radiator* … cold',
        '(freezing/icebox/ice box/so cold/cold) … (in here/in my place/in the house/inside)',
        '(house/place/apartment) … (freezing/icebox)',
        'pilot … (out/furnace)',
        'wake up … freezing',
        'like ice … (here/house/apartment/inside)',
      ],
      es: [
        'no prende … piloto',
        'piloto … apag*',
        '(sin/no tenemos/no hay) <calefaccion>',
        '<calefaccion> … <no sirve>',
        '<no sirve> … <calefaccion>',
        '<calefaccion> … (apag*/frio/fria)',
        'frio … (adentro/casa)',
        'hielo … (aqui adentro/la casa)',
      ],
    },
  },
  {
    id: 'hvac.thermostat',
    ...COMFORT,
    jobTypes: ['hvac.no_cooling'],
    flags: ['screen-blank'],
    phrases: {
      en: [
        'thermostat … (blank/dead/broken/off/lies)',
        '(screen/display) … (blank/dead/dark)',
        'new thermostat',
      ],
      es: ['termostato … (apagad*/blanco/muerto/no prende)', 'pantalla … (apagad*/blanco)'],
    },
  },
  {
    id: 'hvac.condensate',
    severity: 'property_damage',
    trades: ['hvac'],
    jobTypes: ['hvac.condensate_leak'],
    flags: ['damage', 'condensate'],
    phrases: {
      en: ['<cooling> … (drip*/leak*)', '(water/leak*/drip*) … (air handler/indoor unit/<cooling>)'],
      es: ['<clima> … (gotea*/tira agua/tirando agua)', '(gotea*/agua) … aire acondicionado'],
    },
  },
  {
    id: 'hvac.smoking',
    severity: 'life_safety',
    trades: ['hvac'],
    jobTypes: ['hvac.no_heat'],
    instructionId: 'SAFE_ELEC_FIRE',
    phrases: {
      en: [
        '(burning/smok*) … air handler',
        'smok* … (vent/vents/duct*/register*)',
        '(vent/vents/duct*/furnace/air handler/<cooling>) … smok*',
      ],
      es: ['humo … (ducto*/rejilla*/ventila*)', '(ducto*/rejilla*/<clima>) … humo'],
    },
  },
  {
    id: 'hvac.maintenance',
    severity: 'routine',
    trades: ['hvac'],
    jobTypes: ['hvac.maintenance'],
    phrases: {
      en: [
        '(tune up/tuneup)',
        '(<cooling>/furnace/boiler/system) … (serviced/checked/inspect*/maintenance/cleaned/tune*)',
        '(service/check/inspect/clean) … (<cooling>/furnace/boiler/system/fireplace)',
        'change … filter*',
        '(gas fireplace/fireplace)',
      ],
      es: [
        '(mantenimiento/revision/revisen/limpieza/servicio) … (<clima>/<calefaccion>)',
        '(<clima>/<calefaccion>) … (mantenimiento/revision)',
        'cambi* … filtro*',
      ],
    },
  },
  {
    id: 'cooling.screen-lit',
    severity: 'routine',
    flags: ['screen-lit'],
    phrases: {
      en: ['(thermostat/screen/display) … (lit/on/works/fine/working/says)'],
      es: ['(termostato/pantalla) … (prendid*/encendid*/funciona/dice)'],
    },
  },
  {
    id: 'cooling.rest-has-power',
    severity: 'routine',
    flags: ['rest-has-power'],
    phrases: {
      en: [
        '(everything else/rest of the house/other things/all else) … (work*/fine/on/good/has power/okay)',
        '(only/just) the <cooling>',
        'nothing else … (out/off/dead)',
        'lights … (work/fine/on)',
      ],
      es: ['(lo demas/todo lo demas/el resto) … (funciona/sirve/bien)', '(solo/nomas) <clima>'],
    },
  },
  {
    id: 'cooling.breaker-trips',
    severity: 'routine',
    flags: ['cooling-breaker-trips'],
    phrases: {
      en: [
        '(trips/tripped/tripping/trip) … (breaker/again/right away/every time)',
        'breaker … (trips/tripped/tripping/trip)',
      ],
      es: ['(bota/bot*/salta/brinca) … (breaker/pastilla)', '(breaker/pastilla) … (bota/bot*/salta/brinca)'],
    },
  },
  {
    id: 'cooling.window-unit',
    severity: 'routine',
    trades: ['appliance'],
    flags: ['window-unit'],
    phrases: { en: ['(window/portable) (<cooling>/unit)'], es: ['(aire/clima) de ventana', 'aire portatil'] },
  },
  {
    id: 'cooling.vehicle',
    severity: 'routine',
    flags: ['vehicle'],
    phrases: {
      en: ['(car/truck/rv/camper/motorhome) <cooling>', '<cooling> … in … (car/truck/rv/camper/van)'],
      es: ['(aire/clima) de (carro/coche/camioneta/troca)'],
    },
  },
];

export const HVAC_COMBINATIONS: readonly CombinedRule[] = [
  {
    id: 'hvac.condensate-through-ceiling',
    needs: ['condensate', 'through-ceiling'],
    severity: 'property_damage',
    trades: ['hvac', 'water_damage'],
    notTrades: ['plumbing', 'roofing'],
    jobTypes: ['hvac.condensate_leak', 'water_damage.extraction'],
  },
  {
    id: 'hvac.condensate-not-plumbing',
    needs: ['condensate'],
    severity: 'routine',
    trades: ['hvac'],
    notTrades: ['plumbing'],
  },
];

import type { TriageRule } from './triage-rule.ts';

const UNCONTROLLED = {
  severity: 'property_damage',
  trades: ['plumbing'],
  instructionId: 'SAFE_WATER_SHUTOFF',
  flags: ['damage', 'active-water'],
} as const;

const SEWAGE = {
  severity: 'property_damage',
  trades: ['plumbing'],
  instructionId: 'SAFE_SEWAGE',
  flags: ['damage', 'sewage'],
} as const;

export const PLUMBING_RULES: readonly TriageRule[] = [
  {
    id: 'plumbing.burst-pipe',
    ...UNCONTROLLED,
    jobTypes: ['plumbing.burst_pipe'],
    phrases: {
      en: [
        '(pipe*/line/plumbing) … (burst*/broke*/split/exploded/blew/cracked/ruptured/snapped/separated)',
        '(burst*/broken/split/busted/cracked) (water)? (pipe*/main)',
        'water main … (burst/broke)',
        'water running (in/inside/behind) … wall*',
        'slab leak',
        'leak* under … slab',
      ],
      es: [
        '(revent*/romp*/rot*/quebr*/exploto) … (tubo*/tuberia*/cano/caneria)',
        '(tubo*/tuberia*/caneria) … (revent*/romp*/rot*/quebr*/explot*)',
      ],
    },
  },
  {
    id: 'plumbing.supply-line',
    ...UNCONTROLLED,
    jobTypes: ['plumbing.supply_line'],
    phrases: {
      en: [
        '(supply line/hose/line/connector) … (spray*/burst*/blew/popped/broke/off/leak*/gush*)',
        '(spray*/gush*/shooting/pouring/flooding) … (sink/toilet/wall/everywhere/washer/laundry/kitchen/bathroom/ceiling/floor)',
        'water (is/was)? (spray*/gush*/shooting/pouring/flying)',
        '(shutoff/shut off/valve/handle) … (broke/snapped/came off/broken) … (hand/off)?',
        'water coming out … (wall/washing machine/washer/everywhere/pipe)',
        'washing machine … (flood*/overflow*)',
        'water not (shut off/stop*)',
      ],
      es: [
        '(romp*/quebr*) … llave paso',
        'llave paso … (romp*/rota/no cierra)',
        '(zafo/zafado/revent*/romp*) … manguera',
        'manguera … (zafo/zafado/revent*/romp*)',
        '(no puedo/no pude) cerrar … llave',
        '(sale/saliendo/brota*/chorre*) … agua … (pared/lavadora/tubo)',
        'agua … (lavadora/pared) … (sale/saliendo)',
      ],
    },
  },
  {
    id: 'plumbing.uncontrolled-water',
    ...UNCONTROLLED,
    jobTypes: ['plumbing.burst_pipe'],
    phrases: {
      en: [
        'can not … water … (off/stop*)',
        'can not … (stop*/shut/turn) … water',
        '(geyser/gusher/waterfall/niagara)',
        '(kitchen/bathroom/basement/house/floor/laundry) … (lake/river/pool/swimming)',
        '(can not/not) … water … stop',
        'water not stop*',
        'water … pouring … (out/from)',
        '(line/hose/fitting) let go',
        'water … everywhere',
        'water all over',
        'water … pouring',
        'raining in my (kitchen/house/bathroom/living room/room)',
        '(flooding) … (house/kitchen/bathroom/laundry/laundry room/apartment/garage/neighbor/him/her/them/unit below)',
        '(neighbor/downstairs/below) … (flooding/leaking/dripping) … (him/her/them)?',
        'ceiling … sweating',
        'will not shut off … (water/help)?',
        'big leak',
      ],
      es: [
        'no para* … agua',
        'agua … no para*',
        'no deja de salir agua',
        'agua … (todos lados/todas partes/todo el piso)',
        'inundando',
        'chorreando … agua',
      ],
    },
  },
  {
    id: 'plumbing.water-heater-leak',
    ...UNCONTROLLED,
    jobTypes: ['plumbing.water_heater_leak'],
    phrases: {
      en: [
        '(water heater/hot water tank/tank) … (leak*/burst/flood*/pouring/wet/spitting/drip*)',
        '(leak*/water/drip*) … (from/under/around/out of/at) … water heater',
        '(relief valve) … (spitting/leak*/drip*/hiss*)',
      ],
      es: [
        '<calentador> … (gote*/fuga/tira*/sale/saliendo/derram*/chorre*)',
        '(tira*/tirando/saliendo/sale/gote*/fuga/derram*) … <calentador>',
      ],
    },
  },
  {
    id: 'plumbing.overflow',
    ...UNCONTROLLED,
    jobTypes: ['plumbing.toilet'],
    phrases: {
      en: ['(toilet*/sink/tub/bathtub) … overflow*', 'overflow* … (toilet/sink/tub)'],
      es: [
        '(inodoro/excusado/taza/lavabo/tina/bano) … (desbord*/derram*)',
        '(desbord*) … (inodoro/excusado/taza/bano)',
      ],
    },
  },
  {
    id: 'plumbing.sewage',
    ...SEWAGE,
    jobTypes: ['plumbing.sewage_backup', 'plumbing.main_line'],
    phrases: {
      en: [
        '(toilet*/drain*/sink*/washer) … (back*/coming) up (into/in/through) … (tub/bathtub/shower/sink/floor/basement)',
        'sewage',
        'sewer … (back* up/backed/coming up/overflow*)',
        '(poop/feces/toilet water/dirty water/nasty water/black water) … (come*/coming/came/up/out/everywhere/shower/tub/floor)',
        '(toilet*/drain*/everything/shower/tub) … (and/both/all) … back* up',
        '(both/all/every/two) … (toilet*/drain*/sink*) … (back* up/backed/clogged/full)',
        'water comes up … (tub/shower/drain/sink/somewhere else/floor)',
        'floor drain … (back*/coming up/overflow*/water)',
        'main (line/drain/sewer) … (clog*/back*/block*)',
        'septic … (back*/overflow*/alarm)',
      ],
      es: [
        'aguas negras',
        '(drenaje/desague*/aguas) … (regres*/devuelv*/tapad*)',
        '(regres*/devuelv*/brota*) … (drenaje/desague*/aguas)',
        'agua sucia … (sale/saliendo/sube)',
        '(sale/saliendo/sube) … (agua sucia/caca/mierda)',
        '(fosa septica) … (llena/derram*)',
      ],
    },
  },
  {
    id: 'plumbing.sump-pump',
    severity: 'property_damage',
    trades: ['plumbing'],
    jobTypes: ['plumbing.sump_pump'],
    flags: ['damage'],
    phrases: {
      en: ['sump (pump)? … (<dead>/quit/fill*/not/plug)'],
      es: ['bomba (sumergible/sotano/de agua) … <no sirve>'],
    },
  },
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

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
];

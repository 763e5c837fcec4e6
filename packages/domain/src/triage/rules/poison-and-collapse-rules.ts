import type { TriageRule } from './triage-rule.ts';

const GET_OUT = { severity: 'life_safety', instructionId: 'SAFE_GET_OUT' } as const;
const FIRE = { severity: 'life_safety', instructionId: 'SAFE_ELEC_FIRE' } as const;

/** Poisons, tanks under pressure, chimney fires, and buildings that give way. */
export const POISON_AND_COLLAPSE_RULES: readonly TriageRule[] = [
  {
    id: 'person.poisoned',
    severity: 'life_safety',
    instructionId: 'SAFE_ILLNESS',
    flags: ['poison'],
    phrases: {
      en: [
        '(drank/drink/drunk/drinking/swallow*/ingest*/sipped/licked/got into/got hold of/chug*/breathed/inhaled) … <poison>',
        '(took/taken/swallow*/ate) … (bottle/handful/lot/too many/all) … (pills/medication/meds)',
        '(ate/eaten/eating) … (poison/pod/pods/battery/batteries/pesticide)',
        '<poison> … (in/into/on) … (eye/eyes/face/mouth/throat)',
        '(mixed/mixing/combined) … bleach … (ammonia/acid/vinegar/cleaner)',
        '(mixed/mixing/combined) … (ammonia/acid/vinegar/cleaner) … bleach',
        'throat … (closing/swelling/burning)',
        '(been/got/was/is/got herself/got himself) poisoned',
      ],
      es: [
        '(tomo/tome/bebio/trago/trague/tomando/bebiendo) … <veneno>',
        '(nino*/nina*/bebe*/hijo*/hija*/perro) … comio … <veneno>',
        '(tomo/tome/trago/trague) … (frasco/monton/puno/muchas) … pastillas',
        '(respiro/respire/inhalo/inhale) … <veneno>',
        '<veneno> … (ojo/ojos/cara/boca/garganta)',
        '(mezcl*/revolv*/combin*) … cloro … (amoniaco/acido/vinagre/sarricida)',
        '(mezcl*/revolv*/combin*) … (amoniaco/acido/vinagre/sarricida) … cloro',
        'se (enveneno/intoxico)',
        '(envenenad*/intoxicad*)',
      ],
    },
  },
  {
    id: 'pressure.about-to-burst',
    ...GET_OUT,
    trades: ['plumbing'],
    jobTypes: ['plumbing.water_heater_leak'],
    flags: ['pressure'],
    phrases: {
      en: [
        '(water heater/boiler/pressure tank/heater) … (going to/about to/ready to/might/could) (blow*/explode)',
        '(water heater/boiler/pressure tank) … (shak*/rattl*/vibrat*) … (floor/wall*/house/room/kitchen/basement)',
        '(boiler/water heater) … gauge … (red/pegged/max*)',
        '(boiler/water heater) … (exploded/blew up)',
        'exploded … (boiler/water heater)',
        '(relief valve/boiler/water heater) … steam … everywhere',
        '(tank/boiler/water heater) … bulg* … (bang*/noise*/popping/rumbling)',
        'steam … (blast*/shoot*/pour*/spray*) … (water heater/relief valve/boiler)',
        'boiling water … (shoot*/spray*/blast*) … (water heater/relief valve/boiler)',
        '(relief valve/boiler/water heater) … (blast*/shoot*/blowing) … (steam/boiling)',
      ],
      es: [
        '(<calentador>/caldera) … (punto de/va a/por) (explotar/reventar)',
        '(explot*/revento) (<calentador>/caldera)',
        'vapor … (valvula/<calentador>/caldera)',
        '(<calentador>/caldera) … (sacud*/vibra*/tiembla*/tembl*/retumba*) … (piso/pared*/casa/cuarto/cocina/sotano)',
        '(sacud*/tembl*/tiembla*/vibra*) … (piso/pared*/casa) … (<calentador>/caldera)',
      ],
    },
  },
  {
    id: 'furnace.exploded',
    ...GET_OUT,
    trades: ['hvac'],
    jobTypes: ['hvac.no_heat'],
    flags: ['pressure'],
    phrases: {
      en: [
        'furnace … (exploded/blew up)',
        'furnace … (going to/about to/ready to/might/could) (blow*/explode)',
        'exploded … furnace',
      ],
      es: ['<calefaccion> … (explot*/revento)', '(explot*/revento) … <calefaccion>'],
    },
  },
  {
    id: 'fire.chimney',
    ...FIRE,
    flags: ['fire'],
    phrases: {
      en: [
        '(chimney/flue/stovepipe/stove pipe) … (glow*/roar*/red hot/freight train)',
        '(furnace/boiler/water heater) … (glowing red/glowing orange/red hot)',
      ],
      es: ['(chimenea/tubo estufa) … (rojo vivo/al rojo/rugiendo)'],
    },
  },
  {
    id: 'building.giving-way',
    ...GET_OUT,
    phrases: {
      en: [
        '(hear/hearing/heard) … (beam*/joist*/rafter*/roof/floor/ceiling) … crack*',
        '(house/building/porch/deck/floor/roof/wall) … (collapsing/caving in/giving way/coming down on)',
        '(deck/porch/balcony/stairs) … (dropped/fell) … under',
        '(house/building) shifted',
        '(floor/roof) … sag* … crack*',
        '(wall/ceiling) … (bowing/bowed/bulg*) … crack*',
        'ceiling … popping … bulge',
        '(floor/deck/porch/stairs) … (collapsed/gave way) … (under/with)',
      ],
      es: [
        '(piso/casa/pared/balcon) … (derrumbo/derrumbando/viene abajo)',
        '(derrumb*) … (piso/casa/pared/balcon)',
        '(truenan/tronando/crujen/crujiendo) … (viga*/techo/casa)',
        '(viga*/techo/casa) … (truenan/tronando/crujen/crujiendo)',
      ],
    },
  },
];

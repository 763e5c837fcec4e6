import type { TriageRule } from './triage-rule.ts';

/** Electrical work without danger, garage doors, locks, appliances. */
export const HOUSE_RULES: readonly TriageRule[] = [
  {
    id: 'electrical.partial-outage',
    severity: 'urgent_comfort',
    trades: ['electrical'],
    jobTypes: ['electrical.partial_outage'],
    flags: ['partial-outage'],
    phrases: {
      en: [
        '(half/part/side/back half/some) … (house/home/lights/apartment) … (no power/out/dark/dead/without power/no electricity)',
        '(half/part/side) … (house/home) … lost power',
        'power half out',
        '(outlet*/plugs/counter plugs) … (dead/not work*/out/quit/stopped/no power)',
        '(dead/no power) … (outlet*/plugs)',
        '(room/bedroom/kitchen/bathroom) … (dark/no power/lost power)',
        '(stove/oven/range) … (dead/broken/not heat*/will not heat) … (dryer/and so/too)',
        'lights … (out too/are out)',
        'power … (weird/flicker*/on and off/surging/comes and goes)',
        'things keep going on and off',
        'microwave killed',
      ],
      es: [
        '(no hay/sin/fue) luz … (mitad/parte/cuarto*/recamara/cocina/lado)',
        '(mitad/parte) casa … (sin luz/no hay luz/no tiene luz)',
        '<enchufe> … <no sirve>',
        '<no sirve> … <enchufe>',
        'luz … (va y viene/parpade*)',
      ],
    },
  },
  {
    id: 'electrical.outage',
    severity: 'urgent_comfort',
    trades: ['electrical'],
    jobTypes: ['electrical.service_down'],
    flags: ['power-out', 'whole-house-out'],
    phrases: {
      en: [
        '(whole/entire) house … (lost power/no power/dark/out/without power)',
        '(power/electricity/electric) … (out/off/went out)',
        '(lost/no) (power/electricity)',
        'house … (lost power/no power/no electricity)',
        'blackout',
      ],
      es: ['(fue/sin/no hay) (luz/electricidad/corriente)', 'apagon'],
    },
  },
  {
    id: 'electrical.breaker',
    severity: 'urgent_comfort',
    trades: ['electrical'],
    jobTypes: ['electrical.breaker_trips'],
    phrases: {
      en: ['breaker* … not (reset*/stay*/hold*)', 'breaker* (keeps)? (trip*/popping)'],
      es: ['(breaker*/pastilla*) … (bota*/brinca*/salta*/no sube)'],
    },
  },
  {
    id: 'electrical.work',
    severity: 'routine',
    trades: ['electrical'],
    jobTypes: ['electrical.breaker_trips'],
    phrases: {
      en: [
        '(ceiling fan/light switch*/switch*/outlet*/light fixture*/panel/wiring/ev charger/car charger) … (installed/install/replaced/replace/added/add/not work*/upgrade*/checked/looked)',
        '(install/add/replace/adding/upgrade/want/need/another/new) … (ceiling fan/light switch*/switch/outlet*/light fixture*/panel/wiring/charger/smoke (detector*/alarm*))',
        'light* … (flicker*/dim*)',
        '(smoke (detector*/alarm*)) … (chirp*/beep* once/battery)',
        '(wiring/panel) … (checked/inspect*)',
        '(electrician/sparky)',
        '(burned/burnt) out bulb',
      ],
      es: [
        '(instal*/cambiar/poner/agregar/necesito/otro/nuevo) … (ventilador techo/<enchufe>/lampara*/foco*)',
        '<enchufe> … (cambiar/instalar)',
        'detector humo … (pita/cada)',
        'electricista',
        '(fundio) … foco',
      ],
    },
  },
  {
    id: 'garage.spring',
    severity: 'urgent_comfort',
    trades: ['garage_door'],
    jobTypes: ['garage_door.spring'],
    phrases: {
      en: ['(spring*) … (snapped/broke*/bang/popped)', '(broken/snapped) (garage)? (door)? spring'],
      es: ['resorte* … (rompi*/roto/garaje/quebr*)', '(rompi*/roto/quebr*) … resorte*'],
    },
  },
  {
    id: 'garage.stuck-open',
    severity: 'property_damage',
    trades: ['garage_door'],
    jobTypes: ['garage_door.off_track'],
    phrases: {
      en: [
        'not (go down/close) … <garage door>',
        '<garage door> … (stuck open/stuck wide open/wide open/not close/will not close/not go down/not shut)',
        '(can not/will not) close … garage',
      ],
      es: ['<garaje> … (abiert*/no cierra/no baja)', 'no (cierra/baja) … <garaje>'],
    },
  },
  {
    id: 'garage.not-moving',
    severity: 'urgent_comfort',
    trades: ['garage_door'],
    jobTypes: ['garage_door.opener'],
    phrases: {
      en: [
        '<garage door> … (off track/off its track/off the track/not open/will not open/not move/does not move/not moving/stuck/crooked/halfway/jammed/trapped)',
        'off … track … garage',
        'car … trapped … garage',
        'crooked … garage door',
      ],
      es: ['<garaje> … (no (abre/sube/mueve)/riel/atorad*/chuec*)', 'no abre … <garaje>'],
    },
  },
  {
    id: 'garage.opener-dead',
    severity: 'routine',
    flags: ['opener-dead'],
    phrases: {
      en: ['opener … <dead>', 'garage door … not (respond*/do anything/open*)', 'power … out … garage door'],
      es: ['motor … <garaje> … <no sirve>', '<garaje> … no responde'],
    },
  },
  {
    id: 'power.neighbours',
    severity: 'routine',
    flags: ['neighbours-lit'],
    phrases: {
      en: ['neighbor* … (have power/have lights/lights/lit/got power/fine)'],
      es: ['vecino* … (si tienen/tienen luz)'],
    },
  },
  {
    id: 'power.neighbours-out',
    severity: 'routine',
    flags: ['neighbours-out'],
    phrases: {
      en: [
        'neighbor* … (out too/dark/no power/out)',
        '(whole/entire) (block/street/neighborhood) … (out/dark/no power)',
        'street … dark',
      ],
      es: [
        '(toda la cuadra/toda la calle/todo el barrio) … (sin luz/no hay luz)',
        'vecino* … (tampoco/sin luz)',
      ],
    },
  },
  {
    id: 'garage.work',
    severity: 'routine',
    trades: ['garage_door'],
    jobTypes: ['garage_door.opener'],
    phrases: {
      en: [
        'garage … (remote/keypad)',
        '<garage door> … (grind*/noise*/squeak*/goes up by itself/loud/tune*)',
        'garage door',
        '<garage door> … smok*',
      ],
      es: ['control … <garaje>', 'puerta <garaje>'],
    },
  },
  {
    id: 'lock.locked-out',
    severity: 'urgent_comfort',
    trades: ['locksmith'],
    jobTypes: ['locksmith.lockout'],
    flags: ['locked-out'],
    phrases: {
      en: [
        'locked (myself)? out',
        '(key*) … (broke/snapped/stuck) … (in/off) … (lock/door/ignition)',
        '(can not/not) get in',
        'door … (shut/closed) behind',
        '(smart lock/keypad) … (dead/died/not work*)',
        '(deadbolt/lock) … not (turn*/open*/work*)',
        'lost … keys',
      ],
      es: [
        'llaves … (adentro/dentro)',
        '(cerro) … puerta … llaves',
        '(quede/quedo/quedamos) (afuera/fuera)',
        'llave … (quebr*/romp*/atoro) … (cerradura/chapa/puerta)',
        '(quebr*/romp*) … llave … (cerradura/chapa)',
        '(perdi/perdimos) … llaves',
        'sin llaves',
        '(cerradura/chapa) … (no abre/no gira/atorada)',
      ],
    },
  },
  {
    id: 'lock.insecure',
    severity: 'property_damage',
    trades: ['locksmith'],
    jobTypes: ['locksmith.break_in_secure'],
    phrases: {
      en: [
        '(broke* into/broken into/break in/burglar*/robbed)',
        '(kicked/pried/busted) … door',
        '(door/lock) … not (lock/latch/close/secure)',
        'lock … (broken/busted)',
      ],
      es: [
        '(forzaron/patearon/tumbaron/rompieron) … (puerta/chapa/cerradura)',
        '(puerta/chapa) … (no cierra/forzad*)',
        '(entraron a robar/robaron)',
      ],
    },
  },
  {
    id: 'lock.work',
    severity: 'routine',
    trades: ['locksmith'],
    jobTypes: ['locksmith.rekey'],
    phrases: {
      en: [
        'rekey*',
        '(spare/extra/copy/new) key*',
        'key* made',
        '(change/new/install) … (lock*/deadbolt*)',
        'locksmith',
      ],
      es: ['(cambi*/nueva*) … (cerradura*/chapa*)', 'copia … llave*', 'cerrajero'],
    },
  },
  {
    id: 'appliance.fridge',
    severity: 'urgent_comfort',
    trades: ['appliance'],
    jobTypes: ['appliance.fridge'],
    phrases: {
      en: [
        '<fridge> … (warm/not cool*/not keep*/stopped/not cold/<dead>/not freez*/thaw*)',
        '(insulin/medicine) … <fridge>',
      ],
      es: ['(refrigerador/refri/nevera/congelador) … (no enfria/no congela/<no sirve>/dejo/caliente)'],
    },
  },
  {
    id: 'appliance.trouble',
    severity: 'routine',
    trades: ['appliance'],
    jobTypes: ['appliance.washer'],
    phrases: {
      en: [
        '<appliance> … (leak*/puddle/noise*/racket/stuck/not (drain*/spin*/heat*/start*/dry*/work*)/broken/forever/beep*/loud/error/smok*/spark*/fire/burn*/clicks/clicking/shak*)',
        'ice maker',
        '(repair/fix/service/hook up/install) … (<appliance>/gas stove/grill*/smoker*)',
        '<appliance> … will not (heat/start/spin/drain/turn)',
        'disposal … (hum*/jam*/stuck)',
        '(smok*/spark*/burn*) … <appliance>',
      ],
      es: [
        '(lavadora/secadora/horno/estufa*/lavaplatos/lavavajillas/microondas/refrigerador/nevera/congelador) … (no (calienta/seca/gira/desagua/prende)/ruido/tarda/gotea/descomp*/quem*/humo/chispa*)',
        '(humo/quem*) … (secadora/refrigerador/horno/lavadora/microondas)',
        '(instal*) … (estufa*/secadora/lavadora)',
        '(secadora/estufa*) … (nueva/nuevo)',
      ],
    },
  },
];

/**
 * The approved lines, worst first: of several that are due, the earliest here is spoken. To be spoken word for word.
 */
export const SAFETY_LINES = {
  SAFE_CRISIS: {
    en: 'Please call 911, or 988 to talk to someone right now.',
    es: 'Por favor, llame al 911, o al 988 para hablar con alguien ahora mismo.',
  },
  SAFE_MEDICAL: {
    en: "Hang up and call 911 now. Don't touch them if they're still touching the electricity.",
    es: 'Cuelgue y llame al 911 ahora mismo. No los toque si todavía están en contacto con la electricidad.',
  },
  SAFE_ILLNESS: {
    en: 'Call 911 now.',
    es: 'Llame al 911 ahora mismo.',
  },
  SAFE_GAS: {
    en: "Please leave the building now, don't touch any switches, and once you're well outside call 911 and your gas company.",
    es: 'Salgan del edificio ahora mismo, no toquen ningún interruptor y, ya afuera, llamen al 911 y a la compañía de gas.',
  },
  SAFE_CO: {
    en: 'Get everyone out into fresh air right now and call 911 from outside.',
    es: 'Salgan todos al aire libre y llamen al 911 desde afuera.',
  },
  SAFE_LINE: {
    en: "Stay far back, at least 35 feet, and call 911. Don't touch anything it touches. If you're in the car, stay in.",
    es: 'Manténgase lejos, al menos a 35 pies, y llame al 911. No toque nada que esté en contacto con el cable. Si está en el carro, quédese adentro.',
  },
  SAFE_WATER_ELEC: {
    en: "Stay out of the water and don't touch the switches. If you see sparks or smoke, leave and call 911.",
    es: 'No entre al agua ni toque los interruptores; si ve chispas o humo, salga y llame al 911.',
  },
  SAFE_ELEC_FIRE: {
    en: "Step away, don't touch it, get everyone outside and call 911.",
    es: 'Aléjese, no lo toque, salgan todos y llamen al 911. No le eche agua.',
  },
  SAFE_GET_OUT: {
    en: 'Get everyone outside now, stay well away from the building and call 911.',
    es: 'Salgan todos ahora mismo, aléjense del edificio y llamen al 911.',
  },
  SAFE_INTRUDER: {
    en: 'Get out if you can do it safely, stay away from the house and call 911.',
    es: 'Salga si puede hacerlo sin peligro, aléjese de la casa y llame al 911.',
  },
  SAFE_CHILD_LOCKED: {
    en: "Call 911 now, they're the fastest, and I'm sending our locksmith too.",
    es: 'Llame al 911 ahora mismo, son los más rápidos, y yo también mando a nuestro cerrajero.',
  },
  SAFE_MEDICAL_DEVICE: {
    en: 'Call 911 now if it is running low, and the equipment supplier.',
    es: 'Llame al 911 ahora mismo si se está agotando, y al proveedor del equipo.',
  },
  SAFE_FLOOD: {
    en: 'Leave the low rooms now and stay out of the water. If it keeps rising, go to higher ground and call 911.',
    es: 'Salga ya de los cuartos bajos y no entre al agua. Si sigue subiendo, vaya a un lugar alto y llame al 911.',
  },
  SAFE_ELEVATOR: {
    en: "Press the alarm or phone button and call 911 if anyone is unwell. Don't force the doors.",
    es: 'Presione el botón de alarma o de teléfono y llame al 911 si alguien se siente mal. No fuercen las puertas.',
  },
  SAFE_CHILD: {
    en: 'Stay somewhere safe and dry. Is there a grown-up or neighbor you can get?',
    es: 'Quédate en un lugar seguro y seco. ¿Hay un adulto o un vecino a quien puedas llamar?',
  },
  SAFE_HEAT: {
    en: 'Get everyone to a cool place and give them water. If anyone is confused, faints or is hard to wake, call 911.',
    es: 'Lleve a todos a un lugar fresco y deles agua. Si alguien se confunde, se desmaya o no despierta bien, llame al 911.',
  },
  SAFE_COLD: {
    en: 'Keep everyone in one warm room, with blankets. Never heat with an oven, a grill or a generator. If anyone is confused or hard to wake, call 911.',
    es: 'Reúnanse en un solo cuarto, con cobijas. Nunca calienten con el horno, una parrilla o un generador. Si alguien se confunde o no despierta bien, llamen al 911.',
  },
  SAFE_CEILING: {
    en: 'Keep everyone out from under that ceiling.',
    es: 'Que nadie se quede debajo de ese techo.',
  },
  SAFE_SEWAGE: {
    en: 'Stop all water: no flushing, washer or dishwasher. Keep kids and pets out.',
    es: 'No use agua: no descargue el inodoro ni la lavadora; mantenga lejos a niños y mascotas.',
  },
  SAFE_WATER_SHUTOFF: {
    en: 'Turn the main valve clockwise until it stops, usually where the pipe enters or by the meter; only if you can reach it without touching water near electricity.',
    es: 'Cierre la llave principal del agua, girando a la derecha, solo si puede llegar sin tocar agua cerca de electricidad.',
  },
  SAFE_CHEMICAL: {
    en: "Don't add anything; tell the technician.",
    es: 'No le agregue nada; dígaselo al técnico.',
  },
} as const;

export type InstructionId = keyof typeof SAFETY_LINES;

// A cast: `Object.keys` is typed `string[]`, and the object above has no keys but its own.
export const INSTRUCTION_IDS = Object.keys(SAFETY_LINES) as readonly InstructionId[];

/** Of two lines the one to be spoken first, or the only one. */
export function moreUrgentLine(one: InstructionId | null, other: InstructionId | null): InstructionId | null {
  if (one === null || other === null) return one ?? other;
  return INSTRUCTION_IDS.indexOf(one) <= INSTRUCTION_IDS.indexOf(other) ? one : other;
}

/** Those that send the caller to the emergency services: what we could do comes after. */
const EMERGENCY_LINES: ReadonlySet<string> = new Set<InstructionId>([
  'SAFE_CRISIS',
  'SAFE_MEDICAL',
  'SAFE_ILLNESS',
  'SAFE_GAS',
  'SAFE_CO',
  'SAFE_LINE',
  'SAFE_WATER_ELEC',
  'SAFE_ELEC_FIRE',
  'SAFE_GET_OUT',
  'SAFE_INTRUDER',
  'SAFE_CHILD_LOCKED',
  'SAFE_MEDICAL_DEVICE',
  'SAFE_FLOOD',
  'SAFE_ELEVATOR',
]);

/** Takes any text: ids come back from rows and from other rooms as text. */
export function isEmergencyLine(lineId: string): boolean {
  return EMERGENCY_LINES.has(lineId);
}

import type { TriageRule } from './triage-rule.ts';

/** Who is there and how they are: facts that make other things worse. */
export const CALLER_RULES: readonly TriageRule[] = [
  {
    id: 'person.unwell',
    severity: 'routine',
    flags: ['unwell'],
    phrases: {
      en: [
        'panic*',
        'pass out',
        'chest',
        'asthma*',
        'diabetic',
        'can not breathe',
        'faint*',
        'sick',
        'pregnant',
        'hurt',
      ],
      es: ['panico', 'asma', 'desmay*', 'enferm*', 'embarazada'],
    },
  },
  {
    id: 'person.powered-device',
    severity: 'routine',
    flags: ['medical-device', 'vulnerable'],
    phrases: {
      en: [
        'oxygen',
        'ventilator',
        'dialysis',
        'concentrator',
        'nebulizer',
        'feeding pump',
        'life support',
        'cpap',
      ],
      es: ['oxigeno', 'ventilador mecanico', 'respirador', 'dialisis', 'concentrador', 'nebulizador'],
    },
  },
  {
    id: 'person.device-stopped',
    severity: 'life_safety',
    instructionId: 'SAFE_MEDICAL_DEVICE',
    phrases: {
      en: [
        '(oxygen machine/oxygen concentrator/concentrator/ventilator/feeding pump) … (shut off/quit/died/stopped/not work*/failed/beeping/went off)',
      ],
      es: ['(concentrador/respirador/ventilador mecanico) … (apago/no funciona/no prende/dejo de)'],
    },
  },
  {
    id: 'person.vulnerable',
    severity: 'routine',
    flags: ['vulnerable'],
    phrases: {
      en: [
        'baby',
        'babies',
        'infant*',
        'newborn*',
        '(week/weeks/month/months/day/days) old',
        'grandma',
        'grandmother',
        'grandpa',
        'grandfather',
        'nana',
        'elderly',
        'pregnant',
        'disab*',
        'wheelchair',
        'chemo*',
        'bedridden',
        'hospice',
        'on insulin',
        '(heart/lung/kidney) (condition/failure/disease)',
        '(old/older) (mother/father/mom/dad/parents/folks)',
      ],
      es: [
        'bebe*',
        'recien nacid*',
        'abuel*',
        'embarazada',
        'discapacitad*',
        'silla ruedas',
        'ancian*',
        '(meses/semanas) nacid*',
        'tercera edad',
      ],
    },
  },
  {
    id: 'person.young-child',
    severity: 'routine',
    flags: ['young-child'],
    phrases: {
      en: ['toddler*', 'preschooler*'],
      es: ['(un) ano'],
    },
  },
  {
    id: 'person.minor',
    severity: 'routine',
    flags: ['minor'],
    phrases: {
      en: [
        'i (am) only? (kid/child/minor)',
        'i (am) in (first/second/third/fourth/fifth/sixth/seventh/eighth) grade',
      ],
      es: ['soy (un/una)? (nino/nina/menor)'],
    },
  },
  {
    // Of a grown-up as well: an adult statement before or after takes it back.
    id: 'person.minor-guessed',
    severity: 'routine',
    flags: ['minor'],
    phrases: {
      en: [
        'my (mom/mommy/mama/dad/daddy/parents/grandma) … (at work/not home/not here/at the store/gone/not answering)',
        'home alone',
      ],
      es: [
        'mi (mama/papa) … (no esta/trabajando/trabajo/salio)',
        'mis papas no estan',
        'estoy sol* en (casa)?',
      ],
    },
  },
  {
    id: 'person.adult',
    severity: 'routine',
    flags: ['adult'],
    phrases: {
      en: [
        'i (am) (owner/homeowner/landlord/landlady/tenant/renter/manager/superintendent/caretaker)',
        'i (own/rent/manage) (house/home/place/apartment/building/property)',
        'i (am) (adult/grown up/grown man/grown woman)',
        '(this is/i am) (his/her/their/the) (mom/mother/dad/father/grandma/grandmother/grandpa/grandfather/owner/homeowner)',
        'i (am) over (eighteen/18/twenty one/21)',
      ],
      es: [
        'soy (dueno/duena/propietari*/inquilin*/encargad*/adult*)',
        '(soy/habla) (su/la/el) (mama/madre/papa/padre/abuela/abuelo)',
        'soy mayor de edad',
      ],
    },
  },
  {
    id: 'person.adult-life',
    severity: 'routine',
    flags: ['adult-life'],
    phrases: {
      en: [
        '(my/our) (wife/husband/spouse/fiance/fiancee/kids/children/daughter/son/tenant*/employee*/landlord/grandkids)',
        'i (work/worked) (nights/from home/late)',
      ],
      es: ['(mi/mis) (esposa/esposo/marido/hijo/hija/hijos/hijas/inquilin*/nietos)'],
    },
  },
  {
    id: 'person.outside',
    severity: 'routine',
    flags: ['caller-outside'],
    phrases: {
      en: [
        '(we/i/everyone/everybody) … (outside/out front/out back/across the street/in the yard/on the sidewalk/in the driveway)',
        '(we/i) … in the car',
        '(going/went/heading/stepped/got) … outside',
        '(we/everyone/everybody) (got/is/are) out',
      ],
      es: ['(estamos/estoy/ya/salimos/sali) … (afuera/fuera/calle)', 'ya salimos'],
    },
  },
];

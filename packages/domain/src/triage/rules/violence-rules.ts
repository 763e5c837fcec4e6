import type { TriageRule } from './triage-rule.ts';

/** Somebody means harm: to the caller, or the caller to themselves. */
export const VIOLENCE_RULES: readonly TriageRule[] = [
  {
    id: 'person.intruder',
    severity: 'life_safety',
    trades: ['locksmith'],
    jobTypes: ['locksmith.break_in_secure'],
    instructionId: 'SAFE_INTRUDER',
    phrases: {
      en: [
        '(someone/somebody/he/they/burglar/intruder/man/guy) … (still inside/is inside/in my house/in the house/in the basement/in the garage/upstairs)',
        '(breaking in/trying to break in/trying to get in) (right now)?',
        'trying … break (in/into)',
        '(someone/somebody/guy/man/stranger/burglar/they) … (breaking into/climbing (in/into/through)/crawling (in/into/through)/prying)',
        '(someone/somebody/guy/man/stranger/burglar/ex) … (kicking/smashing/forcing/jiggling/banging) … (door/window)',
        '(hear/see) (someone/somebody) … (inside/in the house/downstairs/upstairs)',
      ],
      es: [
        '(alguien/ladron*) … (adentro/dentro)',
        '(metiendo/meterse/metio) … (adentro/dentro)',
        '(alguien/ladron*/hombre/tipo/senor) … (metiend*/meterse/entrar/forzando/rompiendo/pateando/tratando de abrir) … (casa/puerta/ventana/cochera)',
        'intruso',
        'metio … (hombre/tipo/ladron/desconocido)',
      ],
    },
  },
  {
    id: 'person.threatened',
    severity: 'life_safety',
    instructionId: 'SAFE_INTRUDER',
    phrases: {
      en: [
        '(say*/yell*/scream*/shout*/threaten*/swear*/told/tells) … (he/she/they) (will/is going to/are going to/going to/gonna) (burn/kill/shoot/stab/hurt/beat) (me/us)',
        '(he/she/they/neighbor*) (will/is going to/are going to/going to/gonna) burn (me/us/the house/my house/our house/this place) (out/down)?',
        '(threatening/threatened/threatens) … burn',
      ],
      es: [
        '(dice*/diciendo/grita*/gritando/amenaza*/amenazando/jura*) … (va/van) a (quemar*/matar*/prender*/golpear*/pegar*)',
        '(me/nos) (va/van) a (quemar/matar/prender fuego)',
        '(va/van) a quemarnos',
        '(va/van) a quemarme',
      ],
    },
  },
  {
    id: 'person.crisis',
    severity: 'life_safety',
    instructionId: 'SAFE_CRISIS',
    phrases: {
      en: [
        'end it all',
        '(want/going/wanna) to die',
        '(hurting/killing) myself',
        '(he/she/they/<kin>/ex) (has/have/is/got)? … (gun/machete/threatening)',
        '(he/she/they/ex) … with (knife/bat/gun)',
        'nobody would miss me',
        '(will/going to/gonna) (hurt/shoot/stab) me',
        'threatening … (me/us/kill)',
        '(kill/hurt/harm/shoot/hang) (myself/himself/herself)',
        'not want to (live/be alive/be here anymore)',
        'suicid*',
        'end my life',
        'better off dead',
        '(going to/gonna/will) (kill/hurt/shoot/stab) (him/her/them/my (wife/husband/kids))',
        'he (hit*/beat*) me',
        '(husband/wife/boyfriend/girlfriend/dad/stepdad/mom/brother/son/roommate/partner/guy/man/he/she/ex/they) … (hitting/beating/choking/attacking/punching/hurting/strangling) me',
        'pretend … (plumber/order*/talking/calling/my friend)',
        'no reason to live',
      ],
      es: [
        'no quiero (vivir/seguir viviendo)',
        'matarme',
        'suicid*',
        'quitarme la vida',
        'me quiero morir',
        'me (golpea/esta golpeando)',
        '(me/nos) (esta)? (pegando/golpeando/ahorcando/amenazando)',
        '(<pariente>/marido/novio/novia/ex/tipo/hombre) … (tiene/trae/con/saco) (pistola/cuchillo/machete/arma)',
        '(me) (voy a/quiero/quisiera) matar',
        'voy a matarme',
      ],
    },
  },
];

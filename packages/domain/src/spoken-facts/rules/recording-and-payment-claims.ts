import type { ClaimSource } from './claim-source.ts';
import { ADVERBS, I_HAVE, SOMEBODY, WORKER } from './english-words.ts';
import type { SpokenLanguage } from './finding.ts';

const KEPT = '(?:recorded|taped|being recorded|being taped|on tape)';
const THE_CALL = '(?:this|the|our|your) (?:phone )?(?:call|line|conversation)|(?:it|this|that)';
const AND_ALL =
  '(?:(?:the|all|any|your|both|and|full|whole|entire|labor|parts|everything|even|of|actual|plus) ){0,5}';
const WORK = '(?:repairs?|parts?(?! of\\b)|labor|replacement|materials)';
const NO_PLAN = '(?! (?:estimate|quote|plan|options?|price|range)s?\\b)';
const PAYMENT = '(?:payment|deposit|money|card)';
const NO_LINK = '(?! (?:link|question|option|method|info\\w*|number|details|terms|plan|request)s?\\b)';

/** Who comes; not "they", who may be the caller's family. */
const ONE = `(?:he|she|(?:the|a|our|your)(?: \\w+)? ${WORKER})`;

const ENGLISH: ClaimSource[] = [
  [
    'not-recorded',
    `\\b(?:${THE_CALL})(?: isn't| is not|'s not| wasn't| was not| won't be| will not be| is never|'s never)(?: \\w+ly| actually| even)? ${KEPT}\\b`,
  ],
  [
    'not-recorded',
    `\\b(?:nothing|none)(?: (?:you|we|i)(?:'re| are)? (?:say|said|saying|tell me)| of (?:this|it|that)| here| on (?:this|the) (?:call|line))?(?: is|'s| gets| will be| was)(?: ever| even)? ${KEPT}\\b`,
  ],
  [
    'not-recorded',
    "\\b(?:we|i|nobody|no one)(?:'re not|'m not| are not| am not| aren't| is|'s| don't| do not| never)?(?: \\w+ly| even)? (?:record|records|recording|tape|taping) (?:any |your |this |our |the |these |phone )*(?:calls?|conversations?|this|you|anything|it|line)\\b(?<!\\b(?:we|i)(?:'ll)? record \\w+ \\w+)",
  ],
  [
    'not-recorded',
    "\\b(?:there's|there is|we have|we keep|i keep) no (?:audio |voice )?recording\\b|\\bno recording (?:is|of this call)\\b",
  ],
  [
    'not-recorded',
    "\\b(?:the|this|our) recording(?: is|'s| has been| was)(?: now)? (?:off|stopped|turned off|disabled|paused)\\b",
  ],
  ['not-recorded', `\\b${I_HAVE}(?:turned|switched|shut) (?:off the recording|the recording off)\\b`],
  ['repair-included', `\\b(?:includes?|covers?|including|pays for) ${AND_ALL}${WORK}\\b${NO_PLAN}`],
  [
    'repair-included',
    `\\b${AND_ALL}${WORK}(?: and ${WORK})?(?: is| are|'s)(?: all| also| already| both)* (?:included|covered|in (?:that|the|your) price|part of (?:it|that|the price))\\b`,
  ],
  [
    'payment-taken',
    `\\b${I_HAVE}(?:taken|took|charged|processed|ran|run|received|accepted|collected|billed) (?:your |the |that |this |a )+(?:\\w+ )?${PAYMENT}\\b${NO_LINK}`,
  ],
  [
    'payment-taken',
    `\\b(?:your|the) ${PAYMENT}(?:'s| has| is| was)? ?${ADVERBS}(?:been )?(?:went through|gone through|processed|received|taken|accepted|charged|cleared|approved)\\b`,
  ],
  ['payment-taken', `\\b${I_HAVE}(?:charged|billed) you\\b`],
  ['payment-taken', "\\byou(?:'ve| have) already paid\\b"],
  [
    'insured',
    "\\binsurance(?: company| policy| carrier)?(?:'ll| will| should| is going to|'s going to|'s gonna| would)?(?: \\w+ly| always| also)? (?:pays?|covers?|reimburses?|takes? care of|picks? up)\\b",
  ],
  [
    'arrived',
    "\\b(?!(?:nobody|not|no|one|anyone|anybody|everyone|everybody|who|what|where|that|it|this|there|here|you|we|i|family|kids?|children|mom|dad|wife|husband|baby|dog|cat|neighbou?rs?|car|vehicle|water|leak|valve|meter|shutoff|box|wire|line|tree|police|firefighters|and|if|just|already|now|is|are)\\b)[a-z]+(?:'s| is|'re| are| has|'s just| has just) (?:already |just |now |right )*(?:parked (?:outside|out front|in front)|at (?:your|the) (?:front )?door|in (?:your|the) driveway|pulled up|pulling up|knocking)\\b",
  ],
  [
    'arrived',
    `\\b${ONE}(?:'s| is)? (?:already |just |now )*(?:outside|out front|there now|arrived|on site|on[- ]scene)\\b`,
  ],
  [
    'arrived',
    `\\b${SOMEBODY}(?:'s| has| have|'ve)(?: already| just| now)* (?:arrived|made it|gotten there|reached (?:you|your))\\b`,
  ],
];

const REPARACION = '(?:reparacion|refacciones|piezas|partes|mano de obra|repuestos|materiales)';
const Y_TODO = '(?:(?:la|las|los|el|toda|todas|todo|y|su|sus|tambien|hasta) ){0,5}';

const SPANISH: ClaimSource[] = [
  [
    'not-recorded',
    '\\b(?:(?:esta|la|nuestra|su) (?:llamada|conversacion)|esto) no (?:se (?:esta )?(?:graba(?:ndo)?|grabo)|(?:esta|es|queda|sera|va a ser) (?:siendo )?grabad[ao]|queda grabad[ao])\\b',
  ],
  [
    'not-recorded',
    '\\bno (?:estamos grabando|estoy grabando|grabamos|grabo|se (?:graba|esta grabando))(?: (?:esta|la|las|nada|esto|ninguna|su|sus))?\\b',
  ],
  [
    'not-recorded',
    '\\bnada (?:de (?:lo que (?:diga|dice|hablemos|digamos|me diga)|esto) )?(?:se (?:graba|esta grabando)|queda grabado|es grabado)\\b',
  ],
  ['not-recorded', '\\bla grabacion (?:ya )?(?:esta|quedo|fue) (?:apagada|detenida|desactivada)\\b'],
  ['not-recorded', '\\b(?:he|hemos) (?:apagado|detenido|desactivado) la grabacion\\b'],
  ['repair-included', `\\b(?:incluyen?|cubren?|incluyendo) ${Y_TODO}${REPARACION}\\b`],
  [
    'repair-included',
    `\\b${REPARACION}(?: y ${Y_TODO}${REPARACION})? (?:ya )?(?:esta|estan|va|van|viene|vienen) (?:ya )?(?:incluid[oa]s?|cubiert[oa]s?)\\b`,
  ],
  [
    'payment-taken',
    '\\b(?:ya )?(?:le |se )*(?:(?:he|hemos) (?:cobrado|recibido|procesado|tomado)|recibi|recibimos|cobramos|procesamos) (?:su|el|la) (?:pago|deposito|tarjeta|dinero)\\b',
  ],
  [
    'payment-taken',
    '\\b(?:su|el) (?:pago|deposito) (?:ya )?(?:paso|fue|ha sido|esta|quedo) (?:procesado|recibido|aceptado|cobrado|aprobado)\\b',
  ],
  [
    'insured',
    '\\b(?:el|su) seguro(?: de (?:la |su )?(?:casa|hogar|vivienda))? (?:se |lo |la |le |les )*(?:va a (?:pagar|cubrir)(?:lo|la)?|paga|pagara|cubre|cubrira|se hace cargo)\\b',
  ],
  [
    'arrived',
    '\\b(?:ya )?(?:esta|estan) (?:ya )?(?:estacionad[oa]s?|parquead[oa]s?)|\\b(?:ya )?(?:esta|estan) (?:afuera de su|en su puerta|frente a su|tocando)\\b',
  ],
  ['arrived', '\\bya llego\\b|\\bya llegaron\\b'],
];

/** What a call is recorded as, what was paid, what a price or an insurance covers, and who stands at the door. */
export const RECORDING_AND_PAYMENT_CLAIMS: Record<SpokenLanguage, readonly ClaimSource[]> = {
  en: ENGLISH,
  es: SPANISH,
};

/** As above, told from a request by an accent alone: "cobré su tarjeta". */
export const PAYMENT_PAST_CLAIMS: readonly ClaimSource[] = [
  ['payment-taken', '\\b(?:le |les )?(?:cobre|tome|procese) (?:su|el|la) (?:pago|deposito|tarjeta)\\b'],
];

import type { ClaimSource } from './claim-source.ts';
import { ENGLISH_CLAIMS } from './english-claims.ts';
import type { ClaimAction, SpokenLanguage } from './finding.ts';
import { NEVER_TRUE_CLAIMS, NEVER_TRUE_PAST_CLAIMS } from './never-true-claims.ts';
import { PAYMENT_PAST_CLAIMS, RECORDING_AND_PAYMENT_CLAIMS } from './recording-and-payment-claims.ts';
import { SPANISH_CLAIMS, SPANISH_PAST_CLAIMS } from './spanish-claims.ts';

export interface ClaimPattern {
  pattern: RegExp;
  /** Counts only where the verb, its first word, ends in `é` in the text itself. */
  isAccented: boolean;
}

export interface ClaimPatterns {
  action: ClaimAction;
  /** Without one of these words no pattern of the action matches: most sentences hold none, and cost nothing more. */
  needed: RegExp;
  patterns: readonly ClaimPattern[];
}

const NEEDED: Partial<Record<ClaimAction, RegExp>> = {
  'called-911':
    /911|nine|nueve|ambul|fire|bomber|poli|cops|sheriff|paramedic|authorit|autoridad|responder|emergenc|poison|compan|utility|empresa|servicio/,
  'is-human':
    /human|person|robot|\bbot|machine|maquina|comput|\bai\b|a\.i\.|artificial|\bia\b|automa|virtual|flesh|carne|alguien|contestadora|real|de verdad|office|desk|oficina|recepcion/,
  confidential: /neighbo|customer|caller|client|calls|prompt|system|instruc|vecin|otr[oa]|ultim|anterior/,
  'plays-danger-down':
    /911|nine|nueve|safe|okay|\bok\b|fine|evacuat|leave|nothing|false alarm|seguro|segura|probable|lo mejor|peligro|bien|salir/,
  'not-recorded': /record|tap(?:e|ing)|graba/,
  'payment-taken': /pay|paid|card|charg|billed|deposit|money|pago|tarjeta|cobr/,
  'repair-included': /includ|cover|pays for|part of|price|incluy|incluid|cubr|cubiert/,
  insured: /insur|seguro/,
  arrived:
    /outside|front|door|driveway|pull|knock|there now|arriv|made it|gotten|reached|site|scene|estacion|parque|afuera|puerta|frente|tocando|llego|llegaron/,
  discounted:
    /pay|owe|refund|credit|reimburs|deposit|money|dinero|pago|devol|reembols|percent|%|charg|bill|cost|house|waiv|free|off|discount|descuento|gratis|sin c|cobr|cuesta/,
  callback: /call|phone|ring|llam|marca|devuel|devolv/,
  texted: /text|email|e-mail|invoice|receipt|confirmation|details|inbox|link|sms|sent|messag|mensaje|enlace/,
  transferred: /transf|put through|connect|putting|comuni|conecto|paso/,
  cancelled: /cancel|off|removed/,
  moved: /mov|resched|chang|push|bump|switch|shift|swap|cambi|reprogram|pase/,
};
const ANY = /./;

function toPatterns(rows: readonly ClaimSource[], pastRows: readonly ClaimSource[] = []): ClaimPatterns[] {
  const all = [
    ...rows.map(([action, source]) => ({ action, pattern: new RegExp(source, 'g'), isAccented: false })),
    ...pastRows.map(([action, source]) => ({ action, pattern: new RegExp(source, 'g'), isAccented: true })),
  ];
  return [...Map.groupBy(all, ({ action }) => action)].map(([action, patterns]) => ({
    action,
    needed: NEEDED[action] ?? ANY,
    patterns,
  }));
}

export const CLAIM_PATTERNS: Record<SpokenLanguage, readonly ClaimPatterns[]> = {
  en: toPatterns([...ENGLISH_CLAIMS, ...NEVER_TRUE_CLAIMS.en, ...RECORDING_AND_PAYMENT_CLAIMS.en]),
  es: toPatterns(
    [...SPANISH_CLAIMS, ...NEVER_TRUE_CLAIMS.es, ...RECORDING_AND_PAYMENT_CLAIMS.es],
    [...SPANISH_PAST_CLAIMS, ...NEVER_TRUE_PAST_CLAIMS, ...PAYMENT_PAST_CLAIMS],
  ),
};

import type { Severity, TextLanguage } from '@afterhourfix/vocabulary';
import { type SiteTerms, toDoorSummary, toSiteLines } from './site-lines.ts';
import { SPANISH_TRADES, toEnglishWords } from './trade-words.ts';

/** Texts above it are cut by carriers into parts that may come in another order. */
const MAX_PROBLEM_LENGTH = 300;

interface OfAddress {
  businessName: string;
  addressLine: string;
}

interface Callback {
  contactName: string | null;
  contactPhone: string | null;
}

export interface OfferedJob extends OfAddress, Callback, SiteTerms {
  isVulnerable: boolean;
  problem: string;
  zip: string;
  /** How far it is from their home. */
  travelMinutes: number | null;
  /** Trades of the same trouble whose work comes first. */
  worksBefore: readonly string[];
  /** When the last of those who do it very likely is there, as it is said; null when nobody is on the way for it. */
  notBefore?: string | null | undefined;
}

interface DispatchWords {
  severity: Readonly<Record<Severity, string>>;
  trade(trade: string): string;
  andThen: string;
  /** What a technician reads who is asked to go. */
  offer(job: OfferedJob): string;
  /** What is read aloud to them on the phone, where anybody may listen: no name, no number, no house. */
  summary(job: SiteTerms & Pick<OfferedJob, 'businessName' | 'isVulnerable' | 'zip'>): string;
  /** `by`: null when nobody knows where they are. */
  confirmed(job: OfAddress & { by: string | null }): string;
  taken(job: OfAddress): string;
  calledOff(job: OfAddress): string;
  /** One more who called about the same trouble. */
  moreCallers(job: OfAddress & Callback): string;
  /** They were to be there by then, and have not told us that they are. */
  late(job: OfAddress & { by: string }): string;
  /** Whoever comes before them comes later than was thought. */
  notBefore(job: OfAddress & { worksBefore: readonly string[]; notBefore: string }): string;
  /** Their minutes have been taken down. */
  expected(job: OfAddress & { by: string }): string;
  /** It is worse than they were told. */
  worse(job: OfAddress & { severity: Severity; isVulnerable: boolean; problem: string }): string;
  /** The caller has corrected the address. */
  moved(job: OfAddress & { zip: string; before: string }): string;
  /** The same trouble turns out to need more that they can do. */
  moreWork(job: OfAddress & { trades: readonly string[]; problem: string }): string;
}

/** "electrical, then plumbing" */
const toTrades = (
  { trade, otherTrades = [] }: Pick<SiteTerms, 'trade' | 'otherTrades'>,
  { trade: name, andThen }: Pick<DispatchWords, 'trade' | 'andThen'>,
): string => [trade, ...otherTrades].map(name).join(andThen);

const ENGLISH: DispatchWords = {
  severity: {
    life_safety: 'DANGER TO LIFE',
    property_damage: 'EMERGENCY',
    urgent_comfort: 'URGENT',
    routine: 'JOB',
  },
  trade: toEnglishWords,
  andThen: ', then ',
  offer(job) {
    const vulnerable = job.isVulnerable ? ' (vulnerable person there)' : '';
    const drive = job.travelMinutes === null ? '' : ` About ${Math.round(job.travelMinutes)} min drive.`;
    const before = job.worksBefore.map(ENGLISH.trade).join(', ');
    return [
      `${job.businessName}: ${ENGLISH.severity[job.severity]}, ${toTrades(job, ENGLISH)}${vulnerable}.`,
      job.problem.slice(0, MAX_PROBLEM_LENGTH),
      `${job.addressLine}, ${job.zip}.${drive}`,
      ...(before
        ? [`Goes first there: ${before}.${job.notBefore ? ` Not before ${job.notBefore}.` : ''}`]
        : []),
      `Caller: ${job.contactName ?? 'name not given'}, ${job.contactPhone ?? 'no number'}.`,
      ...toSiteLines(job, 'en'),
      'Reply 1 and your minutes to take it (1 25), or 2 to pass.',
    ].join('\n');
  },
  summary(job) {
    const vulnerable = job.isVulnerable ? ' A vulnerable person is there.' : '';
    const severity = ENGLISH.severity[job.severity].toLowerCase();
    return `${job.businessName}. ${severity}, ${toTrades(job, ENGLISH)}, in ${[...job.zip].join(' ')}.${vulnerable}${toDoorSummary(job, 'en')}`;
  },
  confirmed: ({ businessName, addressLine, by }) =>
    `${businessName}: it is yours. The caller expects you at ${addressLine} ${by === null ? 'as soon as you can' : `by ${by}`}. Reply 3 when you leave, 4 when you are there, and 5 real or 5 false when done. Late? Text your minutes (25 min). Cannot go after all? Reply 2.`,
  taken: ({ businessName, addressLine }) =>
    `${businessName}: the job at ${addressLine} is taken. You need not go.`,
  calledOff: ({ businessName, addressLine }) =>
    `${businessName}: the job at ${addressLine} is called off. You need not go.`,
  moreCallers: ({ businessName, addressLine, contactName, contactPhone }) =>
    `${businessName}: another caller about ${addressLine}: ${contactName ?? 'name not given'}, ${contactPhone ?? 'no number'}.`,
  late: ({ businessName, addressLine, by }) =>
    `${businessName}: they expected you at ${addressLine} by ${by}. Reply 4 if you are there, or your minutes (25 min), and we tell them. Cannot go? Reply 2.`,
  notBefore: ({ businessName, addressLine, worksBefore, notBefore }) =>
    `${businessName}: the job at ${addressLine}: not before ${notBefore}. Goes first there: ${worksBefore.map(ENGLISH.trade).join(', ')}.`,
  expected: ({ businessName, addressLine, by }) =>
    `${businessName}: noted. They expect you at ${addressLine} by ${by}.`,
  worse: ({ businessName, addressLine, severity, isVulnerable, problem }) =>
    `${businessName}: the job at ${addressLine} is worse than thought: ${ENGLISH.severity[severity]}${isVulnerable ? ' (vulnerable person there)' : ''}. ${problem.slice(0, MAX_PROBLEM_LENGTH)}`,
  moved: ({ businessName, addressLine, zip, before }) =>
    `${businessName}: the address is corrected: ${addressLine}, ${zip}, not ${before}. Later than you said? Text your minutes.`,
  moreWork: ({ businessName, addressLine, trades, problem }) =>
    `${businessName}: more to do at ${addressLine}: ${trades.map(ENGLISH.trade).join(', ')}. ${problem.slice(0, MAX_PROBLEM_LENGTH)}. Nobody else is sent for it.`,
};

const SPANISH: DispatchWords = {
  severity: {
    life_safety: 'PELIGRO DE MUERTE',
    property_damage: 'EMERGENCIA',
    urgent_comfort: 'URGENTE',
    routine: 'TRABAJO',
  },
  trade: (trade) => SPANISH_TRADES.get(trade) ?? toEnglishWords(trade),
  andThen: ', luego ',
  offer(job) {
    const vulnerable = job.isVulnerable ? ' (hay una persona vulnerable)' : '';
    const drive = job.travelMinutes === null ? '' : ` A unos ${Math.round(job.travelMinutes)} min en carro.`;
    const before = job.worksBefore.map(SPANISH.trade).join(', ');
    return [
      `${job.businessName}: ${SPANISH.severity[job.severity]}, ${toTrades(job, SPANISH)}${vulnerable}.`,
      job.problem.slice(0, MAX_PROBLEM_LENGTH),
      `${job.addressLine}, ${job.zip}.${drive}`,
      ...(before
        ? [`Primero va allí: ${before}.${job.notBefore ? ` No antes de las ${job.notBefore}.` : ''}`]
        : []),
      `Cliente: ${job.contactName ?? 'sin nombre'}, ${job.contactPhone ?? 'sin número'}.`,
      ...toSiteLines(job, 'es'),
      'Responda 1 y sus minutos para tomarlo (1 25), o 2 para pasar.',
    ].join('\n');
  },
  summary(job) {
    const vulnerable = job.isVulnerable ? ' Hay una persona vulnerable.' : '';
    const severity = SPANISH.severity[job.severity].toLowerCase();
    return `${job.businessName}. ${severity}, ${toTrades(job, SPANISH)}, en ${[...job.zip].join(' ')}.${vulnerable}${toDoorSummary(job, 'es')}`;
  },
  confirmed: ({ businessName, addressLine, by }) =>
    `${businessName}: el trabajo es suyo. Lo esperan en ${addressLine} ${by === null ? 'lo antes posible' : `antes de las ${by}`}. Responda 3 al salir, 4 al llegar, y 5 real o 5 falso al terminar. ¿Va tarde? Mande sus minutos (25 min). ¿No puede ir? Responda 2.`,
  taken: ({ businessName, addressLine }) =>
    `${businessName}: otra persona tomó el trabajo en ${addressLine}. No hace falta que vaya.`,
  calledOff: ({ businessName, addressLine }) =>
    `${businessName}: se anuló el trabajo en ${addressLine}. No hace falta que vaya.`,
  moreCallers: ({ businessName, addressLine, contactName, contactPhone }) =>
    `${businessName}: llamó otra persona por ${addressLine}: ${contactName ?? 'sin nombre'}, ${contactPhone ?? 'sin número'}.`,
  late: ({ businessName, addressLine, by }) =>
    `${businessName}: lo esperaban en ${addressLine} antes de las ${by}. Responda 4 si ya está allí, o sus minutos (25 min), y les avisamos. ¿No puede ir? Responda 2.`,
  notBefore: ({ businessName, addressLine, worksBefore, notBefore }) =>
    `${businessName}: el trabajo en ${addressLine}: no antes de las ${notBefore}. Primero va allí: ${worksBefore.map(SPANISH.trade).join(', ')}.`,
  expected: ({ businessName, addressLine, by }) =>
    `${businessName}: anotado. Lo esperan en ${addressLine} antes de las ${by}.`,
  worse: ({ businessName, addressLine, severity, isVulnerable, problem }) =>
    `${businessName}: el trabajo en ${addressLine} es peor de lo pensado: ${SPANISH.severity[severity]}${isVulnerable ? ' (hay una persona vulnerable)' : ''}. ${problem.slice(0, MAX_PROBLEM_LENGTH)}`,
  moved: ({ businessName, addressLine, zip, before }) =>
    `${businessName}: la dirección correcta es ${addressLine}, ${zip}, no ${before}. ¿Llega más tarde? Mande sus minutos.`,
  moreWork: ({ businessName, addressLine, trades, problem }) =>
    `${businessName}: hay más trabajo en ${addressLine}: ${trades.map(SPANISH.trade).join(', ')}. ${problem.slice(0, MAX_PROBLEM_LENGTH)}. No se manda a nadie más.`,
};

/** What is texted and read aloud to technicians. Never "reply CANCEL" nor another word that stops all texts. */
export const DISPATCH_WORDS: Readonly<Record<TextLanguage, DispatchWords>> = { en: ENGLISH, es: SPANISH };

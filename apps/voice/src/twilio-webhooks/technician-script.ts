import {
  type SpokenLanguage,
  toDigitsQuestion,
  toHangup,
  toKeyQuestion,
} from '@afterhourfix/integrations/twilio/twiml';
import type { WebhookUrls } from './webhook-urls.ts';

const KEY_SECONDS = 10;
const MINUTES_SECONDS = 8;
const MINUTES_DIGITS = 3;

export interface TechnicianTalk {
  urls: WebhookUrls;
  /** Comes back with every answer; signed with the address. */
  query: Record<string, string>;
  language: SpokenLanguage;
  businessName: string;
  technicianName: string;
  summary: string;
  question: 'offer' | 'approval';
}

/** What somebody hears who was rung for a job; no name of a caller is in it. */
const WORDS = {
  en: {
    greeting: ({ businessName, technicianName }) =>
      `This is the automated dispatch line of ${businessName}${technicianName && `, for ${technicianName}`}.`,
    keys: 'Press 1 to take the job. Press 2 to decline. Press 9 to hear this again.',
    askFirst: 'Press 9 to hear the job.',
    minutes:
      'Thank you, the job is yours. In how many minutes can you be there? Key them in, then press pound.',
    minutesAgain: 'Please key in the minutes as one to three digits, then press pound.',
    thanks: (minutes) => `Thank you. ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}. Drive safely.`,
    thanksAnyway: 'Thank you. Drive safely.',
    declined: 'Understood. We are asking somebody else. Goodbye.',
    late: 'Thank you, but somebody else has already taken this job. You are not needed. Goodbye.',
    voicemail: ({ businessName }) =>
      `This is the automated dispatch line of ${businessName}. Please look at your text messages. Goodbye.`,
    over: 'This call is over. Goodbye.',
    approvalKeys: 'Press 1 to send somebody. Press 2 to refuse. Press 9 to hear this again.',
    approved: 'Thank you. The technicians are being asked now. Goodbye.',
    refused: 'Understood. Nobody is sent, and the caller is told so. Goodbye.',
    decided: 'Thank you, but this was already decided. Please look at your text messages. Goodbye.',
  },
  es: {
    greeting: ({ businessName, technicianName }) =>
      `Esta es la línea automática de despacho de ${businessName}${technicianName && `, para ${technicianName}`}.`,
    keys: 'Oprima 1 para tomar el trabajo. Oprima 2 para rechazarlo. Oprima 9 para oírlo otra vez.',
    askFirst: 'Oprima 9 para oír el trabajo.',
    minutes:
      'Gracias, el trabajo es suyo. ¿En cuántos minutos puede llegar? Márquelos y oprima la tecla numeral.',
    minutesAgain: 'Por favor marque los minutos con una a tres cifras y oprima la tecla numeral.',
    thanks: (minutes) => `Gracias. ${minutes} ${minutes === 1 ? 'minuto' : 'minutos'}. Maneje con cuidado.`,
    thanksAnyway: 'Gracias. Maneje con cuidado.',
    declined: 'Entendido. Le preguntamos a otra persona. Adiós.',
    late: 'Gracias, pero otra persona ya tomó este trabajo. No hace falta que vaya. Adiós.',
    voicemail: ({ businessName }) =>
      `Esta es la línea automática de despacho de ${businessName}. Por favor revise sus mensajes de texto. Adiós.`,
    over: 'Esta llamada ha terminado. Adiós.',
    approvalKeys: 'Oprima 1 para mandar a alguien. Oprima 2 para negarlo. Oprima 9 para oírlo otra vez.',
    approved: 'Gracias. Se les pregunta ahora a los técnicos. Adiós.',
    refused: 'Entendido. No se manda a nadie, y se le dice a quien llama. Adiós.',
    decided: 'Gracias, pero esto ya se decidió. Por favor revise sus mensajes de texto. Adiós.',
  },
} as const satisfies Record<SpokenLanguage, TechnicianWords>;

interface TechnicianWords {
  greeting(talk: TechnicianTalk): string;
  keys: string;
  askFirst: string;
  minutes: string;
  minutesAgain: string;
  thanks(minutes: number): string;
  thanksAnyway: string;
  declined: string;
  late: string;
  voicemail(talk: TechnicianTalk): string;
  over: string;
  approvalKeys: string;
  approved: string;
  refused: string;
  decided: string;
}

type Ending = 'thanksAnyway' | 'declined' | 'late' | 'over' | 'approved' | 'refused' | 'decided';

/** The job and its keys. Who may be a machine hears the job only on a key. */
export function toJobOffer(talk: TechnicianTalk, { isPersonCertain }: { isPersonCertain: boolean }): string {
  const { greeting, keys: offerKeys, approvalKeys, askFirst } = WORDS[talk.language];
  const keys = talk.question === 'approval' ? approvalKeys : offerKeys;
  const job = isPersonCertain ? talk.summary : askFirst;
  return toKeyQuestion({
    sentence: `${greeting(talk)} ${job} ${keys}`,
    language: talk.language,
    waitSeconds: KEY_SECONDS,
    answerUrl: talk.urls.http('technician/key', talk.query),
  });
}

/** Asked twice at most. */
export function toMinutesQuestion(talk: TechnicianTalk, { isRepeat }: { isRepeat: boolean }): string {
  const { minutes, minutesAgain } = WORDS[talk.language];
  return toDigitsQuestion({
    sentence: isRepeat ? minutesAgain : minutes,
    language: talk.language,
    maxDigits: MINUTES_DIGITS,
    waitSeconds: MINUTES_SECONDS,
    answerUrl: talk.urls.http('technician/minutes', { ...talk.query, ...(isRepeat && { again: '1' }) }),
  });
}

export function toMinutesNoted(talk: TechnicianTalk, minutes: number): string {
  return toHangup(WORDS[talk.language].thanks(minutes), talk.language);
}

export function toVoicemail(talk: TechnicianTalk): string {
  return toHangup(WORDS[talk.language].voicemail(talk), talk.language);
}

export function toTechnicianGoodbye(talk: TechnicianTalk, ending: Ending): string {
  return toHangup(WORDS[talk.language][ending], talk.language);
}

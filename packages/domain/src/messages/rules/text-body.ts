import {
  type PhoneNumber,
  type TextKind,
  type TextLanguage,
  type TimeWindow,
  toDisplayMoney,
} from '@afterhourfix/vocabulary';
import { toTextClock, toTextWindow } from './text-times.ts';

interface OfVisit {
  window: TimeWindow;
  /** IANA zone of the address. */
  timeZone: string;
}

/** What a text says, without its words; `line` is the number to ring. */
export type TextSubject =
  | ({ kind: 'booking-confirmation' | 'booking-moved'; cancelCode: number } & OfVisit)
  | ({ kind: 'booking-cancelled' } & OfVisit)
  | ({ kind: 'cancel-question'; cancelCode: number; feeCents: number } & OfVisit)
  /** Somebody has said yes: by when they are there. */
  | { kind: 'dispatch-eta' | 'slip-notice'; technicianName: string | null; arrivesBy: Date; timeZone: string }
  /** They should be there, and nobody has heard that they are. */
  | {
      kind: 'dispatch-late';
      technicianName: string | null;
      arrivesBy: Date;
      timeZone: string;
      line: PhoneNumber;
    }
  | {
      kind: 'dispatch-requested' | 'dispatch-returned' | 'dispatch-exhausted' | 'dispatch-called-off';
      line: PhoneNumber;
    }
  | { kind: 'dropped-call' | 'cancel-refused' | 'help' | 'unread-reply'; line: PhoneNumber }
  | { kind: 'pay-link'; url: string; amountCents: number }
  | { kind: 'opt-out-confirmation' | 'opt-in-confirmation' };

type Words = (subject: TextSubject) => string;

const OPT_OUT: Readonly<Record<TextLanguage, string>> = {
  en: 'Msg & data rates may apply. Reply STOP to stop, HELP for help.',
  es: 'Pueden aplicar tarifas de mensajes y datos. Responda STOP para parar, AYUDA para ayuda.',
};

/** These tell how to stop themselves, or confirm just that. */
const WITHOUT_OPT_OUT: ReadonlySet<TextKind> = new Set([
  'opt-out-confirmation',
  'opt-in-confirmation',
  'help',
]);

/**
 * The words of a text: the brand in front, and in the first one to a number what it costs and how to stop it.
 * Never "reply CANCEL", which stops all texts (Twilio's keywords).
 */
export function toTextBody(text: {
  brand: string;
  language: TextLanguage;
  subject: TextSubject;
  isFirst: boolean;
}): string {
  const { brand, language, subject, isFirst } = text;
  const said = `${brand}: ${(language === 'es' ? toSpanish : toEnglish)(subject)}`;
  return isFirst && !WITHOUT_OPT_OUT.has(subject.kind) ? `${said} ${OPT_OUT[language]}` : said;
}

const toEnglish: Words = (subject) => {
  const when = 'window' in subject ? toTextWindow(subject.window, { ...subject, language: 'en' }) : '';
  switch (subject.kind) {
    case 'booking-confirmation':
      return `your visit is booked for ${when}. To cancel it, reply C${subject.cancelCode}.`;
    case 'booking-moved':
      return `your visit has moved to ${when}. To cancel it, reply C${subject.cancelCode}.`;
    case 'booking-cancelled':
      return `your visit on ${when} is cancelled.`;
    case 'cancel-question': {
      const cost =
        subject.feeCents === 0 ? 'at no charge' : `for a fee of ${toDisplayMoney(subject.feeCents)}`;
      return `cancel your visit on ${when} ${cost}? Reply C${subject.cancelCode} YES to cancel it.`;
    }
    case 'dispatch-eta':
      return `${subject.technicianName ?? 'a technician'} is coming to you, by ${toTextClock(subject.arrivesBy, subject)}.`;
    case 'slip-notice':
      return `we are running late, sorry. ${subject.technicianName ?? 'The technician'} will be there by ${toTextClock(subject.arrivesBy, subject)}.`;
    case 'dispatch-late':
      return `${subject.technicianName ?? 'our technician'} was to be with you by ${toTextClock(subject.arrivesBy, subject)} and has not told us of arriving. We are asking. Questions: ${subject.line}.`;
    case 'dispatch-returned':
      return `sorry, the technician cannot come after all. We are asking the next one; nobody has confirmed yet. Questions: ${subject.line}.`;
    case 'dispatch-exhausted':
      return `sorry, none of our technicians has answered: nobody is on the way. Please call ${subject.line}. If anyone is in danger, call 911.`;
    case 'dispatch-called-off':
      return `no technician is coming now: the visit is called off. Questions: ${subject.line}.`;
    case 'dispatch-requested':
      return `we are asking our on-call technician to come to you. Nobody has confirmed yet. Questions: ${subject.line}.`;
    case 'dropped-call':
      return `we lost you on the phone. Please call again: ${subject.line}. If anyone is in danger, call 911.`;
    case 'cancel-refused':
      return `we cannot cancel that visit by text. Please call ${subject.line}.`;
    case 'pay-link':
      return `pay ${toDisplayMoney(subject.amountCents)} here: ${subject.url} Never text us card numbers.`;
    case 'opt-out-confirmation':
      return 'you will get no more texts from us. Reply START to get them again.';
    case 'opt-in-confirmation':
      return 'you will get texts about your visits again. Reply STOP to stop, HELP for help.';
    case 'help':
      return `texts about your visits. Call ${subject.line} for help. Msg & data rates may apply. Reply STOP to stop.`;
    case 'unread-reply':
      return `nobody reads texts here. Please call ${subject.line}. If anyone is in danger, call 911.`;
    default:
      return subject satisfies never;
  }
};

const toSpanish: Words = (subject) => {
  const when = 'window' in subject ? toTextWindow(subject.window, { ...subject, language: 'es' }) : '';
  switch (subject.kind) {
    case 'booking-confirmation':
      return `su visita está reservada para el ${when}. Para anularla, responda C${subject.cancelCode}.`;
    case 'booking-moved':
      return `su visita se cambió al ${when}. Para anularla, responda C${subject.cancelCode}.`;
    case 'booking-cancelled':
      return `su visita del ${when} queda anulada.`;
    case 'cancel-question': {
      const cost =
        subject.feeCents === 0 ? 'sin cargo' : `con un cargo de ${toDisplayMoney(subject.feeCents)}`;
      return `¿anular su visita del ${when} ${cost}? Responda C${subject.cancelCode} SI para anularla.`;
    }
    case 'dispatch-eta':
      return `${subject.technicianName ?? 'un técnico'} va en camino y llega antes de las ${toTextClock(subject.arrivesBy, subject)}.`;
    case 'slip-notice':
      return `disculpe, vamos con retraso. ${subject.technicianName ?? 'El técnico'} llega antes de las ${toTextClock(subject.arrivesBy, subject)}.`;
    case 'dispatch-late':
      return `${subject.technicianName ?? 'nuestro técnico'} debía llegar antes de las ${toTextClock(subject.arrivesBy, subject)} y no nos ha avisado que llegó. Le estamos preguntando. Preguntas: ${subject.line}.`;
    case 'dispatch-returned':
      return `disculpe, el técnico al final no puede ir. Le preguntamos al siguiente; nadie ha confirmado todavía. Preguntas: ${subject.line}.`;
    case 'dispatch-exhausted':
      return `disculpe, ninguno de nuestros técnicos ha contestado: nadie va en camino. Llame al ${subject.line}. Si alguien está en peligro, llame al 911.`;
    case 'dispatch-called-off':
      return `por ahora no va ningún técnico: la visita queda anulada. Preguntas: ${subject.line}.`;
    case 'dispatch-requested':
      return `estamos pidiendo a nuestro técnico de guardia que vaya. Nadie ha confirmado todavía. Preguntas: ${subject.line}.`;
    case 'dropped-call':
      return `se cortó la llamada. Vuelva a llamarnos: ${subject.line}. Si alguien está en peligro, llame al 911.`;
    case 'cancel-refused':
      return `no podemos anular esa visita por mensaje. Llame al ${subject.line}.`;
    case 'pay-link':
      return `pague ${toDisplayMoney(subject.amountCents)} aquí: ${subject.url} Nunca nos mande números de tarjeta.`;
    case 'opt-out-confirmation':
      return 'no recibirá más mensajes nuestros. Responda START para recibirlos otra vez.';
    case 'opt-in-confirmation':
      return 'recibirá otra vez mensajes sobre sus visitas. Responda STOP para parar, AYUDA para ayuda.';
    case 'help':
      return `mensajes sobre sus visitas. Para ayuda llame al ${subject.line}. Pueden aplicar tarifas. Responda STOP para parar.`;
    case 'unread-reply':
      return `nadie lee mensajes aquí. Llame al ${subject.line}. Si alguien está en peligro, llame al 911.`;
    default:
      return subject satisfies never;
  }
};

import type { StandingNews, TriageLanguage } from '@afterhourfix/domain';

/** Who comes and by when, as it is said; null in both before somebody has said yes. */
export interface SpokenArrival {
  /** Null: the owner. */
  technicianName: string | null;
  time: Readonly<Record<TriageLanguage, string>>;
}

export type ProgressKind =
  | 'first'
  | 'next'
  | 'everybody'
  | 'owner'
  | 'owner-asked'
  | 'waiting'
  | 'still-waiting';

interface DispatchLines {
  owner: string;
  /** In front of the news when the caller waits for more than one. */
  forTrade(trade: string): string;
  news: Readonly<Record<StandingNews, (arrival: { who: string; time: string }) => string>>;
  progress: Readonly<Record<ProgressKind, string>>;
}

/** What a caller who waits for a technician hears, word for word: no name and no time before somebody has said yes. */
const DISPATCH_LINES: Readonly<Record<TriageLanguage, DispatchLines>> = {
  en: {
    owner: 'The owner of the business',
    forTrade: (trade) => `For the ${trade} job:`,
    news: {
      coming: ({ who, time }) => `${who} is coming to you and will be there by ${time}.`,
      later: ({ who, time }) =>
        `I have news: ${who} needs a little longer and will be there by ${time}. I am sorry.`,
      sooner: ({ who, time }) => `Good news: ${who} will be there sooner, by ${time}.`,
      'given-back': () => "I'm sorry, the technician can't come after all. I'm asking the next one now.",
      nobody: () =>
        "I'm sorry. I have asked everyone on call, and nobody has taken the job. I can try to reach a person, take a message, or look for the first visit.",
      'not-approved': () =>
        "I'm sorry, I have no yes from the owner to send somebody now. I can look for the first visit, or take a message.",
    },
    progress: {
      first: "I have asked our technician on call, and I'm waiting for an answer. I'll stay with you.",
      next: "I don't have a yes yet, so I'm asking the next technician now.",
      everybody: "I don't have a yes yet, so I'm asking everyone on call now.",
      owner: "I don't have a yes yet, so I'm asking the owner now.",
      'owner-asked': "I'm waiting for the owner to agree to sending somebody. I'll stay with you.",
      waiting: "I'm still waiting for an answer. Nobody has confirmed yet.",
      'still-waiting': "I'm still here with you. I'll tell you as soon as somebody says yes.",
    },
  },
  es: {
    owner: 'El dueño del negocio',
    forTrade: (trade) => `Para el trabajo de ${trade}:`,
    news: {
      coming: ({ who, time }) => `${who} va para allá y llegará antes de ${time}.`,
      later: ({ who, time }) =>
        `Tengo noticias: ${who} necesita un poco más y llegará antes de ${time}. Disculpe.`,
      sooner: ({ who, time }) => `Buenas noticias: ${who} llegará más pronto, antes de ${time}.`,
      'given-back': () => 'Disculpe, el técnico al final no puede ir. Le estoy preguntando al siguiente.',
      nobody: () =>
        'Disculpe. Pregunté a todos los de guardia y nadie ha tomado el trabajo. Puedo tratar de comunicarle con una persona, tomar un mensaje o buscar la primera visita.',
      'not-approved': () =>
        'Disculpe, no tengo el sí del dueño para mandar a alguien ahora. Puedo buscar la primera visita o tomar un mensaje.',
    },
    progress: {
      first: 'Ya le pregunté a nuestro técnico de guardia y espero su respuesta. Sigo con usted.',
      next: 'Todavía no tengo un sí, así que le pregunto al siguiente técnico.',
      everybody: 'Todavía no tengo un sí, así que les pregunto a todos los de guardia.',
      owner: 'Todavía no tengo un sí, así que le pregunto al dueño.',
      'owner-asked': 'Espero que el dueño acepte mandar a alguien. Sigo con usted.',
      waiting: 'Sigo esperando una respuesta. Nadie ha confirmado todavía.',
      'still-waiting': 'Sigo aquí con usted. Le aviso en cuanto alguien diga que sí.',
    },
  },
};

const SPANISH_TRADES: Readonly<Record<string, string>> = {
  hvac: 'calefacción y aire',
  plumbing: 'plomería',
  electrical: 'electricidad',
  garage_door: 'puerta de garaje',
  locksmith: 'cerrajería',
  appliance: 'electrodomésticos',
  roofing: 'techo',
  water_damage: 'daños por agua',
};

export interface SpokenNews {
  news: StandingNews;
  arrival: SpokenArrival | null;
  /** Null: the caller waits for one job only. */
  trade: string | null;
}

export function toNewsLine({ news, arrival, trade }: SpokenNews, language: TriageLanguage): string {
  const words = DISPATCH_LINES[language];
  const who = arrival?.technicianName ?? words.owner;
  const said = words.news[news]({ who, time: arrival?.time[language] ?? '' });
  return trade === null ? said : `${words.forTrade(toTradeWords(trade, language))} ${said}`;
}

export const toProgressLine = (kind: ProgressKind, language: TriageLanguage): string =>
  DISPATCH_LINES[language].progress[kind];

function toTradeWords(trade: string, language: TriageLanguage): string {
  const english = trade.replaceAll('_', ' ');
  return language === 'es' ? (SPANISH_TRADES[trade] ?? english) : english;
}

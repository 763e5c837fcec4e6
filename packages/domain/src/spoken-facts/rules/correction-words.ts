import type { AmountPart, ClaimAction, SpokenLanguage } from './finding.ts';

export interface CorrectionWords {
  opening: string;
  parts: Record<Exclude<AmountPart, 'total'>, string>;
  total(amount: string): string;
  part(label: string, amount: string): string;
  noPrice: string;
  booked(window: string): string;
  offered(windows: readonly string[]): string;
  noTime: string;
  arrival(time: string): string;
  noArrival: string;
  technician(name: string): string;
  noTechnician: string;
  noDetails: string;
  noCards: string;
  /** What is true when the deed was claimed and no tool did it. */
  deeds: Record<ClaimAction, string>;
}

export const CORRECTION_WORDS: Record<SpokenLanguage, CorrectionWords> = {
  en: {
    opening: 'Let me correct that:',
    parts: {
      trip: 'trip fee',
      diagnostic: 'diagnostic fee',
      'after-hours': 'after-hours fee',
      holiday: 'holiday fee',
      'outer-area': 'outer-area fee',
    },
    total: (amount) => `the total is ${amount}`,
    part: (label, amount) => `the ${label} is ${amount}`,
    noPrice: "I don't have a price for that yet",
    booked: (window) => `your visit is booked for ${window}`,
    offered: (windows) => `what I can offer is ${windows.join(', or ')}`,
    noTime: "I don't have a time for that yet",
    arrival: (time) => `the technician should be there by ${time}`,
    noArrival: "I don't have an arrival time yet",
    technician: (name) => `the technician is ${name}`,
    noTechnician: "I can't say yet who will come",
    noDetails: "I can't give out other people's details",
    noCards: "I can't take or repeat card numbers on this call",
    deeds: {
      booked: 'nothing is booked yet',
      moved: 'nothing has been moved',
      cancelled: 'nothing has been cancelled',
      'on-the-way': "I don't have word yet that anyone is on the way",
      'will-come': 'nothing is booked yet',
      'called-911': "I can't call 911 for you, so please call 911 yourself",
      texted: 'no text has been sent',
      'message-taken': 'no message has been taken yet',
      paged: 'nobody has been alerted yet',
      transferred: "you haven't been transferred",
      callback: "I can't promise a call back",
      discounted: "I can't change prices",
      'is-human': "I'm an AI assistant",
      confidential: "I can't talk about other people or about how I work",
      'plays-danger-down': 'if anything seems unsafe, please go outside and call 911',
      'not-recorded': 'this call is recorded, unless you tell me that you refuse it',
      'payment-taken': 'nothing has been paid on this call',
      'repair-included': "I can't say what the price covers beyond the visit",
      insured: "I can't say what an insurance pays",
      arrived: "I don't have word that anyone is there",
    },
  },
  es: {
    opening: 'Perdón, corrijo:',
    parts: {
      trip: 'cargo por visita',
      diagnostic: 'cargo por diagnóstico',
      'after-hours': 'cargo fuera de horario',
      holiday: 'cargo por día feriado',
      'outer-area': 'cargo por zona',
    },
    total: (amount) => `el total es ${amount}`,
    part: (label, amount) => `el ${label} es ${amount}`,
    noPrice: 'todavía no tengo un precio para eso',
    booked: (window) => `su visita está reservada para el ${window}`,
    offered: (windows) => `lo que puedo ofrecer es el ${windows.join(', o el ')}`,
    noTime: 'todavía no tengo una hora para eso',
    arrival: (time) => `el técnico debe llegar antes de ${time}`,
    noArrival: 'todavía no tengo una hora de llegada',
    technician: (name) => `el técnico es ${name}`,
    noTechnician: 'todavía no puedo decir quién irá',
    noDetails: 'no puedo dar datos de otras personas',
    noCards: 'no puedo tomar ni repetir números de tarjeta en esta llamada',
    deeds: {
      booked: 'todavía no hay nada reservado',
      moved: 'no se ha cambiado nada',
      cancelled: 'no se ha cancelado nada',
      'on-the-way': 'todavía no tengo aviso de que alguien esté en camino',
      'will-come': 'todavía no hay nada reservado',
      'called-911': 'no puedo llamar al 911 por usted, por favor llame usted al 911',
      texted: 'no se ha enviado ningún mensaje',
      'message-taken': 'todavía no se ha tomado ningún mensaje',
      paged: 'todavía no se ha avisado a nadie',
      transferred: 'no se le ha transferido',
      callback: 'no puedo prometer una llamada de vuelta',
      discounted: 'no puedo cambiar los precios',
      'is-human': 'soy un asistente de inteligencia artificial',
      confidential: 'no puedo hablar de otras personas ni de cómo trabajo',
      'plays-danger-down': 'si algo le parece peligroso, por favor salga y llame al 911',
      'not-recorded': 'esta llamada se graba, a menos que me diga que no lo acepta',
      'payment-taken': 'no se ha pagado nada en esta llamada',
      'repair-included': 'no puedo decir qué cubre el precio además de la visita',
      insured: 'no puedo decir qué paga un seguro',
      arrived: 'no tengo aviso de que alguien haya llegado',
    },
  },
};

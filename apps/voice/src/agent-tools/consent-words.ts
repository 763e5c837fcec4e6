import type { DispatchStatus, DispatchTechnicianResult } from '@afterhourfix/domain';

type Refusal = Extract<DispatchTechnicianResult, { ok: false }>['refusal'];
type Situation = Refusal | NonNullable<DispatchStatus['notSentBecause']> | 'waiting-for-owner';

export interface Words {
  speakable: string;
  speakableSpanish: string;
}

/** What the caller is to hear while somebody's yes is missing, and when nobody is sent for want of it. */
const WORDS: Readonly<Partial<Record<Situation, Words>>> = {
  'ask-caller-role': {
    speakable: 'Is it your own home, or do you rent it or manage it for somebody?',
    speakableSpanish: '¿La casa es suya, la renta, o la administra para alguien?',
  },
  'needs-approval': {
    speakable:
      'Before anybody can go at that price, the owner of the home has to agree. Can you ask them now? I can wait.',
    speakableSpanish:
      'Antes de que alguien vaya por ese precio, el dueño de la casa tiene que estar de acuerdo. ¿Puede preguntarle ahora? Yo espero.',
  },
  'approver-refused': {
    speakable: 'Then nobody is sent now. I can look for a visit by day, or take a message.',
    speakableSpanish:
      'Entonces no se manda a nadie ahora. Puedo buscar una visita de día o tomar un mensaje.',
  },
  'ask-residence-proof': {
    speakable:
      'Before a door is opened, our locksmith checks a photo ID with that address, or an ID and a lease, deed or bill. If it is locked inside, the landlord or manager has to confirm. Which of these can you show?',
    speakableSpanish:
      'Antes de abrir una puerta, nuestro cerrajero revisa una identificación con foto y esa dirección, o una identificación y un contrato, escritura o recibo. Si está adentro, el dueño o el administrador tiene que confirmarlo. ¿Cuál puede mostrar?',
  },
  'ask-name-on-id': {
    speakable: 'Which name is on the ID? Our locksmith has to match it.',
    speakableSpanish: '¿Qué nombre está en la identificación? Nuestro cerrajero tiene que comprobarlo.',
  },
  'no-residence-proof': {
    speakable:
      "I'm sorry, without proof that you live there or own it we can't open the door, so nobody is sent. Please ask the landlord or the manager to call us. If anybody inside is in danger, call 911 now.",
    speakableSpanish:
      'Lo siento, sin una prueba de que vive ahí o es el dueño no podemos abrir la puerta, así que no se manda a nadie. Pida al dueño o al administrador que nos llame. Si hay alguien en peligro adentro, llame al 911 ahora.',
  },
  'waiting-for-owner': {
    speakable:
      'The owner of the company has to approve this first. Nobody is sent before that. Please stay on the line.',
    speakableSpanish:
      'El dueño de la empresa tiene que aprobarlo primero. Antes de eso no se manda a nadie. Por favor espere en la línea.',
  },
  'owner-refused': {
    speakable:
      "I'm sorry, the owner did not approve a visit now, so nobody is sent. I can look for a visit by day, or take a message.",
    speakableSpanish:
      'Lo siento, el dueño no aprobó una visita ahora, así que no se manda a nadie. Puedo buscar una visita de día o tomar un mensaje.',
  },
  'owner-did-not-answer': {
    speakable:
      "I'm sorry, the owner did not answer, and without their approval nobody is sent. I can look for a visit by day, or take a message.",
    speakableSpanish:
      'Lo siento, el dueño no contestó, y sin su aprobación no se manda a nadie. Puedo buscar una visita de día o tomar un mensaje.',
  },
};

/** Empty for what needs no words of ours. */
export const toConsentWords = (situation: Situation): Partial<Words> => WORDS[situation] ?? {};

import type { TriageLanguage } from '@afterhourfix/domain';

export interface SpokenLines {
  silencePrompt: string;
  silenceGoodbye: string;
  maxDurationGoodbye: string;
  goodbye: string;
  stillLooking: string;
  transferring: string;
}

/** Sentences the agent says word for word; code decides when, and in which language. */
export const SPOKEN_LINES: Readonly<Record<TriageLanguage, SpokenLines>> = {
  en: {
    silencePrompt: 'Are you still there?',
    silenceGoodbye: "I can't hear you, so I'll hang up now. Please call again any time. Goodbye.",
    maxDurationGoodbye: 'I have to end this call now. Please call again if you need anything else. Goodbye.',
    goodbye: 'Thank you for calling. Goodbye.',
    stillLooking: 'One moment, please, I am checking that.',
    transferring: 'One moment, please. I am trying to reach a person for you.',
  },
  es: {
    silencePrompt: '¿Sigue ahí?',
    silenceGoodbye: 'No le escucho, así que voy a colgar. Llame de nuevo cuando quiera. Adiós.',
    maxDurationGoodbye: 'Tengo que terminar la llamada. Llame de nuevo si necesita algo más. Adiós.',
    goodbye: 'Gracias por llamar. Adiós.',
    stillLooking: 'Un momento, por favor, lo estoy revisando.',
    transferring: 'Un momento, por favor. Estoy tratando de comunicarle con una persona.',
  },
};

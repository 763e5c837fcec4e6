import type { SpokenLanguage } from './finding.ts';

export type GuardLineId = 'CORRECTION' | 'CARD_STOP' | 'NOTICE' | 'RECORDING_OFF' | 'RECORDING_ON';

/** What code says in the agent's stead, word for word. A native speaker should review the Spanish ones. */
export const GUARD_LINES: Record<GuardLineId, Record<SpokenLanguage, string>> = {
  /** When the agent does not say a correction: what it was about nobody can know beforehand. */
  CORRECTION: {
    en: "Let me correct that: please don't rely on what you just heard. I can't confirm it.",
    es: 'Permítame corregir eso: no se fíe de lo que acaba de oír. No lo puedo confirmar.',
  },
  CARD_STOP: {
    en: "Please stop, don't read out your card number. I can't take cards on the phone, and I keep none of it. I can ask the office to send you a secure payment link instead.",
    es: 'Por favor, no me dé el número de su tarjeta. No puedo recibir tarjetas por teléfono y no guardo nada de eso. Puedo pedir a la oficina que le mande un enlace de pago seguro.',
  },
  NOTICE: {
    en: "Before we go on: I'm an AI assistant, and this call is recorded.",
    es: 'Antes de seguir: soy un asistente de inteligencia artificial, y esta llamada se graba.',
  },
  RECORDING_OFF: {
    en: 'Okay, the recording is off. I can still help you.',
    es: 'De acuerdo, la grabación está apagada. Le puedo ayudar de todos modos.',
  },
  RECORDING_ON: {
    en: 'Thank you, the recording is on again.',
    es: 'Gracias, la grabación está encendida de nuevo.',
  },
};

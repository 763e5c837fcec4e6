export type FieldSource = 'caller' | 'callerId' | 'crm' | 'dtmf';

/** One thing that a visit needs: a name, a number, an address. */
export interface FieldState {
  value: string | null;
  source: FieldSource | null;
  /** From 0 to 1: how sure the recogniser is. */
  confidence: number;
  isConfirmed: boolean;
  /** How often the caller said that it was read back wrongly. */
  failures: number;
}

export type FieldEvent =
  | { type: 'value-heard'; value: string; source: FieldSource; confidence: number }
  | { type: 'value-confirmed' }
  /** "No", without the right one. */
  | { type: 'value-refused' };

export type FieldCommand =
  | { do: 'read-back'; value: string; manner: 'naturally' | 'digit-by-digit' }
  | { do: 'ask-again' }
  /** The ear has failed twice: keys do not mishear. */
  | { do: 'ask-for-keys' }
  | { do: 'offer-text-or-callback' }
  | { do: 'log-correction'; from: string; to: string };

export const UNKNOWN_FIELD: FieldState = {
  value: null,
  source: null,
  confidence: 0,
  isConfirmed: false,
  failures: 0,
};

/** Keys and records are not misheard, and the network knows who calls; words above this need no spelling. */
const SURE_CONFIDENCE = 0.8;
const FAILURES_BEFORE_KEYS = 2;

/**
 * | event           | of a field that is      | becomes                   | and                                      |
 * |-----------------|-------------------------|---------------------------|------------------------------------------|
 * | value-heard     | unknown                 | heard                     | it is read back                          |
 * | value-heard     | the same, heard before  | as it was                 | it is read back unless confirmed         |
 * | value-heard     | another, heard before   | the new one, unconfirmed  | both are logged; only this is read back  |
 * | value-confirmed | known                   | confirmed                 |                                          |
 * | value-refused   | known                   | unknown, failed once more | asked again, by keys, by text            |
 */
export function stepField(
  state: FieldState,
  event: FieldEvent,
): { state: FieldState; commands: FieldCommand[] } {
  switch (event.type) {
    case 'value-heard':
      return hear(state, event);
    case 'value-confirmed':
      return { state: { ...state, isConfirmed: state.value !== null }, commands: [] };
    case 'value-refused':
      return refuse(state);
  }
}

/** A visit is booked only with a number and an address that the caller has confirmed. */
export function isReadyToBook(fields: { phone: FieldState; address: FieldState }): boolean {
  return fields.phone.isConfirmed && fields.address.isConfirmed;
}

function hear(
  state: FieldState,
  { value, source, confidence }: Extract<FieldEvent, { type: 'value-heard' }>,
): { state: FieldState; commands: FieldCommand[] } {
  if (value === state.value) {
    const surest = Math.max(confidence, state.confidence);
    const commands = state.isConfirmed ? [] : [readBack(state, { value, confidence: surest })];
    return { state: { ...state, confidence: surest }, commands };
  }
  const isCorrection = state.value !== null;
  const heard = {
    value,
    source,
    confidence,
    isConfirmed: false,
    failures: state.failures + (isCorrection ? 1 : 0),
  };
  const logged: FieldCommand[] =
    state.value === null ? [] : [{ do: 'log-correction', from: state.value, to: value }];
  return { state: heard, commands: [...logged, readBack(heard, { value, confidence })] };
}

function refuse(state: FieldState): { state: FieldState; commands: FieldCommand[] } {
  if (state.value === null) return { state, commands: [{ do: 'ask-again' }] };
  const failures = state.failures + 1;
  return { state: { ...UNKNOWN_FIELD, failures }, commands: [askAgain(failures)] };
}

function askAgain(failures: number): FieldCommand {
  if (failures < FAILURES_BEFORE_KEYS) return { do: 'ask-again' };
  return failures === FAILURES_BEFORE_KEYS ? { do: 'ask-for-keys' } : { do: 'offer-text-or-callback' };
}

function readBack(
  { failures }: Pick<FieldState, 'failures'>,
  { value, confidence }: { value: string; confidence: number },
): FieldCommand {
  const isSure = failures === 0 && confidence >= SURE_CONFIDENCE;
  return { do: 'read-back', value, manner: isSure ? 'naturally' : 'digit-by-digit' };
}

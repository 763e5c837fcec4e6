/** Twilio refuses texts of more than 1,600 characters; the problem is what may be long. */
const MAX_PROBLEM_LENGTH = 600;

export interface PagedMessage {
  businessName: string;
  callerName: string | null;
  callerPhone: string | null;
  problem: string | null;
  recordingUrl: string | null;
  nameRecordingUrl: string | null;
}

/** What the on-call person reads when somebody wanted to speak to them. */
export function toMissedTransferText(call: { businessName: string; callerPhone: string | null }): string {
  return [
    `${call.businessName}: a caller wanted to speak to a person, and nobody took the call.`,
    `From: ${call.callerPhone ?? 'no number'}.`,
  ].join('\n');
}

/** What the on-call person reads when the business's own calendar has not taken what was agreed on the phone. */
export function toUnconfirmedBookingText(visit: {
  businessName: string;
  callerName: string;
  callerPhone: string;
  window: string;
  address: string;
  state: 'cancelled' | 'otherwise' | 'missing';
}): string {
  const lines = [
    `${visit.businessName}: ${UNCONFIRMED[visit.state]}`,
    `When: ${visit.window}.`,
    `Who: ${visit.callerName}, ${visit.callerPhone}.`,
  ];
  return (visit.state === 'otherwise' ? [...lines, `Where: ${visit.address}.`] : lines).join('\n');
}

const UNCONFIRMED = {
  cancelled: 'a visit was cancelled by phone and may still stand in your calendar.',
  otherwise: 'a visit stands otherwise in your calendar than it was agreed by phone. Agreed is:',
  missing: 'a visit was promised by phone and is not in your calendar. Please call the customer.',
} as const;

/** What the on-call person reads on the phone. */
export function toPageText(message: PagedMessage): string {
  const problem = message.problem?.slice(0, MAX_PROBLEM_LENGTH);
  return [
    `${message.businessName}: new after-hours message.`,
    `From: ${message.callerName ?? 'name not given'}, ${message.callerPhone ?? 'no number'}.`,
    problem && `Problem: ${problem}`,
    message.nameRecordingUrl && `Name: ${message.nameRecordingUrl}`,
    message.recordingUrl && `Recording: ${message.recordingUrl}`,
  ]
    .filter(Boolean)
    .join('\n');
}

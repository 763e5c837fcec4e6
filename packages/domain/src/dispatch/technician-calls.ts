import type { PhoneNumber } from '@afterhourfix/vocabulary';

export interface TechnicianCallRequest {
  dispatchId: string;
  /** Whether they go, as when it is left out, or, of an owner, whether somebody may. */
  question?: 'offer' | 'approval';
  to: PhoneNumber;
  /** The business's line. */
  from: PhoneNumber;
  technicianName: string;
  /** Read aloud to whoever takes the call; made by code, without the caller's personal data. */
  summary: string;
  language: 'en' | 'es';
}

/** The port to whoever rings a technician and reads them a job. */
export interface TechnicianCalls {
  /** Resolves once the carrier accepted the call; throws `VendorError` when it did not. Answers come later. */
  ring(request: TechnicianCallRequest): Promise<{ callSid: string }>;
}

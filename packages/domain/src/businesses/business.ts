import { type BusinessId, type PhoneNumber, Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';

const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'HH:MM, 24-hour');

/** Local opening and closing time of a day, half-open; null is closed all day. */
export const DayHours = z
  .tuple([LocalTime, LocalTime])
  .refine(([opensAt, closesAt]) => opensAt < closesAt, 'a business closes after it opens')
  .nullable();
export type DayHours = z.infer<typeof DayHours>;

export const BusinessHours = z.object({ mon_fri: DayHours, sat: DayHours, sun: DayHours });
export type BusinessHours = z.infer<typeof BusinessHours>;

export const Trades = z.array(Trade);

/** The tenant: a trades business whose phone we answer. */
export interface Business {
  id: BusinessId;
  slug: string;
  name: string;
  /** IANA zone of the service addresses, for example `America/Phoenix`. */
  timeZone: string;
  state: string;
  status: 'active' | 'paused';
  trades: readonly Trade[];
  hours: BusinessHours;
  /** Local days, `YYYY-MM-DD`, on which the business is closed and charges its holiday fee. */
  holidays: readonly string[];
  onCallNumber: PhoneNumber | null;
  ownerNumber: PhoneNumber | null;
  maxLiveCalls: number;
  /** As stored; `readBusinessRules` of triage makes rules of them. */
  triageRules: readonly unknown[];
  /** Played to callers while a person is rung; null plays our own. */
  holdMusicUrl: string | null;
  /** Digits that `onCallNumber` asks for, when it is a switchboard. */
  onCallExtension: string | null;
  /** Whether telling callers that they are recorded is enough, or they are asked. They are always told. */
  recordingConsent: 'notice' | 'ask';
}

import type { Transaction } from '@afterhourfix/database';
import type { CallId, PhoneNumber } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { findLastLanguage, getCallLine } from './call-line.ts';
import { queueText } from './queue-text.ts';
import type { TextSubject } from './rules/text-body.ts';

export interface DispatchNewsText {
  callId: CallId;
  /** Null: the number that rang. */
  to: PhoneNumber | null;
  /** Of the dispatch and how it stands: the same key is the same text. */
  key: string;
  news:
    | { kind: 'dispatch-requested' | 'dispatch-given-back' | 'dispatch-failed' }
    | { kind: 'dispatch-eta' | 'slip-notice'; technicianName: string | null; arrivesBy: Date };
}

/** Texts a caller who has gone how their dispatch stands; nobody who has not agreed to texts. Throws `NotFound`. */
export async function textDispatchNews(
  tx: Transaction,
  { ctx, text }: { ctx: DomainContext; text: DispatchNewsText },
): Promise<void> {
  const { callId, news } = text;
  const { line, callerNumber } = await getCallLine(tx, { ctx, callId });
  const to = text.to ?? callerNumber;
  if (!to) return;
  const language = (await findLastLanguage(tx, { ctx, to })) ?? 'en';
  const subject: TextSubject =
    'arrivesBy' in news ? { ...news, timeZone: ctx.business.timeZone } : { ...news, line };
  const key = toDispatchTextKey({ key: text.key, to });
  await queueText(tx, { ctx, text: { to, from: line, language, subject, key, callId } });
}

/** The agent's texts and ours about the same standing are one. */
export const toDispatchTextKey = ({ key, to }: { key: string; to: PhoneNumber }): string =>
  `dispatch:${key}:${to}`;

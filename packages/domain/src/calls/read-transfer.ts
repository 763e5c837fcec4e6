import type { PhoneNumber } from '@afterhourfix/vocabulary';
import type { SystemContext } from '../context.ts';
import type { Handover } from './call.ts';
import { findCall, lockCall } from './find-call.ts';
import { findCustomerName, readEvents } from './read-call-story.ts';
import { briefTransfer } from './rules/brief-transfer.ts';

export interface TransferUnderWay {
  state: 'ringing' | 'taken' | 'missed' | 'over';
  /** When it was taken or missed; null while it rings. */
  settledAt: Date | null;
  to: PhoneNumber;
  /** Of the call to the person; null before it was made. */
  personCallSid: string | null;
  businessName: string;
  /** Read to the person alone. */
  briefing: string;
  /** Dialled when the number answers, which is a switchboard then. */
  extension: string | null;
  /** Null plays our own. */
  holdMusicUrl: string | null;
  /** Nobody has refused that the talk is recorded. */
  isRecorded: boolean;
}

/** What stands of a caller's way to a person; null when there is none. */
export async function readTransfer(
  system: SystemContext,
  input: { callSid: string },
): Promise<TransferUnderWay | null> {
  const found = await findCall(system, input.callSid);
  if (!found) return null;
  const { ctx, callId } = found;
  return ctx.db.transaction(async (tx) => {
    const row = await lockCall(tx, { ctx, callId });
    if (row.handover?.kind !== 'transfer') return null;
    const { to, personCallSid, settledAt } = row.handover;
    const isRecorded = row.recordingRefusedAt === null || row.recordingAllowedAt !== null;
    const { name: businessName, onCallNumber, onCallExtension, holdMusicUrl } = ctx.business;
    return {
      state: toState(row.handover, { isOver: row.endedAt !== null }),
      settledAt: settledAt ? new Date(settledAt) : null,
      to,
      personCallSid: personCallSid ?? null,
      businessName,
      briefing: briefTransfer({
        callerNumber: row.fromNumber,
        customerName: await findCustomerName(tx, { ctx, row }),
        verdict: (await readEvents(tx, { ctx, row })).verdict,
        isRecorded,
      }),
      extension: to === onCallNumber ? onCallExtension : null,
      holdMusicUrl,
      isRecorded,
    };
  });
}

function toState(
  { isAccepted, isMissed }: Extract<Handover, { kind: 'transfer' }>,
  { isOver }: { isOver: boolean },
): TransferUnderWay['state'] {
  if (isOver) return 'over';
  if (isAccepted) return 'taken';
  return isMissed ? 'missed' : 'ringing';
}

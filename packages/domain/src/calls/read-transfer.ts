import type { Transaction } from '@afterhourfix/database';
import { holdMusic } from '@afterhourfix/database/schema';
import type { BusinessId, PhoneNumber } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { DomainContext, SystemContext } from '../context.ts';
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
  /** An address of the owner's; it counts before a file that they gave us. Null for neither. */
  holdMusicUrl: string | null;
  /** The owner has given us a file: whose, and since when, so that a new one is fetched anew. */
  ownMusic: { businessId: BusinessId; since: Date } | null;
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
      ownMusic: await findOwnMusic(tx, ctx),
      isRecorded,
    };
  });
}

async function findOwnMusic(
  tx: Transaction,
  { business: { id: businessId } }: DomainContext,
): Promise<TransferUnderWay['ownMusic']> {
  const [found] = await tx
    .select({ since: holdMusic.createdAt })
    .from(holdMusic)
    .where(eq(holdMusic.businessId, businessId));
  return found ? { businessId, since: found.since } : null;
}

function toState(
  { isAccepted, isMissed }: Extract<Handover, { kind: 'transfer' }>,
  { isOver }: { isOver: boolean },
): TransferUnderWay['state'] {
  if (isOver) return 'over';
  if (isAccepted) return 'taken';
  return isMissed ? 'missed' : 'ringing';
}

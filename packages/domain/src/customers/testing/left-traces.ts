import type { Transaction } from '@afterhourfix/database';
import {
  callEvents,
  calls,
  dispatchCallers,
  dispatches,
  dispatchPages,
  incidents,
  incomingTexts,
  messages,
  missedEmergencies,
  pages,
  recordings,
  spokenPromises,
  textMessages,
  toolCalls,
  transcriptTurns,
} from '@afterhourfix/database/schema';
import { type BusinessId, type CallId, PhoneNumber } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { PlacedCall } from '../../testing/demo-world.ts';

/** Words that must be nowhere once she is erased. */
export const HER_WORDS = ['Abbate', 'Larkspur', '6145550114', 'heart pills', 'RE9'];

/** All that a call can leave behind, with her words in every place that holds any. */
export async function leaveTraces({ ctx, call }: PlacedCall, recordingSid: string): Promise<void> {
  const at = ctx.clock.now();
  const of = { businessId: ctx.business.id, callId: call.id };
  const number = PhoneNumber.parse('+16145550190');
  await ctx.db.transaction(async (tx) => {
    const said = { text: 'Joan Abbate, my heart pills are warm', startedAt: at };
    await tx.insert(transcriptTurns).values({ ...of, itemId: 'i1', speaker: 'caller', ...said });
    const asked = {
      name: 'take_message',
      arguments: { name: 'Joan Abbate' },
      argumentsHash: 'h',
      isWrite: true,
    };
    const answered = { status: 'done', result: { note: 'Larkspur' }, startedAt: at } as const;
    await tx.insert(toolCalls).values({ ...of, engineCallId: 'c1', ...asked, ...answered });
    const place = { itemId: 'i1', audioOffsetMs: 10, engineCallId: 'c1', at };
    await tx.insert(spokenPromises).values({ ...of, kind: 'slot', detail: { to: 'Joan Abbate' }, ...place });
    await tx
      .insert(callEvents)
      .values({ ...of, eventKey: 'e1', type: 'keyed', at, payload: { digits: '6145550114' } });
    const recording = { recordingSid, url: `https://api.example/${recordingSid}`, status: 'completed' };
    await tx.insert(recordings).values({ ...of, ...recording, payload: { sid: 'RE9' } });
    const told = { callerName: 'Joan Abbate', callerPhone: PhoneNumber.parse('+16145550114') };
    const [message] = await tx
      .insert(messages)
      .values({
        ...of,
        source: 'agent',
        ...told,
        problem: 'heart pills',
        recordingUrl: 'https://api.example/RE9',
      })
      .returning({ id: messages.id });
    if (!message) throw new Error('An insert returned no row');
    await tx.insert(pages).values({
      businessId: ctx.business.id,
      messageId: message.id,
      toNumber: number,
      body: 'Call Joan Abbate',
    });
    await leaveTexts(tx, { ...of, at }, recordingSid);
    const [incident] = await tx
      .insert(incidents)
      .values({ ...of, zip: '43215' })
      .returning({ id: incidents.id });
    if (!incident) throw new Error('An insert returned no row');
    const [dispatch] = await tx
      .insert(dispatches)
      .values({
        ...of,
        ...{
          incidentId: incident.id,
          trade: 'hvac',
          severity: 'routine',
          problem: 'heart pills',
          zip: '43215',
        },
        ...{ addressLine: '9 Larkspur', placeKey: '9 Larkspur|43215', streetKey: 'Larkspur|43215' },
        ...{ rungs: [], ladder: { phase: 'created' }, choice: {} },
      })
      .returning({ id: dispatches.id });
    if (!dispatch) throw new Error('An insert returned no row');
    const dispatchId = dispatch.id;
    const caller = { contactName: 'Joan Abbate', contactPhone: PhoneNumber.parse('+16145550114') };
    await tx.insert(dispatchCallers).values({ ...of, dispatchId, trade: 'hvac', ...caller });
    await tx.insert(dispatchPages).values({
      ...{ businessId: ctx.business.id, dispatchId, kind: 'offer', rung: 0, person: 'owner' },
      ...{ toNumber: number, body: 'Call Joan Abbate' },
    });
    await tx
      .insert(missedEmergencies)
      .values({ ...of, reportedBy: 'owner', note: 'Joan Abbate had no heat' });
    const ended = { endedAt: at, outcome: 'message_taken', outcomeReason: 'agent_message' } as const;
    const words = { summary: 'Joan Abbate rang.', agentNote: 'Mrs. Abbate' };
    await tx
      .update(calls)
      .set({ ...ended, ...words })
      .where(eq(calls.id, call.id));
  });
}

async function leaveTexts(
  tx: Transaction,
  { businessId, callId, at }: { businessId: BusinessId; callId: CallId; at: Date },
  messageSid: string,
): Promise<void> {
  const number = PhoneNumber.parse('+16145550190');
  const herNumber = PhoneNumber.parse('+16145550114');
  await tx.insert(textMessages).values({
    businessId,
    callId,
    kind: 'pay-link',
    language: 'en',
    fromNumber: number,
    toNumber: herNumber,
    body: 'For Joan Abbate',
    idempotencyKey: `to ${messageSid} of 6145550114`,
    dueAt: at,
    expiresAt: at,
  });
  await tx.insert(incomingTexts).values({
    businessId,
    messageSid,
    fromNumber: herNumber,
    toNumber: number,
    body: 'This is Joan Abbate',
    receivedAt: at,
  });
}

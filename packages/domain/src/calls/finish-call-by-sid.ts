import type { CallOutcome, CallOutcomeReason } from '@afterhourfix/vocabulary';
import type { SystemContext } from '../context.ts';
import { findCall } from './find-call.ts';
import { finishCall } from './finish-call.ts';

/** `finishCall` for those who know a call by the carrier's id only; a call that we never answered has no end. */
export async function finishCallBySid(
  system: SystemContext,
  ending: { callSid: string; outcome: CallOutcome; reason: CallOutcomeReason },
): Promise<void> {
  const found = await findCall(system, ending.callSid);
  if (!found) return;
  const { outcome, reason } = ending;
  await finishCall(found.ctx, { callId: found.callId, outcome, reason, endedAt: system.clock.now() });
}

import { unroutedMessages } from '@afterhourfix/database/schema';
import type { PhoneNumber } from '@afterhourfix/vocabulary';
import type { SystemContext } from '../context.ts';
import { toStorableText } from '../storable.ts';

export interface UnroutedMessage {
  callSid: string;
  fromRaw: string;
  toRaw: string;
  callerPhone?: PhoneNumber | undefined;
  nameRecordingUrl?: string | undefined;
  recordingUrl?: string | undefined;
  problem?: string | undefined;
}

/** Keeps what a caller left on a number that belongs to no business; parts of one call add up. */
export async function saveUnroutedMessage(system: SystemContext, message: UnroutedMessage): Promise<void> {
  const now = system.clock.now();
  const details = {
    ...(message.callerPhone && { callerPhone: message.callerPhone }),
    ...(message.nameRecordingUrl && { nameRecordingUrl: message.nameRecordingUrl }),
    ...(message.recordingUrl && { recordingUrl: message.recordingUrl }),
    ...(message.problem && { problem: toStorableText(message.problem) }),
  };
  const { callSid, fromRaw, toRaw } = message;
  await system.db.transaction((tx) =>
    tx
      .insert(unroutedMessages)
      .values({ callSid, fromRaw, toRaw, ...details, createdAt: now, updatedAt: now })
      .onConflictDoUpdate({ target: unroutedMessages.callSid, set: { ...details, updatedAt: now } }),
  );
}

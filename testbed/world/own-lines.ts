import { type DatabaseSettings, openConfiguredDatabase } from '@afterhourfix/database';
import { connectDemoLine } from '@afterhourfix/domain';
import { type Logger, systemClock, VendorError } from '@afterhourfix/foundation';
import { createTwilioRest } from '@afterhourfix/integrations/twilio/rest-client';
import type { VoiceConfig } from '@afterhourfix/voice/config';
import type { WorkerConfig } from '@afterhourfix/worker/config';

export interface OwnLine {
  phoneNumber: string;
  name: string;
}

/**
 * The numbers of a real Twilio account that point at this world, connected to the first demo business: they are in
 * no seed. Without an answer from Twilio the world starts all the same, with a warning; null then.
 */
export async function connectOwnLines(
  configs: { voice: VoiceConfig; worker: WorkerConfig },
  { database, log }: { database: DatabaseSettings; log: Logger },
): Promise<OwnLine[] | null> {
  const { accountSid, authToken, apiUrl } = configs.worker.texts;
  const rest = createTwilioRest({ accountSid, authToken: authToken.reveal(), apiUrl });
  const voiceUrl = `${configs.voice.publicUrl}/twilio/voice`;
  try {
    const lines = (await rest.listPhoneNumbers()).filter((line) => line.voiceUrl === voiceUrl);
    if (!configs.voice.isDemoSeeded || lines.length === 0) return [];
    await using opened = await openConfiguredDatabase(database, { poolSize: 1, log });
    const system = { db: opened.system, clock: systemClock, log };
    for (const { number, sid } of lines) await connectDemoLine(system, { number, twilioSid: sid });
    return lines.map(({ number }) => ({
      phoneNumber: number,
      name: 'yours, rings at the first demo business',
    }));
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    log.warn({ reason: error.message }, 'Twilio could not be asked for its numbers');
    return null;
  }
}

import { createTestDatabase } from '@afterhourfix/database/testing';
import { expect, test } from 'vitest';
import { startCarrierSimulator } from '../simulators/carrier/index.ts';
import { startOpenAiRealtimeSimulator } from '../simulators/openai-realtime/index.ts';
import { startTwilioRestSimulator } from '../simulators/twilio-rest/index.ts';
import { findFreePort } from './free-port.ts';
import { startLocalWorld } from './local-world.ts';
import { toStartReport } from './start-report.ts';

const ACCOUNT = { accountSid: `AC${'0'.repeat(31)}2`, authToken: 'own-lines-token' };
const OWN_NUMBER = '+16145550177';

test('with keys of its own, a number that points here at the vendor reaches the agent', async () => {
  await using database = await createTestDatabase();
  await using openai = await startOpenAiRealtimeSimulator({ acceptedKey: 'own-key' });
  const port = await findFreePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const voiceUrl = `${publicUrl}/twilio/voice`;
  await using rest = await startTwilioRestSimulator({
    ...ACCOUNT,
    phoneNumbers: [
      { phone_number: OWN_NUMBER, voice_url: voiceUrl },
      { phone_number: '+16145550178', voice_url: 'https://elsewhere.example/twilio/voice' },
    ],
  });
  await using world = await startLocalWorld({
    DATABASE_URL: database.ownerUrl,
    PUBLIC_URL: publicUrl,
    VOICE_PORT: String(port),
    API_PORT: String(await findFreePort()),
    OPENAI_API_KEY: 'own-key',
    OPENAI_REALTIME_URL: openai.url,
    TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
    TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
    TWILIO_API_URL: rest.url,
  });
  expect(world.ownLines).toMatchObject([{ phoneNumber: OWN_NUMBER }]);
  expect(world.standings.some(({ isSimulated }) => isSimulated)).toBe(false);
  expect(toStartReport(world)).toContain(`Next: ring ${OWN_NUMBER}`);
  expect(rest.unexpected).toEqual([]);
  await using carrier = startCarrierSimulator({ ...ACCOUNT, voiceUrl });
  const call = await carrier.placeCall({ from: '+16145550101', to: OWN_NUMBER });
  await call.untilStreaming();
  call.hangUp();
  await call.untilEnded();
});

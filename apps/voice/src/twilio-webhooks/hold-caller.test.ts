import { ManualClock, silentLogger } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import type { WebhookParts } from './answer-call.ts';
import { holdCaller } from './warm-transfer.ts';
import { createWebhookUrls } from './webhook-urls.ts';

const FIRST_URL = 'https://voice.example/twilio/transfer/hold?round=1&since=';

/** A caller who hears music of so many milliseconds, while nobody has settled the transfer. */
function startHold(musicMs: number) {
  const clock = new ManualClock();
  const db = { transaction: () => Promise.reject(new Error('no database')) };
  const system = { clock, log: silentLogger, db };
  const parts = {
    ...{ system, urls: createWebhookUrls('https://voice.example'), telephone: {} },
    deferred: { waitingCount: 0 },
    sessions: { clock, writer: { flush: () => Promise.resolve() } },
  } as unknown as WebhookParts;
  let next = `${FIRST_URL}${clock.now().getTime()}`;
  return {
    /** What is asked when the music has ended; throws when the caller goes on to what follows the hold. */
    async goOn(): Promise<string> {
      clock.advance(musicMs);
      const query = Object.fromEntries(new URL(next).searchParams);
      const twiml = await holdCaller(parts, { fields: { CallSid: 'CA1' }, query });
      next = />([^<]+)<\/Redirect>/.exec(twiml)?.[1]?.replaceAll('&amp;', '&') ?? '';
      return twiml;
    },
  };
}

test('music of three seconds keeps the caller as long as any other, until a person has had three minutes', async () => {
  const { goOn } = startHold(3_000);
  for (let round = 1; round < 60; round += 1) expect(await goOn()).toContain('<Redirect');
  await expect(goOn()).rejects.toThrow();
});

test('music that cannot be played does not end the hold, and gives way to ours', async () => {
  const { goOn } = startHold(50);
  for (let round = 1; round < 100; round += 1)
    expect(await goOn()).toContain('<Play>https://voice.example/twilio/hold-music.wav</Play>');
});

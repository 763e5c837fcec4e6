import { expect, test } from 'vitest';
import { OAK, startWorld, type World } from '../world/world.ts';

const CALLER = '+16145550115';

const incoming = (body: string, messageSid = 'SM1') => ({
  MessageSid: messageSid,
  From: CALLER,
  To: OAK.number,
  Body: body,
});
const outbox = (world: World) =>
  world.rows<{ kind: string; status: string }>(
    'select kind, language, status, error_code from text_messages order by id',
  );

/** A text to the caller that the vendor has taken; its id and its business's. */
async function sendOne(world: World): Promise<string> {
  const [row] = await world.rows<{ id: string; business_id: string }>(
    `insert into text_messages (business_id, kind, language, from_number, to_number, body, idempotency_key, status,
       due_at, expires_at)
     select id, 'help', 'en', $1, $2, 'Hello', 'k1', 'sent', now(), now() from businesses where slug = $3
     returning id, business_id`,
    [OAK.number, CALLER, OAK.slug],
  );
  return `/twilio/text-status?business=${row?.business_id}&text=${row?.id}`;
}

test('a text that wants no more of them is heeded, answered in its language, and needs a signature', async () => {
  await using world = await startWorld();
  const refused = await world.post('/twilio/text', incoming('basta'), 'forged');
  expect(refused.status).toBe(403);
  const answer = await world.post('/twilio/text', incoming('basta'));
  expect(await answer.text()).toContain('<Response/>');
  await world.post('/twilio/text', incoming('basta'));
  expect(await outbox(world)).toMatchObject([
    { kind: 'opt-out-confirmation', language: 'es', status: 'queued' },
  ]);
  expect(await world.rows("select distinct is_granted from consent_records where channel = 'sms'")).toEqual([
    { is_granted: false },
  ]);
});

test('reports of a text may come in any order, and what registration lacks becomes a fault', async () => {
  await using world = await startWorld();
  world.expectProblem(/texts of this business do not arrive/);
  const path = await sendOne(world);
  const failed = { MessageSid: 'SM2', MessageStatus: 'undelivered', ErrorCode: '30034' };
  await world.post(path, failed);
  await world.post(path, { MessageSid: 'SM2', MessageStatus: 'sent' });
  await world.post(path, { MessageSid: 'SM2', MessageStatus: 'sending' });
  expect(await outbox(world)).toMatchObject([{ status: 'undelivered', error_code: '30034' }]);
  expect(await world.rows('select kind, occurrences, resolved_at from text_faults')).toEqual([
    { kind: 'sender-not-registered', occurrences: 1, resolved_at: null },
  ]);
  const foreign = path.replace(/text=.*/, 'text=01a208e7-4eb6-70e4-b1dc-2e8e868e0a3a');
  expect((await world.post(foreign, failed)).status).toBe(204);
});

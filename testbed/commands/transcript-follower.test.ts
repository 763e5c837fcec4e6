import { createTestDatabase } from '@afterhourfix/database/testing';
import { answerCall, seedDemoBusinesses } from '@afterhourfix/domain';
import { silentLogger, systemClock } from '@afterhourfix/foundation';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { type FollowedTurn, TranscriptFollower } from './transcript-follower.ts';

const CALL_SID = `CA${'7'.repeat(32)}`;
const ADD_TURN = `insert into transcript_turns (business_id, call_id, item_id, speaker, text, started_at, is_interrupted)
  select business_id, id, $2, $3, $4, started_at + interval '1 second' * $5, $6 from calls where call_sid = $1`;

test('tells each turn of the call once, in order, up to the last that was written', async () => {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await createTestDatabase());
  const system = { db: database.system, clock: systemClock, log: silentLogger };
  await seedDemoBusinesses(system);
  await answerCall(system, { callSid: CALL_SID, from: '+16145550101', to: '+16145550142' });
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  stack.defer(() => client.end());
  const told: FollowedTurn[] = [];
  const follower = new TranscriptFollower(client, CALL_SID, (turn) => told.push(turn));
  await client.query(ADD_TURN, [CALL_SID, 'item-1', 'agent', 'Good evening.', 1, false]);
  await follower.start();
  const atStart = told.map(({ text }) => text);
  await client.query(ADD_TURN, [CALL_SID, 'item-2', 'caller', '', 2, false]);
  await client.query(ADD_TURN, [CALL_SID, 'item-3', 'caller', 'my pipe burst', 3, false]);
  await client.query(ADD_TURN, [CALL_SID, 'item-4', 'agent', 'What is —', 4, true]);
  await follower[Symbol.asyncDispose]();
  expect(atStart).toEqual(['Good evening.']);
  expect(told.slice(1)).toEqual([
    { speaker: 'caller', text: 'my pipe burst', isInterrupted: false, atMs: 3_000 },
    { speaker: 'agent', text: 'What is —', isInterrupted: true, atMs: 4_000 },
  ]);
});

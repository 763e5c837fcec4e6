import { recordRecording, writeJournal } from '@afterhourfix/domain';
import { systemClock } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { createWorkerWorld } from './worker-world.ts';

const JOB_LIMIT_MS = 10_000;

test('a recording that the carrier made of a caller who refused is asked to be deleted', async () => {
  await using world = await createWorkerWorld();
  await using _worker = await world.startWorker();
  const { ctx, callId } = await world.placeCall();
  const [call] = await world.rows<{ call_sid: string }>('select call_sid from calls');
  await writeJournal(ctx, [{ kind: 'recording-wish', callId, isRefused: true, at: systemClock.now() }]);
  const report = {
    callSid: call?.call_sid ?? '',
    recordingSid: `RE${'0'.repeat(31)}1`,
    url: 'https://recordings.example/RE1',
    status: 'completed',
    durationSeconds: 3,
    channels: 2,
    source: 'StartCallRecordingAPI',
    startedAt: null,
    payload: { RecordingUrl: 'https://recordings.example/RE1' },
  };
  await recordRecording(world.system, report);
  await expect
    .poll(() => world.rows('select status, url, payload from recordings'), { timeout: JOB_LIMIT_MS })
    .toEqual([{ status: 'deleted', url: null, payload: null }]);
  expect(world.rest.requests.join()).toContain(`/Recordings/${report.recordingSid}.json`);
});

import { readdirSync, readFileSync } from 'node:fs';
import {
  toAudioAppend,
  toAudioClear,
  toAudioCommit,
  toConversationText,
  toFunctionCallOutput,
  toItemDelete,
  toItemRetrieve,
  toItemTruncate,
  toOutputAudioClear,
  toResponseCancel,
  toResponseCreate,
  toSessionUpdate,
} from '@afterhourfix/integrations/openai-realtime';
import { expect, test } from 'vitest';
import { checkConformance } from './check-conformance.ts';
import { compileRealtimeSchema, findRealtimeSchema } from './vendor-schema.ts';

const schemaPath = findRealtimeSchema() ?? '';
const hasNoSchema = schemaPath === '';
if (hasNoSchema) console.log('SPECS_DIR has no openai-realtime.schema.json: conformance is not tested.');

test.skipIf(hasNoSchema)(
  'every event of the adapter and of the simulator fits the vendor’s schema',
  async () => {
    const { counts, faults, missing } = await checkConformance(schemaPath);
    expect(faults).toEqual([]);
    expect(missing).toEqual([]);
    expect(counts.filter(({ isExpected }) => !isExpected)).toEqual([]);
  },
);

const WRITTEN = [
  toSessionUpdate('e1', { type: 'realtime', output_modalities: ['audio'] }),
  toAudioAppend('e2', '/w=='),
  toAudioCommit('e3'),
  toAudioClear('e4'),
  toConversationText('e5', { speaker: 'caller', text: 'hello' }),
  toFunctionCallOutput('e6', 'call_1', '{}'),
  toItemRetrieve('e7', 'item_1'),
  toItemTruncate('e8', { itemId: 'item_1', contentIndex: 0, audioEndMs: 940 }),
  toItemDelete('e9', 'item_1'),
  toResponseCreate('e10', { metadata: { request: 'response_1' } }),
  toResponseCancel('e11', 'resp_1'),
  toOutputAudioClear('e12'),
].map((text) => JSON.parse(text));

test.skipIf(hasNoSchema)(
  'every writer of a client event fits the vendor’s schema, and there are all 11',
  () => {
    const findFault = compileRealtimeSchema(schemaPath);
    expect(WRITTEN.filter((event) => findFault('client', event) !== null)).toEqual([]);
    expect(new Set(WRITTEN.map(({ type }) => type)).size).toBe(11);
  },
);

test.skipIf(hasNoSchema)('the recordings that the adapter is tested with fit the vendor’s schema', () => {
  const findFault = compileRealtimeSchema(schemaPath);
  const folder = new URL('../../packages/integrations/src/openai-realtime/recordings/', import.meta.url);
  const lines = readdirSync(folder).flatMap((name) =>
    readFileSync(new URL(name, folder), 'utf8').trim().split('\n'),
  );
  expect(lines.length).toBeGreaterThan(80);
  expect(lines.filter((line) => findFault('server', JSON.parse(line)) !== null)).toEqual([]);
});

test.skipIf(hasNoSchema)('the check refuses what the vendor would refuse', () => {
  const findFault = compileRealtimeSchema(schemaPath);
  expect(findFault('client', { type: 'conversation.item.truncate', item_id: 'i' })).not.toBeNull();
  expect(findFault('client', { type: 'session.updated' })).not.toBeNull();
  expect(findFault('server', { type: 'response.output_audio.delta', event_id: 'x' })).not.toBeNull();
});

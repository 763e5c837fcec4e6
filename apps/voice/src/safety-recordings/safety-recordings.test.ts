import { GUARD_LINES, INSTRUCTION_IDS, SAFETY_LINES } from '@afterhourfix/domain';
import { expect, test } from 'vitest';
import { loadSafetyRecordings } from './safety-recordings.ts';

const find = loadSafetyRecordings();

test.each(INSTRUCTION_IDS)('%s is recorded in both languages, as it is written today', (id) => {
  for (const language of ['en', 'es'] as const) {
    const text = SAFETY_LINES[id][language];
    const recording = find({ id, language, text });
    const lengthMs = (recording?.byteLength ?? 0) / 8;
    expect(lengthMs).toBeGreaterThan(text.length * 40);
    expect(lengthMs).toBeLessThan(1_000 + text.length * 120);
    expect(Buffer.from(recording?.audio ?? '', 'base64')).toHaveLength(recording?.byteLength ?? -1);
  }
});

test.each(Object.entries(GUARD_LINES))('%s is recorded in both languages too', (id, spoken) => {
  for (const language of ['en', 'es'] as const) {
    const text = spoken[language];
    expect((find({ id, language, text })?.byteLength ?? 0) / 8).toBeGreaterThan(text.length * 40);
  }
});

test('a recording of other words than those of today is not played', () => {
  expect(find({ id: 'SAFE_GAS', language: 'en', text: 'Open a window.' })).toBeNull();
});

test('a line that was never recorded has none', () => {
  expect(find({ id: 'SAFE_TOMORROW', language: 'en', text: 'Look out.' })).toBeNull();
});

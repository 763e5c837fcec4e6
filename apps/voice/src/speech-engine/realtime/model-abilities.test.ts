import { expect, test } from 'vitest';
import { isReasoningModel, toServedModel } from './model-abilities.ts';

test.each([
  ['gpt-realtime-2', true],
  ['gpt-realtime-2.1', true],
  ['gpt-realtime-2.1-mini', true],
  ['gpt-realtime-2-2026-05-07', true],
  ['gpt-realtime-2.1-mini-2026-07-09', true],
  ['gpt-realtime', false],
  ['gpt-realtime-2025-08-28', false],
  ['gpt-realtime-mini', false],
  ['gpt-realtime-mini-2025-12-15', false],
  ['gpt-realtime-1.5', false],
  ['gpt-4o-realtime-preview', false],
  ['our-gpt-realtime-2.1', false],
  ['gpt-realtime-2.1-of-ours', false],
  ['receptionist', false],
  ['', false],
])('that %s reasons is %s', (model, expected) => {
  expect(isReasoningModel(model)).toBe(expected);
});

test.each([
  ['wss://api.openai.com/v1/realtime', 'gpt-realtime-2.1'],
  ['wss://api.openai.com/v1/realtime?model=gpt-realtime-1.5', 'gpt-realtime-1.5'],
  ['wss://ours.openai.azure.com/openai/realtime?deployment=night-desk', 'night-desk'],
])('%s serves %s', (url, expected) => {
  expect(toServedModel({ url, model: 'gpt-realtime-2.1', apiKey: 'key', keyHeader: 'bearer' })).toBe(
    expected,
  );
});

import { expect, test } from 'vitest';
import { readTranscriptionUsage, readUsage } from './usage.ts';

const NOTHING = {
  inputTextTokens: 0,
  inputAudioTokens: 0,
  cachedTextTokens: 0,
  cachedAudioTokens: 0,
  outputTextTokens: 0,
  outputAudioTokens: 0,
};

test('reads each modality, cached ones too', () => {
  const usage = {
    total_tokens: 253,
    input_tokens: 132,
    output_tokens: 121,
    input_token_details: {
      text_tokens: 119,
      audio_tokens: 13,
      image_tokens: 0,
      cached_tokens: 64,
      cached_tokens_details: { text_tokens: 60, audio_tokens: 4, image_tokens: 0 },
    },
    output_token_details: { text_tokens: 30, audio_tokens: 91 },
  };
  expect(readUsage(usage)).toEqual({
    inputTextTokens: 119,
    inputAudioTokens: 13,
    cachedTextTokens: 60,
    cachedAudioTokens: 4,
    outputTextTokens: 30,
    outputAudioTokens: 91,
  });
});

test.each([null, undefined, 7, 'many'])('%o is no usage', (usage) => {
  expect(readUsage(usage)).toBeNull();
});

test.each([
  [{}],
  [{ input_token_details: null, output_token_details: 'x' }],
  [{ input_token_details: { text_tokens: '7', audio_tokens: Number.NaN, cached_tokens_details: null } }],
])('%o counts nothing: all fields are optional on the wire', (usage) => {
  expect(readUsage(usage)).toEqual(NOTHING);
});

test.each([
  [
    {
      type: 'tokens',
      total_tokens: 26,
      input_tokens: 19,
      input_token_details: { text_tokens: 2, audio_tokens: 17 },
      output_tokens: 7,
    },
    { usage: { ...NOTHING, inputTextTokens: 2, inputAudioTokens: 17, outputTextTokens: 7 }, billedMs: null },
  ],
  [
    { type: 'duration', seconds: 2.34 },
    { usage: NOTHING, billedMs: 2_340 },
  ],
  [{ type: 'tokens' }, { usage: NOTHING, billedMs: null }],
  [
    { type: 'duration', seconds: 'long' },
    { usage: NOTHING, billedMs: null },
  ],
  [null, null],
  [undefined, null],
  ['dear', null],
])('a transcription with %o has cost %o', (usage, expected) => {
  expect(readTranscriptionUsage(usage)).toEqual(expected);
});

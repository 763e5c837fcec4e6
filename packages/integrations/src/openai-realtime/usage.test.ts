import { expect, test } from 'vitest';
import { readUsage } from './usage.ts';

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

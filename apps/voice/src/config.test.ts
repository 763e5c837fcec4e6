import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ENVIRONMENT_NAMES, readVoiceConfig } from './config.ts';

const REQUIRED = {
  PUBLIC_URL: 'https://voice.example.com/',
  OPENAI_API_KEY: 'sk-secret',
  TWILIO_ACCOUNT_SID: 'AC1',
  TWILIO_AUTH_TOKEN: 'token-one',
};

describe('the voice server’s settings', () => {
  test('are complete with four variables', () => {
    const config = readVoiceConfig(REQUIRED);
    expect(config).toMatchObject({
      publicUrl: 'https://voice.example.com',
      port: 5050,
      engine: { url: 'wss://api.openai.com/v1/realtime', model: 'gpt-realtime-2.1', keyHeader: 'bearer' },
      places: { nominatimUrl: null, osrmUrl: null },
      limits: { maxLiveCalls: 250, playbackLeadMs: 600, firstAudioLimitMs: 5_000, drainLimitMs: 240_000 },
      isDemoSeeded: false,
    });
    expect(config.carrier.authTokens.map((token) => token.reveal())).toEqual(['token-one']);
  });

  test('take two tokens while they rotate', () => {
    const config = readVoiceConfig({ ...REQUIRED, TWILIO_NEXT_AUTH_TOKEN: 'token-two' });
    expect(config.carrier.authTokens.map((token) => token.reveal())).toEqual(['token-one', 'token-two']);
  });

  test.each([
    'postgres://bob:hunter2@127.0.0.1:99999/db',
    'postgres://bob:hunter2/x@h/db',
    'mysql://bob:hunter2@h/db',
  ])('name a database URL that is none, and do not show its password', (DATABASE_URL) => {
    const read = () => readVoiceConfig({ ...REQUIRED, DATABASE_URL });
    expect(read).toThrow(/DATABASE_URL is wrong/);
    expect(read).not.toThrow(/hunter2/);
  });

  test('that are missing are all told at once', () => {
    expect(() => readVoiceConfig({})).toThrow(
      /PUBLIC_URL[\s\S]*OPENAI_API_KEY[\s\S]*TWILIO_ACCOUNT_SID[\s\S]*TWILIO_AUTH_TOKEN/,
    );
  });

  test.each(Object.keys(REQUIRED))('count an empty %s as missing', (name) => {
    expect(() => readVoiceConfig({ ...REQUIRED, [name]: '' })).toThrow(name);
  });

  test.each([
    ['PUBLIC_URL', 'voice.example.com'],
    ['PUBLIC_URL', 'ftp://voice.example.com'],
    ['OPENAI_REALTIME_URL', 'https://api.openai.com'],
    ['VOICE_PORT', '70000'],
    ['PLAYBACK_LEAD_MS', '0'],
    ['MAX_LIVE_CALLS', 'many'],
    ['SEED_DEMO', 'perhaps'],
    ['LOG_LEVEL', 'loud'],
  ])('refuse %s=%s and name it', (name, value) => {
    expect(() => readVoiceConfig({ ...REQUIRED, [name]: value })).toThrow(name);
  });

  test('show no secret, however they are written down', () => {
    const config = readVoiceConfig(REQUIRED);
    const written = `${JSON.stringify(config)} ${inspect(config, { depth: 9 })} ${String(config.engine.apiKey)}`;
    expect(written).not.toMatch(/sk-secret|token-one/);
  });

  test('can’t be changed', () => {
    const config = readVoiceConfig(REQUIRED);
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('have no name twice', () => {
    expect(new Set(ENVIRONMENT_NAMES).size).toBe(ENVIRONMENT_NAMES.length);
  });
});

import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ENVIRONMENT_NAMES as API_NAMES, readApiConfig } from '@afterhourfix/api/config';
import { ENVIRONMENT_NAMES as CLI_NAMES, readCliConfig } from '@afterhourfix/cli/config';
import { readVoiceConfig, ENVIRONMENT_NAMES as VOICE_NAMES } from '@afterhourfix/voice/config';
import { readWorkerConfig, ENVIRONMENT_NAMES as WORKER_NAMES } from '@afterhourfix/worker/config';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const example = readFileSync(new URL('.env.example', root), 'utf8');
const readme = readFileSync(new URL('README.md', root), 'utf8');

const known = [...new Set([...VOICE_NAMES, ...WORKER_NAMES, ...API_NAMES, ...CLI_NAMES])].toSorted();
/** As if every line were in use. */
const everything = parseEnv(example.replaceAll(/^#(?=[A-Z_]+=)/gm, ''));
/** Shown with a value that is no default. */
const NO_DEFAULTS = { CALCOM_ACCOUNTS: '', GOOGLE_SERVICE_ACCOUNT: '', FEED_SECRET: '' };
/** Empty in the example, because each has its own. */
const OWN = {
  OPENAI_API_KEY: 'key',
  TWILIO_ACCOUNT_SID: 'AC1',
  TWILIO_AUTH_TOKEN: 'token',
  PUBLIC_URL: 'https://voice.example',
};

test('.env.example names every variable that an app reads, and no other', () => {
  expect(Object.keys(everything).toSorted()).toEqual(known);
});

test('.env.example as it stands leaves everything to the defaults', () => {
  const set = Object.entries(parseEnv(example)).filter(([, value]) => value !== '');
  expect(set).toEqual([]);
});

test('the defaults that .env.example shows are the real ones', () => {
  const shown = {
    ...everything,
    ...OWN,
    ...NO_DEFAULTS,
    SEED_DEMO: '',
    DATABASE_URL: '',
    DATABASE_APP_URL: '',
  };
  const plain = { ...shown, TWILIO_TEXT_FROM: '', TWILIO_API_URL: '' };
  expect(readVoiceConfig({ ...plain, NOMINATIM_URL: '', OSRM_URL: '', PAYMENT_LINK_URL: '' })).toEqual(
    readVoiceConfig(OWN),
  );
  expect(readWorkerConfig(plain)).toEqual(readWorkerConfig(OWN));
  expect(readApiConfig(shown)).toEqual(readApiConfig(OWN));
  expect(readCliConfig({ ...shown, LOG_LEVEL: '' })).toEqual(readCliConfig(OWN));
});

test('every line of .env.example is one that its app takes', () => {
  const filled = { ...everything, ...OWN };
  expect(readVoiceConfig(filled).isDemoSeeded).toBe(true);
  expect(readVoiceConfig(filled).places.osrmUrl).toBe('http://127.0.0.1:5000');
  expect(readWorkerConfig(filled).texts.from).toBe('+16145550142');
  expect(readWorkerConfig(filled).calendars.google.account?.clientEmail).toContain('@');
  expect(readApiConfig(filled).calcom.accounts.main?.webhookSecret?.reveal()).toBe('long and random');
});

test('the README explains every variable', () => {
  expect(known.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

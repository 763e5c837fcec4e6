import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isUpgradeSigned, isWebhookSigned } from './signature.ts';

const TOKEN = '12345';

/** As the vendor describes it: the URL, then every field by name, its values sorted and without repetition. */
function sign(token: string, url: string, fields: Record<string, string | string[]> = {}): string {
  const names = Object.keys(fields).sort();
  const text = names.map((name) =>
    [...new Set([fields[name] ?? ''].flat())].sort().map((value) => name + value),
  );
  return createHmac('sha1', token)
    .update([url, ...text.flat()].join(''), 'utf8')
    .digest('base64');
}

describe('a form post', () => {
  // The worked example of twilio.com/docs/usage/security.
  const example = {
    authTokens: [TOKEN],
    signature: 'L/OH5YylLD5NRKLltdqwSvS0BnU=',
    url: 'https://example.com/myapp.php?foo=1&bar=2',
    fields: {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675310',
      Digits: '1234',
      From: '+14158675310',
      To: '+18005551212',
    },
  };

  test('of the vendor’s own example is signed', () => {
    expect(isWebhookSigned(example)).toBe(true);
  });

  test.each<[string, Partial<typeof example> & { signature?: string | undefined }]>([
    ['another token', { authTokens: ['54321'] }],
    ['no token', { authTokens: [] }],
    ['no signature', { signature: '' }],
    ['another query', { url: 'https://example.com/myapp.php?foo=1' }],
    ['another scheme', { url: 'http://example.com/myapp.php?foo=1&bar=2' }],
    ['a field more', { fields: { ...example.fields, ...{ Extra: '' } } }],
    ['a field changed', { fields: { ...example.fields, Digits: '1235' } }],
    ['a signature that is no base64', { signature: '%%%' }],
  ])('with %s is not', (_name, change) => {
    expect(isWebhookSigned({ ...example, ...change })).toBe(false);
  });

  test('without any header is not', () => {
    expect(isWebhookSigned({ ...example, signature: undefined })).toBe(false);
  });

  test('is signed by either token while tokens are rotated', () => {
    expect(isWebhookSigned({ ...example, authTokens: ['successor', TOKEN] })).toBe(true);
    expect(isWebhookSigned({ ...example, authTokens: [TOKEN, 'successor'] })).toBe(true);
  });

  test('with empty fields is signed with their names', () => {
    const url = 'https://example.com/twilio/voice';
    const fields = { CallSid: 'CA1', FromCity: '', ToZip: '' };
    const signature = sign(TOKEN, url, fields);
    expect(isWebhookSigned({ authTokens: [TOKEN], signature, url, fields })).toBe(true);
    expect(isWebhookSigned({ authTokens: [TOKEN], signature, url, fields: { CallSid: 'CA1' } })).toBe(false);
  });

  test('with a repeated key is signed with its values sorted, each once', () => {
    const url = 'https://example.com/twilio/status';
    const fields = { StatusCallbackEvent: ['ringing', 'answered', 'ringing'] };
    const signature = sign(TOKEN, url, fields);
    expect(isWebhookSigned({ authTokens: [TOKEN], signature, url, fields })).toBe(true);
  });
});

describe('a socket upgrade', () => {
  const url = 'wss://voice.example.com/twilio/media';
  const upgrade = { authTokens: ['other', TOKEN], url };

  test('is signed over the URL as it stands, without parameters', () => {
    expect(isUpgradeSigned({ ...upgrade, signature: sign(TOKEN, url) })).toBe(true);
  });

  test('is signed over the URL with a slash appended too', () => {
    expect(isUpgradeSigned({ ...upgrade, signature: sign(TOKEN, `${url}/`) })).toBe(true);
    expect(isUpgradeSigned({ ...upgrade, url: `${url}/`, signature: sign(TOKEN, url) })).toBe(true);
  });

  test('on loopback is signed over ws', () => {
    const local = 'ws://127.0.0.1:5050/twilio/media';
    expect(isUpgradeSigned({ ...upgrade, url: local, signature: sign(TOKEN, local) })).toBe(true);
  });

  test.each([
    ['https', sign(TOKEN, 'https://voice.example.com/twilio/media')],
    ['another path', sign(TOKEN, 'wss://voice.example.com/twilio/other')],
    ['another host', sign(TOKEN, 'wss://other.example.com/twilio/media')],
    ['another token', sign('wrong', url)],
  ])('signed over %s is not', (_name, signature) => {
    expect(isUpgradeSigned({ ...upgrade, signature })).toBe(false);
  });

  test('without a signature is not', () => {
    expect(isUpgradeSigned({ ...upgrade, signature: undefined })).toBe(false);
  });
});

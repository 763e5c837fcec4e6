import { expect, test } from 'vitest';
import { signForm, signStreamUrl, toSignedUrl } from './signature.ts';

const EXAMPLE = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675310',
  Digits: '1234',
  From: '+14158675310',
  To: '+18005551212',
};

test('signs the worked example of the vendor’s documentation', () => {
  expect(signForm('12345', 'https://example.com/myapp.php?foo=1&bar=2', EXAMPLE)).toBe(
    'L/OH5YylLD5NRKLltdqwSvS0BnU=',
  );
});

test('sorts fields by case-sensitive name, whatever their order', () => {
  const url = 'https://example.com/voice';
  expect(signForm('12345', url, { b: '1', B: '2', a: '3' })).toBe(
    signForm('12345', url, { a: '3', b: '1', B: '2' }),
  );
});

test('an empty field still counts by its name', () => {
  const url = 'https://example.com/voice';
  expect(signForm('12345', url, { FromCity: '' })).not.toBe(signForm('12345', url, {}));
});

test.each([
  ['https://example.com:8443/voice?a=1', 'https://example.com/voice?a=1'],
  ['https://user:secret@example.com/voice', 'https://example.com/voice'],
  ['http://127.0.0.1:5050/voice', 'http://127.0.0.1:5050/voice'],
  ['https://example.com/voice#ct=2000&rc=2', 'https://example.com/voice'],
])('a voice webhook to %s is signed as %s', (url, signedUrl) => {
  expect(toSignedUrl(url)).toBe(signedUrl);
});

test('the stream address is signed as it stands, port and slash included', () => {
  const signatures = ['wss://h/p', 'wss://h/p/', 'wss://h:443/p'].map((url) => signStreamUrl('12345', url));
  expect(new Set(signatures).size).toBe(3);
});

import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSealer } from './sealed-text.ts';
import { Secret } from './secret.ts';

const key = () => new Secret(randomBytes(32).toString('base64'));

test('opens what it has sealed, and seals the same secret differently each time', () => {
  const sealer = createSealer(key());
  const sealed = sealer.seal(new Secret('pat-na1-ümlaut'), 'oak');
  expect(sealer.open(sealed, 'oak').reveal()).toBe('pat-na1-ümlaut');
  expect(sealed).not.toContain('pat-na1');
  expect(sealer.seal(new Secret('pat-na1-ümlaut'), 'oak')).not.toBe(sealed);
});

test('opens nothing with another key, for another business, or after a byte was changed', () => {
  const sealer = createSealer(key());
  const sealed = sealer.seal(new Secret('token'), 'oak');
  const changed = Buffer.from(sealed, 'base64');
  changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
  expect(() => createSealer(key()).open(sealed, 'oak')).toThrow('cannot be opened');
  expect(() => sealer.open(sealed, 'mesa')).toThrow('cannot be opened');
  expect(() => sealer.open(changed.toString('base64'), 'oak')).toThrow('cannot be opened');
  expect(() => sealer.open('', 'oak')).toThrow('cannot be opened');
});

test('refuses a key of another length', () => {
  expect(() => createSealer(new Secret('short'))).toThrow('32 bytes');
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CallerMedia,
  CarrierFrameWriter,
  type MediaRead,
  readCallerMedia,
  readCarrierFrame,
} from './media-frames.ts';

const recording = readFileSync(new URL('recordings/call.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');

function readFast(text: string): { read: MediaRead; media: CallerMedia } {
  const media = { payload: 'untouched', timestampMs: -1 };
  return { read: readCallerMedia(Buffer.from(text), media), media };
}

describe('a recorded stream', () => {
  test('reads as what happened', () => {
    expect(recording.map((line) => readCarrierFrame(Buffer.from(line)))).toEqual([
      { type: 'connected' },
      {
        type: 'started',
        streamSid: 'MZ18ad3ab5a668481ce02b83e7395059f0',
        callSid: 'CA4760b7663b33ed6bc386c340b113514a',
        parameters: { token: '7f1c9be2' },
        encoding: 'audio/x-mulaw',
        sampleRateHz: 8000,
      },
      { type: 'media', payload: expect.any(String), timestampMs: 5 },
      { type: 'media', payload: expect.any(String), timestampMs: 25 },
      { type: 'mark-returned', name: 'g1.1600' },
      { type: 'media', payload: expect.any(String), timestampMs: 45 },
      { type: 'digit-pressed', digit: '#' },
      { type: 'stopped' },
    ]);
  });

  test('takes the fast path for every media frame and for nothing else', () => {
    const reads = recording.map((line) => readFast(line).read);
    expect(reads).toEqual(
      recording.map((line) => (line.startsWith('{"event":"media"') ? 'media' : 'not-media')),
    );
  });

  test('gives 160 bytes a frame, the same on both paths', () => {
    for (const line of recording.filter((candidate) => candidate.includes('"media"'))) {
      const { media } = readFast(line);
      expect(Buffer.from(media.payload, 'base64').length).toBe(160);
      expect(readCarrierFrame(Buffer.from(line))).toEqual({ type: 'media', ...media });
    }
  });
});

/** Two characters of space, or none, where JSON allows them. */
const gap = fc.constantFrom('', '', '', ' ', '\n\t');
const payload = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  fc.constantFrom('', '%%%%', 'AAA', 'AA==AA==', '","payload":"AAAA', '\\/\\/8=', '{"timestamp":"7"}', 'ü'),
);
const timestamp = fc.oneof(
  fc.nat().map((value) => `${value}`),
  fc.constantFrom('', '-5', '1e3', '5x', '0005', '9'.repeat(15), '9'.repeat(16)),
);

/** A media frame with its keys in any order and spaces anywhere. */
const mediaFrame = fc
  .record({ payload, timestamp, isTextual: fc.boolean(), order: fc.infiniteStream(fc.nat(5)), gap })
  .map(({ payload: audio, timestamp: time, isTextual, order, gap: space }) => {
    const shuffle = (parts: string[]) =>
      parts
        .map((part) => ({ part, rank: order.next().value ?? 0 }))
        .toSorted((a, b) => a.rank - b.rank)
        .map(({ part }) => part);
    const isNumber = !isTextual && /^(0|[1-9]\d{0,14})$/.test(time);
    const escaped = audio.replaceAll(/"/g, '\\"');
    const media = shuffle([
      `"track":${space}"inbound"`,
      '"chunk":"1"',
      `"timestamp":${space}${isNumber ? time : `"${time}"`}`,
      `"payload":"${escaped}"`,
    ]).join(`,${space}`);
    const keys = shuffle([
      '"event":"media"',
      '"sequenceNumber":"3"',
      `"media":${space}{${media}}`,
      '"streamSid":"MZ1"',
    ]);
    return `{${keys.join(`${space},`)}}`;
  });

test('both paths agree on every media frame, whatever the order of its keys and its spaces', () => {
  let fastReads = 0;
  fc.assert(
    fc.property(mediaFrame, (text) => {
      const slow = readCarrierFrame(Buffer.from(text));
      const { read, media } = readFast(text);
      if (read === 'media') {
        fastReads++;
        expect(slow).toEqual({ type: 'media', ...media });
      } else if (read === 'bad-payload') expect(slow).toBe('malformed');
      else expect(media.payload).toBe('untouched');
    }),
    { numRuns: 2_000 },
  );
  expect(fastReads).toBeGreaterThan(50);
});

const TRAPS = [
  '{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1","customParameters":{"event":"media","payload":"AAAA","timestamp":"5"}}}',
  '{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1","customParameters":{"x":"{\\"event\\":\\"media\\",\\"payload\\":\\"AAAA\\"}"}}}',
  '{"event":"media","extra":{"payload":"BBBB","timestamp":"9"},"media":{"timestamp":"5","payload":"AAAA"}}',
  '{"event":"media","extra":{"media":{"payload":"BBBB","timestamp":"9"}},"media":{"timestamp":"5","payload":"AAAA"}}',
  '{"event":"media","media":{"extra":{"payload":"BBBB","timestamp":"9"},"timestamp":"5","payload":"AAAA"}}',
  '{"event":"media","media":{"track":"in}bound","timestamp":"5","payload":"AAAA"}}',
  '{"event":"media","media":{"track":"\\",\\"payload\\":\\"BBBB","timestamp":"5","payload":"AAAA"}}',
  '{"event":"media","timestamp":"9","payload":"BBBB","media":{"timestamp":"5","payload":"AAAA"}}',
  '{"event":"media","media":{"timestamp":"5"},"payload":"BBBB"}',
  '{"event":"media","media":{"payload":"AAAA"},"timestamp":"9"}',
];

test.each(TRAPS)('is not fooled by %s', (text) => {
  const { read, media } = readFast(text);
  const slow = readCarrierFrame(Buffer.from(text));
  if (read === 'media') expect(slow).toEqual({ type: 'media', ...media });
  else expect(read).toBe('not-media');
});

test.each([
  ['a truncated frame', '{"event":"media","media":{"timestamp":"5","payload":"AAAA"'],
  ['broken JSON', '{"event":'],
  ['no object', '[1]'],
  ['no event', '{"media":{}}'],
  ['a start without a stream', '{"event":"start","start":{"callSid":"CA1"}}'],
  ['media without audio', '{"event":"media","media":{"timestamp":"5"}}'],
  ['media without a time', '{"event":"media","media":{"payload":"AAAA"}}'],
  ['a mark without a name', '{"event":"mark","mark":{}}'],
  ['a key that no telephone has', '{"event":"dtmf","dtmf":{"digit":"x"}}'],
  ['two keys at once', '{"event":"dtmf","dtmf":{"digit":"12"}}'],
])('%s is malformed on the slow path and not media on the fast one', (_name, text) => {
  expect(readFast(text).read).toBe('not-media');
  expect(readCarrierFrame(Buffer.from(text))).toBe('malformed');
});

test('frames of tomorrow are neither used nor malformed', () => {
  expect(readCarrierFrame(Buffer.from('{"event":"telepathy","streamSid":"MZ1"}'))).toBeNull();
});

test('a start without format or parameters is one of µ-law at 8 kHz', () => {
  const start =
    '{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1","customParameters":{"n":7,"t":"x"}}}';
  expect(readCarrierFrame(Buffer.from(start))).toEqual({
    type: 'started',
    streamSid: 'MZ1',
    callSid: 'CA1',
    parameters: { t: 'x' },
    encoding: 'audio/x-mulaw',
    sampleRateHz: 8000,
  });
});

test('hostile bytes never throw', () => {
  const media: CallerMedia = { payload: '', timestampMs: 0 };
  const prefixed = fc
    .tuple(
      fc.constantFrom('{"event":"media"', '{"event":"media","media":{', ''),
      fc.uint8Array({ maxLength: 300 }),
    )
    .map(([prefix, bytes]) => Buffer.concat([Buffer.from(prefix), bytes]));
  const mutated = fc
    .tuple(fc.constantFrom(...recording), fc.nat(), fc.nat(255))
    .map(([line, place, byte]) => {
      const frame = Buffer.from(line);
      frame[place % frame.length] = byte;
      return frame;
    });
  fc.assert(
    fc.property(fc.oneof(prefixed, mutated), (frame) => {
      readCallerMedia(frame, media);
      readCarrierFrame(frame);
    }),
    { numRuns: 2_000 },
  );
});

describe('what we send', () => {
  const writer = new CarrierFrameWriter('MZ1');

  test('holds the documented fields and no other: Twilio drops the frame, and warns only once', () => {
    expect(JSON.parse(writer.toMediaFrame('AAAA'))).toEqual({
      event: 'media',
      streamSid: 'MZ1',
      media: { payload: 'AAAA' },
    });
    expect(JSON.parse(writer.toMarkFrame('g1.1600'))).toEqual({
      event: 'mark',
      streamSid: 'MZ1',
      mark: { name: 'g1.1600' },
    });
    expect(JSON.parse(writer.clearFrame)).toEqual({ event: 'clear', streamSid: 'MZ1' });
  });

  test('is JSON whatever the stream is called', () => {
    const odd = new CarrierFrameWriter('a"b\\c');
    expect(JSON.parse(odd.clearFrame).streamSid).toBe('a"b\\c');
    expect(JSON.parse(odd.toMediaFrame('AAAA')).streamSid).toBe('a"b\\c');
  });
});

test.each([{ toString: 1, valueOf: 1 }, ['audio/x-mulaw'], null, true])(
  'a start whose format is %j is taken for Twilio’s own format, and nothing is thrown',
  (odd) => {
    const start = { streamSid: 'MZ', callSid: 'CA', mediaFormat: { encoding: odd, sampleRate: odd } };
    const frame = Buffer.from(JSON.stringify({ event: 'start', start }));
    expect(readCarrierFrame(frame)).toMatchObject({ encoding: 'audio/x-mulaw', sampleRateHz: 8000 });
  },
);

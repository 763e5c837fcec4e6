import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pcm16FromMulaw, WordsDecoder, writeStereoWav } from '../speech/index.ts';
import { prepareLines } from './caller-lines.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'caller-lines-'));
  const tone = Int16Array.from({ length: 8_000 }, (_, index) => 9_000 * Math.sin(index / 3));
  await writeFile(path.join(folder, 'tone.wav'), writeStereoWav({ left: tone, right: tone }));
  await writeFile(
    path.join(folder, 'silence.wav'),
    writeStereoWav({ left: new Int16Array(800), right: new Int16Array(0) }),
  );
  await writeFile(path.join(folder, 'text.wav'), 'this is no sound');
});

afterAll(() => rm(folder, { recursive: true }));

describe('what the caller does', () => {
  test('is ready with and without the words in tones', async () => {
    const prepared = await prepareLines(
      [
        { kind: 'wav', path: 'tone.wav', words: 'a tone' },
        { kind: 'press', keys: '1' },
      ],
      folder,
    );
    if (!prepared.ok) throw new Error(prepared.message);
    const [line, press] = prepared.lines;
    if (line?.kind !== 'speech') throw new Error('no speech');
    expect(line).toMatchObject({ words: 'a tone', voice: 'tone.wav' });
    expect(line.voiceOnly.length).toBe(Math.round(line.speechMs * 8));
    expect(new WordsDecoder().push(pcm16FromMulaw(line.withWords))).toMatchObject([
      { words: 'a tone', isIntact: true },
    ]);
    expect(new WordsDecoder().push(pcm16FromMulaw(line.voiceOnly))).toEqual([]);
    expect(press).toEqual({ kind: 'press', keys: '1' });
  });

  test('is said in the voice of a fixture where there is one', async () => {
    const prepared = await prepareLines([{ kind: 'say', words: 'My basement is flooding!' }], folder);
    expect(prepared).toMatchObject({ ok: true, lines: [{ voice: 'recorded sentence' }] });
  });

  test.each([
    ['missing.wav', '--wav missing.wav: no such file'],
    ['silence.wav', '--wav silence.wav: it holds no sound'],
    ['text.wav', '--wav text.wav: Not a WAV file: it does not begin with RIFF and WAVE'],
    ['.', '--wav .: EISDIR: illegal operation on a directory, read'],
  ])('cannot be %s', async (file, message) => {
    expect(await prepareLines([{ kind: 'wav', path: file, words: 'x' }], folder)).toEqual({
      ok: false,
      message,
    });
  });

  test('cannot be more words than a burst carries', async () => {
    const prepared = await prepareLines([{ kind: 'say', words: 'word '.repeat(500) }], folder);
    expect(prepared).toEqual({
      ok: false,
      message: expect.stringMatching(/^--say: A burst carries at most/),
    });
  });
});

import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { throughMulaw } from './impairments.ts';
import { WordsDecoder } from './modem.ts';
import { createVoices, FIXTURE_FOLDER, nameFixture, speak, speakSync } from './voices.ts';
import { writeMulawWav } from './wav.ts';

const NO_ESPEAK = { command: 'no-such-voice' };
const QUESTION = 'I have Tuesday between eight and ten. Shall I book it for you?';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voices-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function program(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, script);
  await chmod(path, 0o755);
  return path;
}

/** Energy of every 20 ms, in dBFS. */
function levels(samples: Int16Array): number[] {
  return Array.from({ length: Math.floor(samples.length / 160) }, (_, frame) => {
    const part = samples.subarray(frame * 160, frame * 160 + 160);
    const energy = part.reduce((sum, sample) => sum + sample * sample, 0) / 160;
    return 10 * Math.log10(energy / 32_768 ** 2 + 1e-10);
  });
}

describe('a caller', () => {
  test('speaks with a committed recording when there is one', async () => {
    const recorded = await speak('my basement is flooding');
    const withoutFixtures = createVoices({ fixtureFolder: pathToFileURL(`${folder}/`), espeak: NO_ESPEAK });
    const synthesized = await withoutFixtures.speak('my basement is flooding');
    expect(recorded.samples).not.toEqual(synthesized.samples);
    expect(recorded.words).toBe('my basement is flooding');
  });

  test('speaks by espeak-ng when there is no recording, and the words are not on its command line', async () => {
    const tone = Int16Array.from({ length: 4000 }, (_, index) => Math.round(5000 * Math.sin(index / 3)));
    const wavPath = join(folder, 'said.wav');
    await writeFile(wavPath, writeMulawWav(tone));
    const script = `#!/bin/sh\necho "$@" > "${folder}/arguments"\ncat > "${folder}/input"\ncat "${wavPath}"\n`;
    const command = await program('speaker', script);
    const utterance = await createVoices({ espeak: { command } }).speak('--help; $(date)');
    expect(utterance.speechMs).toBeCloseTo(500, -1);
    expect(await readFile(join(folder, 'input'), 'utf8')).toBe('--help; $(date)');
    expect(await readFile(join(folder, 'arguments'), 'utf8')).not.toContain('date');
  });

  test.each([
    ['is missing', '', {}],
    ['fails', '#!/bin/sh\nexit 1\n', {}],
    ['gives rubbish', '#!/bin/sh\necho rubbish\n', {}],
    ['hangs', '#!/bin/sh\nexec sleep 60\n', { timeLimitMs: 50 }],
  ])('falls back to the formant voice when espeak-ng %s', async (name, script, limits) => {
    const command = script === '' ? NO_ESPEAK.command : await program(name.replace(' ', '-'), script);
    const voices = createVoices({ espeak: { command, ...limits } });
    const utterance = await voices.speak('nobody has recorded this');
    expect(utterance).toEqual(speakSync('nobody has recorded this', { voice: 'caller' }));
  });

  test('is refused words that fit no burst', async () => {
    await expect(createVoices({ espeak: NO_ESPEAK }).speak('a'.repeat(3000))).rejects.toThrow(RangeError);
  });
});

describe('an agent', () => {
  test('speaks by the formant voice even words that are recorded, in another pitch than a caller', async () => {
    const agent = await speak('Yes.', { voice: 'agent' });
    expect(agent).toBe(speakSync('Yes.', { voice: 'agent' }));
    expect(agent.samples).not.toEqual(speakSync('Yes.', { voice: 'caller' }).samples);
  });

  test.each([
    QUESTION,
    'The trip fee is forty-nine dollars, and the diagnostic is eighty-nine.',
    'Please leave the house now and call nine one one from outside.',
  ])('says 12 to 15 characters a second: %s', (words) => {
    const perSecond = words.length / (speakSync(words).speechMs / 1000);
    expect(perSecond).toBeGreaterThan(11.5);
    expect(perSecond).toBeLessThan(15.5);
  });

  test('sounds like speech to a voice detector: loud most of the time, with syllables and no long pause', () => {
    const { samples, speechMs } = speakSync(QUESTION);
    const speech = levels(samples.subarray(0, speechMs * 8));
    const isLoud = speech.map((level) => level > -35);
    expect(isLoud.filter(Boolean).length / isLoud.length).toBeGreaterThan(0.6);
    const longestPause = Math.max(
      ...isLoud
        .join('')
        .split('true')
        .map((run) => run.split('false').length - 1),
    );
    expect(longestPause * 20).toBeLessThan(300);
    const average = speech.map((_, at) => mean(speech.slice(Math.max(0, at - 2), at + 3)));
    const dips = average.filter((level, at) => at > 2 && level < -28 && isLowest(average, at)).length;
    expect(dips / (speechMs / 1000)).toBeGreaterThan(1.5);
    expect(dips / (speechMs / 1000)).toBeLessThan(7);
  });

  test('says the same words the same way every time', () => {
    expect(createVoices().speakSync(QUESTION).samples).toEqual(createVoices().speakSync(QUESTION).samples);
  });

  test.each(['', '…', '日本語の文', '¡Ayuda, se rompió la tubería!', '😀'])('has a voice for %j', (words) => {
    const { samples, speechMs } = speakSync(words);
    expect(speechMs).toBeGreaterThan(40);
    expect(new WordsDecoder().push(throughMulaw(samples))).toEqual([
      expect.objectContaining({ words, isIntact: true }),
    ]);
  });
});

describe('every utterance', () => {
  test('is speech, 60 ms of silence and a burst that survives µ-law, with no peak above -6 dBFS in the speech', async () => {
    for (const name of await readdir(FIXTURE_FOLDER)) {
      const words = name.replace('.wav', '').replaceAll('-', ' ');
      const { samples, speechMs, burstMs } = await speak(words);
      const speech = samples.subarray(0, speechMs * 8);
      expect(samples.length, words).toBe((speechMs + 60 + burstMs) * 8);
      expect(Math.max(...speech), words).toBeLessThanOrEqual(16_900);
      expect(samples.subarray(speech.length, speech.length + 480).every((sample) => sample === 0)).toBe(true);
      expect(levels(speech).filter((level) => level > -40).length, words).toBeGreaterThan(10);
      expect(new WordsDecoder().push(throughMulaw(samples)), words).toEqual([
        expect.objectContaining({ words, isIntact: true }),
      ]);
    }
  });

  test('of the committed recordings stays under 500 KB together', async () => {
    const names = await readdir(FIXTURE_FOLDER);
    const sizes = await Promise.all(
      names.map(async (name) => (await stat(new URL(name, FIXTURE_FOLDER))).size),
    );
    expect(names.length).toBeGreaterThanOrEqual(12);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(500 * 1024);
  });
});

test('a recording is found by its words however they are written', () => {
  expect(nameFixture('  My basement is FLOODING!! ')).toBe('my-basement-is-flooding.wav');
  expect(nameFixture("I can't")).toBe('i-cant.wav');
  expect(nameFixture('../../etc/passwd')).toBe('etc-passwd.wav');
  expect(nameFixture('日本')).toBeNull();
  expect(nameFixture('!')).toBeNull();
  expect(nameFixture('a'.repeat(300))).toBeNull();
});

function mean(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function isLowest(curve: number[], at: number): boolean {
  return curve.slice(Math.max(0, at - 3), at + 4).every((level) => level >= (curve[at] ?? 0));
}

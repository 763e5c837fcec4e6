import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTestDatabase } from '@afterhourfix/database/testing';
import { silentLogger } from '@afterhourfix/foundation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WordsDecoder } from '../speech/index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RUN_LIMIT_MS = 60_000;
const WAV_HEADER_BYTES = 44;

interface Run {
  code: number;
  output: string;
  errors: string;
}

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'call-'));
});

afterAll(() => rm(folder, { recursive: true }));

function runCall(words: readonly string[], environment: Record<string, string> = {}): Promise<Run> {
  const vendors = { OPENAI_API_KEY: '', OPENAI_REALTIME_URL: '', INIT_CWD: folder, DATA_DIR: folder };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['testbed/commands/call.ts', ...words],
      { cwd: ROOT, env: { ...process.env, ...vendors, ...environment }, timeout: RUN_LIMIT_MS },
      (error, output, errors) => resolve({ code: Number(error?.code ?? (error ? -1 : 0)), output, errors }),
    );
  });
}

/** The words in the sound of one side, with the second in which they end. */
function hearSide(wav: Uint8Array, channel: 0 | 1) {
  const view = new DataView(wav.buffer, wav.byteOffset);
  const count = (wav.length - WAV_HEADER_BYTES) / 4;
  const samples = Int16Array.from({ length: count }, (_, index) =>
    view.getInt16(WAV_HEADER_BYTES + index * 4 + channel * 2, true),
  );
  return new WordsDecoder()
    .push(samples)
    .map(({ words, endsAtSample }) => ({ words, endsAt: endsAtSample / 8_000 }));
}

describe('npm run call', () => {
  test(
    'tells a call live, keeps its sound on two aligned channels and shows the rows it left',
    async () => {
      await using database = await createTestDatabase({ log: silentLogger });
      const words = ['my basement is flooding', 'four three two one five'];
      const run = await runCall(
        [...words.flatMap((line) => ['--say', line]), '--hang-up', '--hurry', '--out', 'flood.wav'],
        { DATABASE_URL: database.ownerUrl },
      );
      expect(run).toMatchObject({ code: 0, errors: '' });
      expect(run.output).toMatch(/first sound \d+ ms after the ring/);
      // What to do first comes first, and its wait is told; the question follows in the same breath.
      expect(run.output).toMatch(
        /agent +Turn the main valve clockwise[\s\S]*agent +What is the ZIP code there\?\n/,
      );
      expect(run.output).toMatch(/caller +hangs up/);
      expect(run.output).toMatch(/transcript turns\n(.*\n)+.*caller.*my basement is flooding/);
      expect(run.output).toContain('bookings: none');
      expect(run.output).toContain('dispatches: none');
      expect(run.output).toContain('pages: none');
      const wav = await readFile(path.join(folder, 'flood.wav'));
      const [first, second] = hearSide(wav, 0);
      const zip = hearSide(wav, 1).find((sentence) => sentence.words === 'What is the ZIP code there?');
      expect([first?.words, second?.words]).toEqual(words);
      expect(zip?.endsAt).toBeGreaterThan(first?.endsAt ?? Number.NaN);
      expect(zip?.endsAt).toBeLessThan(second?.endsAt ?? Number.NaN);
    },
    RUN_LIMIT_MS,
  );

  test.each([
    [['--shout', 'help'], "Unknown option '--shout'"],
    [['--wav', 'no.wav', '--words', 'x'], '--wav no.wav: no such file'],
    [['--out', '.'], '--out .: it is a folder'],
  ])('refuses %j in one line, with its usage and status 2', async (words, message) => {
    const run = await runCall(words);
    expect(run).toMatchObject({ code: 2, output: '' });
    expect(run.errors.split('\n')[0]).toBe(message);
    expect(run.errors).toContain('Usage: npm run call');
  });

  test('tells how it is used', async () => {
    const run = await runCall(['--help']);
    expect(run).toMatchObject({ code: 0, errors: '' });
    expect(run.output).toContain('--press');
  });
});

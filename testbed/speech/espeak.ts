import { execFile } from 'node:child_process';
import { readWav } from './wav.ts';

const TIME_LIMIT_MS = 5000;
const LARGEST_WAV_BYTES = 16 * 1024 * 1024;
const WORDS_PER_MINUTE = '165';

export type EspeakOptions = { command?: string; voice?: string; timeLimitMs?: number };

/**
 * The words as espeak-ng says them, 8 kHz mono. Null when this machine has no espeak-ng or it failed or took too
 * long: the caller has another voice, and the words themselves travel in the burst.
 */
export function speakWithEspeak(words: string, options: EspeakOptions = {}): Promise<Int16Array | null> {
  const args = ['-v', options.voice ?? 'en-us', '-s', WORDS_PER_MINUTE, '-b', '1', '--stdin', '--stdout'];
  const limits = {
    encoding: 'buffer' as const,
    timeout: options.timeLimitMs ?? TIME_LIMIT_MS,
    killSignal: 'SIGKILL' as const,
    maxBuffer: LARGEST_WAV_BYTES,
  };
  return new Promise((resolve) => {
    const child = execFile(options.command ?? 'espeak-ng', args, limits, (error, wav) => {
      resolve(error === null ? readSpeech(wav) : null);
    });
    // A program that is missing or ends early closes its input; the callback above tells the outcome.
    child.stdin?.on('error', () => child.stdin?.destroy());
    child.stdin?.end(words);
  });
}

function readSpeech(wav: Buffer): Int16Array | null {
  try {
    const samples = readWav(wav);
    return samples.length > 0 ? samples : null;
  } catch {
    return null;
  }
}

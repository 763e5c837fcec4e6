import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { speakWithEspeak } from '../speech/espeak.ts';
import { mulawFromPcm16, speak, type Utterance, utteranceFromWav } from '../speech/index.ts';
import { FIXTURE_FOLDER, nameFixture } from '../speech/voices.ts';
import type { PlannedLine } from './call-arguments.ts';

const LONGEST_SPEECH_MS = 120_000;
const SAMPLES_PER_MS = 8;

/** A line that is ready for the telephone. */
export type CallerLine =
  | {
      kind: 'speech';
      words: string;
      /** Whose voice it is, for the person who reads along. */
      voice: string;
      speechMs: number;
      /** µ-law: the voice, then its words in modem tones for a simulated engine. */
      withWords: Uint8Array;
      /** µ-law: the voice alone, for an engine that understands speech. */
      voiceOnly: Uint8Array;
    }
  | { kind: 'press'; keys: string };

export type PreparedLines = { ok: true; lines: CallerLine[] } | { ok: false; message: string };

class LineFault extends Error {}

/** Reads the recordings (relative to `folder`) and makes the voices. What cannot be spoken is told in one line. */
export async function prepareLines(planned: readonly PlannedLine[], folder: string): Promise<PreparedLines> {
  try {
    return { ok: true, lines: await Promise.all(planned.map((line) => prepareLine(line, folder))) };
  } catch (error) {
    if (error instanceof LineFault) return { ok: false, message: error.message };
    throw error;
  }
}

async function prepareLine(line: PlannedLine, folder: string): Promise<CallerLine> {
  switch (line.kind) {
    case 'press':
      return line;
    case 'say':
      return toSpeech(await speakWords(line.words), await nameVoice(line.words));
    case 'wav':
      return toSpeech(await playRecording(line, folder), path.basename(line.path));
  }
}

function toSpeech(utterance: Utterance, voice: string): CallerLine {
  const { words, speechMs, samples } = utterance;
  const withWords = mulawFromPcm16(samples);
  return {
    kind: 'speech',
    words,
    voice,
    speechMs,
    withWords,
    voiceOnly: withWords.subarray(0, Math.round(speechMs * SAMPLES_PER_MS)),
  };
}

function speakWords(words: string): Promise<Utterance> {
  return speak(words, { voice: 'caller' }).catch((error: unknown) => {
    throw error instanceof RangeError ? new LineFault(`--say: ${error.message}`) : error;
  });
}

async function playRecording(line: { path: string; words: string }, folder: string): Promise<Utterance> {
  const bytes = await readFile(path.resolve(folder, line.path)).catch((error: NodeJS.ErrnoException) => {
    throw new LineFault(`--wav ${line.path}: ${error.code === 'ENOENT' ? 'no such file' : error.message}`);
  });
  const utterance = readUtterance(bytes, line);
  if (utterance.speechMs === 0) throw new LineFault(`--wav ${line.path}: it holds no sound`);
  if (utterance.speechMs > LONGEST_SPEECH_MS)
    throw new LineFault(`--wav ${line.path}: longer than two minutes`);
  return utterance;
}

function readUtterance(bytes: Uint8Array, line: { path: string; words: string }): Utterance {
  try {
    return utteranceFromWav(bytes, line.words);
  } catch (error) {
    throw error instanceof Error ? new LineFault(`--wav ${line.path}: ${error.message}`) : error;
  }
}

/** Which of the voices says these words on this machine. */
async function nameVoice(words: string): Promise<string> {
  const fixture = nameFixture(words);
  const isRecorded =
    fixture !== null &&
    (await access(new URL(fixture, FIXTURE_FOLDER)).then(
      () => true,
      () => false,
    ));
  if (isRecorded) return 'recorded sentence';
  return (await speakWithEspeak(words)) === null
    ? 'synthetic voice, not intelligible'
    : 'spoken by espeak-ng';
}

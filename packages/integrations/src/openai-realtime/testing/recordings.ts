import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../recordings/', import.meta.url);

export const RECORDINGS = readdirSync(folder).map((name) => name.replace('.jsonl', ''));

/** The frames of one recording, as they stand on the wire. */
export function readRecording(name: string): Buffer[] {
  const lines = readFileSync(new URL(`${name}.jsonl`, folder), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => Buffer.from(line));
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GUARD_LINES, SAFETY_LINES } from '@afterhourfix/domain';

const WORDS_PER_MINUTE = '160';
const VOICES = { en: 'en-us+f3', es: 'es-419+f3' } as const;
const FOLDER = join(import.meta.dirname, '../../apps/voice/src/safety-recordings');
/** No pause at the ends, what a telephone carries of a voice, and never at the limit of the code. */
const SILENCE = ['silence', '1', '0.01', '1%'];
const TELEPHONE = ['gain', '-6', 'highpass', '200', 'lowpass', '3600', 'norm', '-3'];
const EFFECTS = [...TELEPHONE, ...SILENCE, 'reverse', ...SILENCE, 'reverse'];

/** Needs Debian's espeak-ng and sox. */
function record(name: string, { text, voice }: { text: string; voice: string }): void {
  const folder = mkdtempSync(join(tmpdir(), 'line-'));
  const wav = join(folder, 'line.wav');
  execFileSync('espeak-ng', ['-v', voice, '-s', WORDS_PER_MINUTE, '-w', wav, text]);
  const format = ['-r', '8000', '-c', '1', '-e', 'mu-law', '-t', 'raw'];
  execFileSync('sox', [wav, ...format, join(FOLDER, `${name}.ulaw`), ...EFFECTS]);
  rmSync(folder, { recursive: true });
}

for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.ulaw'))) rmSync(join(FOLDER, name));
const texts: Record<string, string> = {};
const lines = [...Object.entries(SAFETY_LINES), ...Object.entries(GUARD_LINES)];
for (const [id, spoken] of lines)
  for (const language of ['en', 'es'] as const) {
    const text = spoken[language];
    record(`${id}.${language}`, { text, voice: VOICES[language] });
    texts[`${id}.${language}`] = text;
  }
writeFileSync(join(FOLDER, 'recorded-lines.json'), `${JSON.stringify(texts, null, 2)}\n`);

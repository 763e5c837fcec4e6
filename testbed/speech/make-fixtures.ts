import { mkdir, writeFile } from 'node:fs/promises';
import { speakWithEspeak } from './espeak.ts';
import { levelSpeech, trimPauses } from './speech-level.ts';
import { FIXTURE_FOLDER, nameFixture } from './voices.ts';
import { writeMulawWav } from './wav.ts';

/** What callers of a trades emergency say, each by another of espeak-ng's speakers. */
const UTTERANCES: ReadonlyArray<{ words: string; voice: string }> = [
  { words: 'My basement is flooding.', voice: 'en-us+m3' },
  { words: 'A pipe burst and water is coming through the kitchen ceiling!', voice: 'en-us+f2' },
  { words: 'The furnace quit and we have a baby in the house.', voice: 'en-us+m1' },
  { words: 'I smell gas in the kitchen.', voice: 'en-us+f3' },
  { words: 'My AC is not working.', voice: 'en-us+m7' },
  { words: 'The zip code is four three two oh six.', voice: 'en-us+m3' },
  { words: 'My name is Tom Aldana.', voice: 'en-us+m3' },
  { words: 'Six forty Wilson Avenue.', voice: 'en-us+f2' },
  { words: 'Yes, this number is good.', voice: 'en-us+m3' },
  { words: 'How much is it?', voice: 'en-us+f3' },
  { words: 'The first one works.', voice: 'en-us+f2' },
  { words: 'Tuesday at eight is fine.', voice: 'en-us+m1' },
  { words: 'Can I talk to a real person?', voice: 'en-us+m7' },
  { words: 'Yes.', voice: 'en-us+f2' },
  { words: 'No.', voice: 'en-us+m1' },
  { words: 'Thank you, goodbye.', voice: 'en-us+f3' },
];

await mkdir(FIXTURE_FOLDER, { recursive: true });
let totalBytes = 0;
for (const { words, voice } of UTTERANCES) {
  const name = nameFixture(words);
  const speech = await speakWithEspeak(words, { voice });
  if (name === null || speech === null) {
    throw new Error(`No fixture for "${words}": is Debian's espeak-ng installed?`);
  }
  const file = writeMulawWav(levelSpeech(trimPauses(speech)));
  await writeFile(new URL(name, FIXTURE_FOLDER), file);
  totalBytes += file.length;
}
console.log(`${UTTERANCES.length} fixtures, ${Math.round(totalBytes / 1024)} KB`);

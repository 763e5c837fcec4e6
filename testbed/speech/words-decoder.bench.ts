// Run by hand: node testbed/speech/words-decoder.bench.ts
import { throughMulaw } from './impairments.ts';
import { WordsDecoder } from './modem.ts';
import { speak, speakSync } from './voices.ts';

const CALLS = 200;
const FRAME_SAMPLES = 160;
const ROUNDS = 5;

const utterance = throughMulaw((await speak('My basement is flooding.')).samples);
const longAnswer = throughMulaw(
  speakSync('I have Tuesday between eight and ten. Shall I book it for you?').samples,
);
const silence = new Int16Array(8 * 8000);

for (const [name, samples] of Object.entries({ utterance, longAnswer, silence })) {
  const decoders = Array.from({ length: CALLS }, () => new WordsDecoder());
  const rounds = Array.from({ length: ROUNDS }, () => measureNsPerSample(decoders, samples));
  const best = Math.min(...rounds);
  const sharePercent = best * 1e-9 * 8000 * CALLS * 100;
  console.log(
    `${name}: ${best.toFixed(1)} ns a sample, ${CALLS} calls cost ${sharePercent.toFixed(1)} % of a core`,
  );
}

function measureNsPerSample(decoders: WordsDecoder[], samples: Int16Array): number {
  const startedAt = process.cpuUsage();
  for (let at = 0; at < samples.length; at += FRAME_SAMPLES) {
    const frame = samples.subarray(at, at + FRAME_SAMPLES);
    for (const decoder of decoders) decoder.push(frame);
  }
  const spent = process.cpuUsage(startedAt);
  return ((spent.user + spent.system) * 1000) / (samples.length * decoders.length);
}

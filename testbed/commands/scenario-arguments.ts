import { parseArgs } from 'node:util';
import { BAD_FAULTS, type BadFault } from '../simulators/openai-realtime/index.ts';

const DEFAULT_SPEED = 8;

export const USAGE = `Usage: npm run scenarios -- [options]

  --file other.json      other scenarios of schema 1.0.0 (the 28 of testbed/scenarios)
  --only S01,S09         only these
  --mind sensible|bad    who the simulated engine is (sensible)
  --faults a,b           which faults the bad mind has (all): ${BAD_FAULTS.join(', ')}
  --engine openai        the real model, with OPENAI_API_KEY, instead of a simulated one
  --seeds 3              each scenario so often, from seed 1 on (1)
  --speed 8              so many times faster than the wall (8); the real model has its own pace, 1
  --at-once 8            so many calls side by side (8)
  --transcript           prints every conversation too
  --help                 shows this`;

export interface ScenarioPlan {
  file: string | null;
  only: readonly string[] | null;
  mind: 'sensible' | 'bad';
  faults: readonly BadFault[];
  isEngineReal: boolean;
  seeds: number;
  speed: number;
  atOnce: number;
  isTranscriptShown: boolean;
}

export type ScenarioArguments =
  | { kind: 'plan'; plan: ScenarioPlan }
  | { kind: 'help' }
  | { kind: 'fault'; message: string };

const OPTIONS = {
  file: { type: 'string' },
  only: { type: 'string' },
  mind: { type: 'string', default: 'sensible' },
  faults: { type: 'string' },
  engine: { type: 'string', default: 'simulated' },
  seeds: { type: 'string', default: '1' },
  speed: { type: 'string' },
  'at-once': { type: 'string', default: '8' },
  transcript: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

class ArgumentFault extends Error {}

/** What the command line asks for; a fault is one line that says what is wrong with it. */
export function readScenarioArguments(words: readonly string[]): ScenarioArguments {
  try {
    const { values } = parseArgs({ args: [...words], options: OPTIONS });
    if (values.help) return { kind: 'help' };
    const isEngineReal = readWord('engine', values.engine, ['simulated', 'openai']) === 'openai';
    const plan: ScenarioPlan = {
      file: values.file ?? null,
      only: values.only === undefined ? null : readList(values.only),
      mind: readWord('mind', values.mind, ['sensible', 'bad']),
      faults: values.faults === undefined ? BAD_FAULTS : readFaults(values.faults),
      isEngineReal,
      seeds: readCount('seeds', values.seeds),
      speed: readSpeed(values.speed, isEngineReal),
      atOnce: readCount('at-once', values['at-once']),
      isTranscriptShown: values.transcript,
    };
    return { kind: 'plan', plan };
  } catch (error) {
    const isOfArguments =
      error instanceof ArgumentFault ||
      (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
    if (!isOfArguments) throw error;
    return { kind: 'fault', message: error.message };
  }
}

const readList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function readWord<Word extends string>(option: string, given: string, words: readonly Word[]): Word {
  const word = words.find((one) => one === given);
  if (word === undefined) throw new ArgumentFault(`--${option} ${given}: it is ${words.join(' or ')}`);
  return word;
}

const readFaults = (text: string): BadFault[] =>
  readList(text).map((fault) => readWord('faults', fault, BAD_FAULTS));

function readSpeed(text: string | undefined, isEngineReal: boolean): number {
  const speed = text === undefined ? (isEngineReal ? 1 : DEFAULT_SPEED) : readCount('speed', text);
  if (isEngineReal && speed !== 1) throw new ArgumentFault(`--speed ${text}: the real model's is 1`);
  return speed;
}

function readCount(option: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 50)
    throw new ArgumentFault(`--${option} ${text}: it is a whole number from 1 to 50`);
  return count;
}

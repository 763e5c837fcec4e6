import { parseArgs } from 'node:util';

export interface BenchOptions {
  mode: 'load' | 'soak' | 'paired' | 'domain';
  callCounts: number[];
  seconds: number;
  /** How often floor and voice server take turns at each number of calls. */
  rounds: number;
  deltaMs: number;
  interruptEveryMs: number;
  /** Time between two calls that come in. */
  spacingMs: number;
  soakCalls: number;
  /** How often a run is done again because other processes took too much of the machine. */
  patience: number;
  /** Given to both measured processes, for example `--cpu-prof`. */
  nodeFlags: string[];
}

export const USAGE = `npm run bench -- [options]
  --quick             1 and 50 calls, 4 s, once each
  --calls 1,50,200    numbers of calls to hold at once (default 1,50,100,200)
  --seconds 8         measured time of each run
  --rounds 2          turns of floor and voice server at each number
  --delta 200         milliseconds of agent audio in one delta
  --interrupt 6000    milliseconds between two barge-ins of a call
  --spacing 25        milliseconds between two incoming calls
  --patience 2        times a disturbed run is done again (see docs/bench.md)
  --paired            instead: CPU only, floor and voice server holding calls at the same time
  --domain            instead: get_slots, book_slot, get_pricing, check_service_area against PostgreSQL
  --soak              instead: short calls one after the other, memory after each tenth
  --soak-calls 2000   how many
  --node-flag=F       a flag for the Node of floor and voice server, for example --node-flag=--cpu-prof`;

/** Throws on anything unknown or not a number. */
export function readBenchOptions(words: string[]): BenchOptions {
  const { values } = parseArgs({
    args: words,
    options: {
      quick: { type: 'boolean', default: false },
      calls: { type: 'string' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      delta: { type: 'string', default: '200' },
      interrupt: { type: 'string', default: '6000' },
      spacing: { type: 'string', default: '25' },
      patience: { type: 'string', default: '2' },
      soak: { type: 'boolean', default: false },
      paired: { type: 'boolean', default: false },
      domain: { type: 'boolean', default: false },
      'soak-calls': { type: 'string', default: '2000' },
      'node-flag': { type: 'string', multiple: true, default: [] },
    },
  });
  const { quick } = values;
  const callCounts = (values.calls ?? (quick ? '1,50' : '1,50,100,200')).split(',');
  return {
    mode: readMode(values),
    callCounts: callCounts.map((count) => readPositive('calls', count)),
    seconds: readPositive('seconds', values.seconds ?? (quick ? '4' : '8')),
    rounds: readPositive('rounds', values.rounds ?? (quick ? '1' : '2')),
    deltaMs: readPositive('delta', values.delta),
    interruptEveryMs: readPositive('interrupt', values.interrupt),
    spacingMs: readPositive('spacing', values.spacing),
    patience: Number(values.patience),
    soakCalls: readPositive('soak-calls', values['soak-calls']),
    nodeFlags: values['node-flag'],
  };
}

function readMode({
  soak,
  paired,
  domain,
}: Record<'soak' | 'paired' | 'domain', boolean>): BenchOptions['mode'] {
  if (soak) return 'soak';
  if (domain) return 'domain';
  return paired ? 'paired' : 'load';
}

function readPositive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`--${name} must be a positive number\n${USAGE}`);
  return value;
}

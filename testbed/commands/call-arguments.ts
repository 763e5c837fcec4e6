import { parseArgs } from 'node:util';
import { readPhoneNumber } from '@afterhourfix/vocabulary';

export const USAGE = `Usage: npm run call -- [what the caller does, in order] [options]

  --say "words"              says it, in the caller's voice
  --wav file --words "words" plays a recording and tells what it says
  --press 123                presses keys of the telephone

  --to number                whom to call (+16145550142)
  --from number              who calls, or anonymous (+16145550115)
  --out file                 where the stereo WAV goes (calls/<CallSid>.wav in the data folder)
  --patience ms              how long the caller waits for the agent to speak (6000)
  --hang-up                  hangs up right behind the last line
  --hurry                    lets the simulated agent speak as fast as its words can be carried;
                             only when this command starts the voice server itself
  --help                     shows this

Example: npm run call -- --say "my basement is flooding" --say "four three two one five"`;

/** One thing the caller does; all of them happen in the order given. */
export type PlannedLine =
  | { kind: 'say'; words: string }
  | { kind: 'wav'; path: string; words: string }
  | { kind: 'press'; keys: string };

export interface CallPlan {
  lines: PlannedLine[];
  to: string;
  from: string;
  /** Null: beside the other calls, under its CallSid. */
  out: string | null;
  patienceMs: number;
  hangsUpAtOnce: boolean;
  isHurried: boolean;
}

export type CallArguments =
  | { kind: 'plan'; plan: CallPlan }
  | { kind: 'help' }
  | { kind: 'fault'; message: string };

const OPTIONS = {
  say: { type: 'string', multiple: true },
  wav: { type: 'string', multiple: true },
  words: { type: 'string', multiple: true },
  press: { type: 'string', multiple: true },
  to: { type: 'string', default: '+16145550142' },
  from: { type: 'string', default: '+16145550115' },
  out: { type: 'string' },
  patience: { type: 'string', default: '6000' },
  'hang-up': { type: 'boolean', default: false },
  hurry: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const HIDDEN_NUMBERS = ['anonymous', 'restricted', 'unavailable'];
const SHORTEST_PATIENCE_MS = 500;
const LONGEST_PATIENCE_MS = 120_000;

class ArgumentFault extends Error {}

/** What the command line asks for; a fault is one line that says what is wrong with it. */
export function readCallArguments(words: readonly string[]): CallArguments {
  try {
    const { values, tokens } = parseArgs({ args: [...words], options: OPTIONS, tokens: true });
    if (values.help) return { kind: 'help' };
    const plan: CallPlan = {
      lines: readLines(tokens),
      to: readNumber('to', values.to),
      from: HIDDEN_NUMBERS.includes(values.from) ? values.from : readNumber('from', values.from),
      out: values.out === undefined ? null : readText('out', values.out),
      patienceMs: readPatience(values.patience),
      hangsUpAtOnce: values['hang-up'],
      isHurried: values.hurry,
    };
    return { kind: 'plan', plan };
  } catch (error) {
    if (!isArgumentFault(error)) throw error;
    return { kind: 'fault', message: firstSentence(error.message) };
  }
}

function isArgumentFault(error: unknown): error is Error {
  if (error instanceof ArgumentFault) return true;
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

// The parser of Node adds advice about positional arguments, of which there are none here.
function firstSentence(message: string): string {
  return message.split(/\n|(?<=')\. /)[0]?.replace(/\.$/, '') ?? message;
}

type Token = { kind: string; name?: string; value?: string | undefined };

function readLines(tokens: readonly Token[]): PlannedLine[] {
  const lines: PlannedLine[] = [];
  let wav: string | null = null;
  for (const { name, value = '' } of tokens) {
    if (wav !== null && name !== 'words') throw new ArgumentFault(wordsMissing(wav));
    if (name === 'say') lines.push({ kind: 'say', words: readText('say', value) });
    if (name === 'press') lines.push({ kind: 'press', keys: readKeys(value) });
    if (name === 'words') {
      if (wav === null) throw new ArgumentFault('--words belongs right behind a --wav');
      lines.push({ kind: 'wav', path: wav, words: readText('words', value) });
    }
    wav = name === 'wav' ? readText('wav', value) : null;
  }
  if (wav !== null) throw new ArgumentFault(wordsMissing(wav));
  return lines;
}

const wordsMissing = (wav: string) => `--wav ${wav} needs --words "what it says" right behind it`;

function readText(option: string, value: string): string {
  const text = value.trim();
  if (text === '') throw new ArgumentFault(`--${option} is empty`);
  return text;
}

function readKeys(value: string): string {
  if (!/^[0-9*#]+$/.test(value))
    throw new ArgumentFault(`--press ${value}: a telephone has the keys 0-9, * and #`);
  return value;
}

function readNumber(option: string, value: string): string {
  const number = readPhoneNumber(value);
  if (number === null) throw new ArgumentFault(`--${option} ${value} is not a telephone number`);
  return number;
}

function readPatience(value: string): number {
  const patienceMs = Number(value);
  if (Number.isInteger(patienceMs) && patienceMs >= SHORTEST_PATIENCE_MS && patienceMs <= LONGEST_PATIENCE_MS)
    return patienceMs;
  throw new ArgumentFault(
    `--patience ${value}: it is whole milliseconds from ${SHORTEST_PATIENCE_MS} to ${LONGEST_PATIENCE_MS}`,
  );
}

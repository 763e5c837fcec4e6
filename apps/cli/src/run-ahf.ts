import { parseArgs } from 'node:util';
import { type DomainContext, forBusiness, listBusinessIds, type SystemContext } from '@afterhourfix/domain';
import { DomainError, Invalid, NotFound, VendorError } from '@afterhourfix/foundation';
import { z } from 'zod';
import type { Command } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import type { CliConfig } from './config.ts';

const REFUSED = 1;
const WRONG_USE = 2;
const USAGE = `npm run ahf -- <command> --business <slug> [--input <file.json>] [--json '<json>'] [--file <file>]
npm run ahf -- <command> --help   what the command reads
A file named - is standard input. The answer is JSON: 0 is done, 1 is refused, 2 is wrong use.`;

const OPTIONS = {
  business: { type: 'string' },
  input: { type: 'string' },
  json: { type: 'string' },
  file: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** What surrounds the commands: the terminal, the files, the database. */
export interface AhfWorld {
  config: CliConfig;
  print(text: string): void;
  complain(text: string): void;
  readFile(name: string): Promise<Buffer>;
  openSystem(): Promise<AsyncDisposable & { system: SystemContext }>;
}

/** Runs one command; the answer is the exit code. What is no fault of the person who typed it is thrown. */
export async function runAhf(words: readonly string[], world: AhfWorld): Promise<number> {
  try {
    return await run(words, world);
  } catch (error) {
    if (!isOfInput(error)) throw error;
    world.complain(error instanceof z.ZodError ? z.prettifyError(error) : error.message);
    return WRONG_USE;
  }
}

/** `VendorError`: a system that was named does not let us in. */
const isOfInput = (error: unknown): error is Error =>
  error instanceof DomainError || error instanceof z.ZodError || error instanceof VendorError;

async function run(words: readonly string[], world: AhfWorld): Promise<number> {
  const { values, positionals } = readWords(words);
  const [name, ...rest] = positionals;
  if (name === undefined) {
    world.print(`${USAGE}\n\n${toList()}`);
    return values.help ? 0 : WRONG_USE;
  }
  const command = COMMANDS.get(name);
  if (!command || rest.length > 0) throw new Invalid(`No command "${positionals.join(' ')}"\n\n${toList()}`);
  if (values.help) {
    world.print(toHelp(name, command));
    return 0;
  }
  const input = await readInput(values, world);
  // A slip of the keyboard opens no database.
  command.input.parse(input);
  await using opened = await world.openSystem();
  const ctx = await findBusiness(opened.system, values.business);
  const file = () => readNamedFile(values.file, world);
  const answer = await command.run({ ctx, input, file, config: world.config });
  world.print(typeof answer === 'string' ? answer : JSON.stringify(answer ?? null, null, 2));
  return isRefusal(answer) ? REFUSED : 0;
}

function readWords(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Invalid(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

async function readInput(
  { input, json }: { input?: string | undefined; json?: string | undefined },
  world: AhfWorld,
): Promise<unknown> {
  const text = input === undefined ? (json ?? '{}') : (await readNamedFile(input, world)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Invalid(`The input is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readNamedFile(name: string | undefined, world: AhfWorld): Promise<Buffer> {
  if (name === undefined) throw new Invalid('The command reads a file: --file <file>');
  try {
    return await world.readFile(name);
  } catch (error) {
    throw new Invalid(error instanceof Error ? error.message : String(error));
  }
}

/** By slug or id; an operator's context. */
async function findBusiness(system: SystemContext, word: string | undefined): Promise<DomainContext> {
  const known: string[] = [];
  for (const businessId of await listBusinessIds(system)) {
    const ctx = await forBusiness(system, businessId, { kind: 'operator' });
    if (word === ctx.business.slug || word === businessId) return ctx;
    known.push(ctx.business.slug);
  }
  throw new NotFound(`--business is one of: ${known.join(', ') || 'none'}`);
}

const isRefusal = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false;

const toList = (): string =>
  [...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(24)}${summary}`).join('\n');

function toHelp(name: string, { summary, input, takesFile }: Command): string {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  const { $schema: _version, ...shape } = schema;
  const file = takesFile ? ' --file <file>' : '';
  return `${name}: ${summary}\n\nnpm run ahf -- ${name} --business <slug>${file} --input <file.json>\n\n${JSON.stringify(shape, null, 2)}`;
}

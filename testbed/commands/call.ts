import { existsSync } from 'node:fs';
import { access, constants, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { EnvironmentFault } from '@afterhourfix/foundation';
import { type CallPlan, readCallArguments, USAGE } from './call-arguments.ts';
import { findCallServer } from './call-server.ts';
import { prepareLines } from './caller-lines.ts';
import { placeCall } from './place-call.ts';

const WRONG_USE = 2;
const ENVIRONMENT_FILE = '.env';
/** npm runs a script in the project's root; files are named from where the person stands. */
const FOLDER = process.env.INIT_CWD ?? process.cwd();

const print = (line: string) => console.log(line);

function refuse(message: string): number {
  console.error(`${message}\n\n${USAGE}`);
  return WRONG_USE;
}

/** Null when the file can be written, else what is in the way. */
async function findFileFault(file: string): Promise<string | null> {
  const existing = await stat(file).catch(() => null);
  if (existing?.isDirectory()) return 'it is a folder';
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await access(path.dirname(file), constants.W_OK);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function run(plan: CallPlan): Promise<number> {
  const prepared = await prepareLines(plan.lines, FOLDER);
  if (!prepared.ok) return refuse(prepared.message);
  const out = plan.out === null ? null : path.resolve(FOLDER, plan.out);
  const fault = out === null ? null : await findFileFault(out);
  if (fault !== null) return refuse(`--out ${plan.out}: ${fault}`);
  await using server = await findCallServer(process.env, plan.isHurried);
  const folder = path.join(server.dataDir, 'calls');
  await mkdir(folder, { recursive: true });
  print(`Calling ${plan.to} from ${plan.from}, voice server: ${server.description}\n`);
  const problems = await placeCall({
    plan,
    lines: prepared.lines,
    server,
    toFile: (callSid) => out ?? path.join(folder, `${callSid}.wav`),
    print,
    onInterrupt: (hangUp) => process.once('SIGINT', hangUp),
  });
  const complaints = [...problems, ...server.complaints()];
  for (const complaint of complaints) console.error(complaint);
  return problems.length === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const read = readCallArguments(process.argv.slice(2));
  if (read.kind === 'fault') return refuse(read.message);
  if (read.kind === 'plan') return run(read.plan);
  print(USAGE);
  return 0;
}

if (existsSync(ENVIRONMENT_FILE)) process.loadEnvFile(ENVIRONMENT_FILE);
try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof EnvironmentFault)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openConfiguredDatabase } from '@afterhourfix/database';
import { createLogger, systemClock } from '@afterhourfix/foundation';
import { FOLDER, readCliConfig } from './config.ts';
import { runAhf } from './run-ahf.ts';

if (existsSync('.env')) process.loadEnvFile('.env');
const config = readCliConfig();
const log = createLogger({ name: 'ahf', level: config.logLevel });
process.exitCode = await runAhf(process.argv.slice(2), {
  config,
  print: (text) => console.log(text),
  complain: (text) => console.error(text),
  readFile: (name) => readFile(name === '-' ? '/dev/stdin' : path.resolve(FOLDER, name)),
  async openSystem() {
    const database = await openConfiguredDatabase(config.database, { poolSize: 1, log });
    const system = { db: database.system, clock: systemClock, log };
    return { system, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
  },
});

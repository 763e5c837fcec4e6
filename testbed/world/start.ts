import { existsSync } from 'node:fs';
import { runUntilSignal } from '@afterhourfix/foundation';
import { startLocalWorld } from './local-world.ts';
import { toStartReport } from './start-report.ts';

const ENVIRONMENT_FILE = '.env';

if (existsSync(ENVIRONMENT_FILE)) process.loadEnvFile(ENVIRONMENT_FILE);
console.log('AfterHourFix is starting …');
await runUntilSignal(async () => {
  const world = await startLocalWorld(process.env);
  console.log(toStartReport(world));
  return {
    async [Symbol.asyncDispose]() {
      console.log('\nStopping …');
      await world[Symbol.asyncDispose]();
    },
  };
});

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
    drain() {
      const { openCallCount: open, drainLimitMs } = world;
      const limit = `${Math.ceil(drainLimitMs / 1_000)} s at most. Ctrl-C again stops at once.`;
      if (open > 0) console.log(`\n${open} on the line: waiting for the end of their calls, ${limit}`);
      return world.drain();
    },
    async [Symbol.asyncDispose]() {
      console.log('\nStopping …');
      await world[Symbol.asyncDispose]();
    },
  };
});

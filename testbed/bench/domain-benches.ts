import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const BENCHES = ['booking/booking', 'pricing/get-pricing', 'service-area/service-area'];

/** What the verbs behind the tools cost against PostgreSQL, each bench in a process of its own. Throws when one fails. */
export async function runDomainBenches(): Promise<void> {
  for (const name of BENCHES) {
    const path = fileURLToPath(new URL(`../../packages/domain/src/${name}.bench.ts`, import.meta.url));
    console.log(`\n${name}`);
    const [code] = await once(spawn(process.execPath, [path], { stdio: 'inherit' }), 'exit');
    if (code !== 0) throw new Error(`The bench ${name} ended with ${code}`);
  }
}

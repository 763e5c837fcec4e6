import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const DOMAIN = '../../packages/domain/src';
/** Technicians, stored bookings, days; then ten times the bookings, and ten times the technicians too. */
const BENCHES: readonly (readonly [path: string, ...words: string[]])[] = [
  [`${DOMAIN}/booking/booking.bench.ts`, '50', '100000', '14'],
  [`${DOMAIN}/booking/booking.bench.ts`, '50', '1000000', '14'],
  [`${DOMAIN}/booking/booking.bench.ts`, '500', '1000000', '14'],
  [`${DOMAIN}/pricing/get-pricing.bench.ts`],
  [`${DOMAIN}/service-area/service-area.bench.ts`],
  [`${DOMAIN}/dispatch/rules/choose-technician.bench.ts`],
  ['ladder-timing.bench.ts'],
];

/** What the verbs behind the tools cost against PostgreSQL, each bench in a process of its own. Throws when one fails. */
export async function runDomainBenches(): Promise<void> {
  for (const [path, ...words] of BENCHES) {
    const file = fileURLToPath(new URL(path, import.meta.url));
    console.log(`\n${[path.replace(`${DOMAIN}/`, '').replace('.bench.ts', ''), ...words].join(' ')}`);
    const [code] = await once(spawn(process.execPath, [file, ...words], { stdio: 'inherit' }), 'exit');
    if (code !== 0) throw new Error(`The bench ${path} ended with ${code}`);
  }
}

// Prints what an answer about an address costs: node packages/domain/src/service-area/service-area.bench.ts
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNumberRoute, openConfiguredDatabase } from '@afterhourfix/database';
import { silentLogger, systemClock } from '@afterhourfix/foundation';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { forBusiness } from '../businesses/index.ts';
import type { DomainContext } from '../context.ts';
import { DEMO_LINES, seedDemoBusinesses } from '../demo/index.ts';
import { checkServiceArea, estimateTravelMinutes, type ServiceZoneInput, setServiceZones } from './index.ts';
import { decideZone } from './rules/decide-zone.ts';
import { ServiceZone } from './service-zone.ts';
import { findZip, loadZipTable } from './zip-codes/zip-table.ts';

const ROUNDS = 1_000;
const WARM_UP_ROUNDS = 200;
const BATCH = 1_000;
const CENTER = { latitude: 39.967, longitude: -83.013 };

const loadMs = measureMs(() => loadZipTable());
console.log('reading the table of ZIPs, once'.padEnd(52), `${loadMs.toFixed(1)} ms`);

const zips = Array.from({ length: BATCH }, (_, index) => String(43_000 + index));
reportMicroseconds('a ZIP looked up', (index) => findZip(zips[index % BATCH] ?? ''));
reportMicroseconds('a drive reckoned', () =>
  estimateTravelMinutes({
    from: CENTER,
    to: { latitude: 40.1, longitude: -83.1 },
    at: new Date(),
    timeZone: 'America/New_York',
  }),
);
const crowded = createCrowdedZones();
const rules = crowded.map((zone) => ServiceZone.parse(zone));
const place = { code: '43999', isCodeOfHouse: true, point: CENTER, uncertaintyKm: 5 };
reportMicroseconds('100 zones decided: 500 corners, 5,000 ZIPs', () =>
  decideZone({ rules, place, trade: null, findArea: findZip }),
);

const dataDir = await mkdtemp(join(tmpdir(), 'area-bench-'));
try {
  await using database = await openConfiguredDatabase(
    { dataDir, ownerUrl: null, appUrl: null },
    { log: silentLogger },
  );
  const system = { db: database.system, clock: systemClock, log: silentLogger };
  await seedDemoBusinesses(system);
  const line = DEMO_LINES.find(({ name }) => name.startsWith('Oak'));
  const route = await findNumberRoute(system.db, PhoneNumber.parse(line?.phoneNumber));
  if (!route) throw new Error('The demo has no line');
  const oak = await forBusiness(system, route.businessId, { kind: 'operator' });
  await reportChecks('checkServiceArea, a listed ZIP of the core', oak, '43215');
  await reportChecks('checkServiceArea, a listed ZIP of the edge', oak, '43017');
  await reportChecks('checkServiceArea, outside', oak, '10001');
  await setServiceZones(oak, crowded);
  await reportChecks('checkServiceArea, 100 zones: 500 corners, 5,000 ZIPs', oak, '43215');
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

/** As much as one business may reasonably draw. */
function createCrowdedZones(): ServiceZoneInput[] {
  const listed = loadZipTable()
    .places.slice(0, 5_000)
    .map(({ zip }) => zip);
  const corners = Array.from({ length: 500 }, (_, index) => {
    const angle = (2 * Math.PI * index) / 500;
    return { latitude: 42 + 0.3 * Math.sin(angle), longitude: -83 + 0.3 * Math.cos(angle) };
  });
  const rings = Array.from({ length: 98 }, (_, index) => ({
    name: `ring ${index}`,
    shape: { kind: 'miles' as const, center: { latitude: 41, longitude: -90 + index * 0.1 }, miles: 3 },
    terms: { zone: 'core' as const },
  }));
  return [
    { name: 'list', shape: { kind: 'zips', zips: listed }, terms: { zone: 'core' } },
    { name: 'polygon', shape: { kind: 'polygon', corners }, terms: { zone: 'edge', feeCents: 1 } },
    ...rings,
  ];
}

async function reportChecks(what: string, ctx: DomainContext, zip: string): Promise<void> {
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) await checkServiceArea(ctx, { zip });
  const timesMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await checkServiceArea(ctx, { zip });
    timesMs.push(performance.now() - start);
  }
  describeTimes(what, timesMs, 'ms');
}

/** Single runs are too short for the clock: a sample is the mean of a batch. */
function reportMicroseconds(what: string, run: (index: number) => unknown): void {
  const batch = () => {
    for (let index = 0; index < BATCH; index += 1) run(index);
  };
  for (let round = 0; round < 20; round += 1) batch();
  describeTimes(
    what,
    Array.from({ length: 100 }, () => measureMs(batch)),
    'µs',
  );
}

function describeTimes(what: string, times: readonly number[], unit: string): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(2);
  console.log(what.padEnd(52), `p50 ${at(0.5)} ${unit}, p99 ${at(0.99)} ${unit}`);
}

function measureMs(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

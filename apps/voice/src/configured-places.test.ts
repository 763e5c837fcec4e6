import { createServer } from 'node:http';
import { ManualClock, silentLogger } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import { createConfiguredPlaces } from './configured-places.ts';

const parts = { clock: new ManualClock(), log: silentLogger };
const address = { street: '58 S High St', city: 'Dublin', state: 'OH', zip: '43017' };
const point = { latitude: 40.1, longitude: -83.11 };
const journey = {
  from: point,
  to: { latitude: 39.97, longitude: -83 },
  at: new Date('2026-11-24T05:00:00Z'),
};

test('asks the servers that the configuration names', async () => {
  const server = createServer((request, response) => {
    const answer = request.url?.startsWith('/search?')
      ? [{ lat: '40.1', lon: '-83.11', place_rank: 30, address: { postcode: '43017' } }]
      : { code: 'Ok', routes: [{ duration: 600, distance: 9_000 }] };
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const listening = server.address();
  const port = typeof listening === 'object' ? listening?.port : null;
  const url = `http://127.0.0.1:${port}`;
  const places = createConfiguredPlaces({ nominatimUrl: url, osrmUrl: url }, parts);
  expect(await places.locate(address)).toEqual({ point, zip: '43017', confidence: 1 });
  expect(await places.drive(journey)).toEqual({ minutes: 10, roadKm: 9 });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('asks nobody when it names none', async () => {
  const places = createConfiguredPlaces({ nominatimUrl: null, osrmUrl: null }, parts);
  expect(await places.locate(address)).toBeNull();
  expect(await places.drive(journey)).toBeNull();
});

import { expect, test } from 'vitest';
import { distanceKm } from '../rules/geo-point.ts';
import { findZip, loadZipTable, pointOfZip, timeZoneOfZip } from './zip-table.ts';
import { listPlacesOfCity } from './zips-of-city.ts';

test.each([
  ['Gary, Indiana', '46402', 'America/Chicago'],
  ['Indianapolis', '46204', 'America/Indiana/Indianapolis'],
  ['Evansville, Indiana', '47708', 'America/Chicago'],
  ['Tell City, Indiana', '47586', 'America/Indiana/Tell_City'],
  ['Terre Haute, Indiana', '47807', 'America/Indiana/Indianapolis'],
  ['Oakland City, Indiana', '47660', 'America/Chicago'],
  ['Kayenta, of the Navajo', '86033', 'America/Denver'],
  ['Second Mesa, of the Hopi', '86043', 'America/Phoenix'],
  ['Phoenix', '85003', 'America/Phoenix'],
  ['Flagstaff', '86001', 'America/Phoenix'],
  ['Pensacola', '32501', 'America/Chicago'],
  ['Wewahitchka, Florida', '32465', 'America/Chicago'],
  ['Port St Joe', '32456', 'America/New_York'],
  ['Coeur d’Alene, Idaho', '83814', 'America/Los_Angeles'],
  ['McCall, Idaho', '83638', 'America/Boise'],
  ['Boise', '83702', 'America/Boise'],
  ['Chattanooga', '37402', 'America/New_York'],
  ['Nashville', '37203', 'America/Chicago'],
  ['Williston, North Dakota', '58801', 'America/Chicago'],
  ['Goodland, Kansas', '67735', 'America/Denver'],
  ['El Paso', '79901', 'America/Denver'],
  ['Del Rio, on the Mexican border', '78840', 'America/Chicago'],
  ['West Wendover, Nevada', '89883', 'America/Denver'],
  ['Ontario, Oregon', '97914', 'America/Boise'],
  ['Iron River, Michigan', '49935', 'America/Menominee'],
  ['Honolulu', '96815', 'Pacific/Honolulu'],
  ['Pago Pago', '96799', 'Pacific/Pago_Pago'],
  ['San Juan', '00901', 'America/Puerto_Rico'],
])('the clocks of %s (%s) are those of %s', (_place, zip, timeZone) => {
  expect(timeZoneOfZip(zip)).toBe(timeZone);
});

test('every zone of the table is one that this runtime knows', () => {
  const zones = new Set(loadZipTable().places.map(({ timeZone }) => timeZone));
  for (const timeZone of zones) expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
});

test.each([
  ['43215', { city: 'Columbus', state: 'OH', hasArea: true }],
  ['85001', { city: 'Phoenix', state: 'AZ', hasArea: false }],
  ['00501', { city: 'Holtsville', state: 'NY', hasArea: false }],
  // Only the Census knows it.
  ['75072', { state: 'TX', hasArea: true }],
])('%s is known', (zip, place) => {
  expect(findZip(zip)).toMatchObject(place);
});

// 09001 is a post office of the army in Germany.
test.each(['00000', '99999', '43250', '09001', '4321', '432155', 'abcde', '', '-0001', ' 4321', '1e4  '])(
  'nobody knows %j',
  (zip) => {
    expect(findZip(zip)).toBeNull();
    expect(pointOfZip(zip)).toBeNull();
    expect(timeZoneOfZip(zip)).toBeNull();
  },
);

test('every ZIP stands once, in order, on American soil, and is found as it stands', () => {
  const { places } = loadZipTable();
  expect(places.length).toBeGreaterThan(41_000);
  expect(places.filter(({ hasArea }) => hasArea).length).toBe(33_791);
  const zips = places.map(({ zip }) => zip);
  expect(zips).toEqual([...new Set(zips)].toSorted());
  const lost = places.filter(
    (place) =>
      findZip(place.zip) !== place ||
      !(place.latitude > -15 && place.latitude < 72) ||
      !(place.longitude < -64 || place.longitude > 130) ||
      !(place.radiusKm >= 1 && place.radiusKm <= 40),
  );
  expect(lost).toEqual([]);
});

test('points lie where their towns are', () => {
  const columbus = { latitude: 39.9612, longitude: -82.9988 };
  const point = pointOfZip('43215');
  expect(point && distanceKm(point, columbus)).toBeLessThan(3);
  expect(Object.keys(point ?? {})).toEqual(['latitude', 'longitude']);
});

test.each([
  ['St. Louis', 'MO', '63101'],
  ['SAINT LOUIS', 'MO', '63101'],
  ["O'Fallon", 'MO', '63366'],
  ['coeur d’alene', 'ID', '83814'],
  ['Mt. Vernon', 'OH', '43050'],
])('%s in %s has the ZIP %s', (city, state, zip) => {
  expect(listPlacesOfCity(city, state).map((place) => place.zip)).toContain(zip);
});

test('a city of another state, and one that there is not, have no ZIPs', () => {
  expect(listPlacesOfCity('Phoenix', 'OH')).toEqual([]);
  expect(listPlacesOfCity('', 'OH')).toEqual([]);
});

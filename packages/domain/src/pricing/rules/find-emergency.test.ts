import { expect, test } from 'vitest';
import { type Emergency, findEmergency } from './find-emergency.ts';

const NOW = new Date('2026-11-24T03:00:00Z');
const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);
const STORM: Emergency = {
  id: 'storm',
  kind: 'declared',
  states: ['OH'],
  zips: [],
  feedSeenAt: null,
  startsAt: hours(-48),
  endsAt: null,
};
const ALERT: Emergency = { ...STORM, id: 'alert', kind: 'storm-alert', feedSeenAt: hours(-1) };

test.each<[name: string, emergencies: Emergency[], visitAt: Date, found: string | null]>([
  ['none at all', [], NOW, null],
  ['one of the state', [STORM], NOW, 'storm'],
  ['one of another state', [{ ...STORM, states: ['CA'] }], NOW, null],
  ['one of the ZIP', [{ ...STORM, states: [], zips: ['43215'] }], NOW, 'storm'],
  ['one of the next ZIP', [{ ...STORM, states: [], zips: ['43216'] }], NOW, null],
  ['one that is over', [{ ...STORM, endsAt: NOW }], NOW, null],
  ['one that is over by the time of the visit', [{ ...STORM, endsAt: hours(1) }], hours(12), 'storm'],
  ['one that begins before the visit', [{ ...STORM, startsAt: hours(6) }], hours(12), 'storm'],
  ['one that begins after the visit', [{ ...STORM, startsAt: hours(13) }], hours(12), null],
  ['an alert that its feed still tells of', [ALERT], NOW, null],
  ['an alert whose feed is silent for a day', [{ ...ALERT, feedSeenAt: hours(-24) }], NOW, null],
  ['an alert whose feed is silent for longer', [{ ...ALERT, feedSeenAt: hours(-24.01) }], NOW, 'alert'],
  [
    'of two the earlier, whose prices were the older ones',
    [{ ...STORM, id: 'later', startsAt: hours(-2) }, STORM],
    NOW,
    'storm',
  ],
])('%s', (_name, emergencies, visitAt, found) => {
  const place = { state: 'OH', zip: '43215', now: NOW, visitAt };
  expect(findEmergency(emergencies, place)?.id ?? null).toBe(found);
});

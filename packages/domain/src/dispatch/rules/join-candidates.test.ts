import type { Duty } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import type { Candidate } from './choose-technician.ts';
import { joinCandidates, knowsAll } from './join-candidates.ts';

const DEE: Candidate & { duty: Duty } = {
  ...{ id: 'dee', skills: ['hvac', 'plumbing'], licensedStates: ['OH'], duty: 'secondary' },
  ...{ isOnCall: true, servesArea: true, hasPhone: true, isAway: false, isAlone: true, hasDeclined: false },
  ...{ dutyMinutes: 0, currentJob: null, overtimeMinutes: 0, jobsTonight: 0, callouts14Days: 0 },
  ...{ etaP50Minutes: 30, etaP80Minutes: 40, travelMinutes: 22, minutesSinceLastJob: null },
  ...{ licences: [], wakes30Days: 0, inputs: { turnoutMinutes: 8, roads: 'fair', source: 'heuristic' } },
  ...{ partsProbability: 1, skillLevel: 1, isUsualTechnician: false },
};

test('who is on call for one of several trades is awake for all, with a van as good as for the worst', () => {
  const asleep = { ...DEE, isOnCall: false, duty: 'primary' as const };
  expect(joinCandidates([[asleep], [{ ...DEE, partsProbability: 0.2 }]])).toEqual([
    { ...asleep, isOnCall: true, partsProbability: 0.2 },
  ]);
  expect(joinCandidates([[DEE], [{ ...DEE, duty: 'primary' }]])).toMatchObject([{ duty: 'primary' }]);
  expect(joinCandidates([[DEE], [{ ...DEE, servesArea: false }]])).toMatchObject([{ servesArea: false }]);
  expect(joinCandidates([[DEE]])).toEqual([DEE]);
});

test.each([
  [['hvac', 'plumbing'], 'OH', true],
  [['hvac', 'gas'], 'OH', false],
  [['hvac'], 'AZ', false],
])('who could do %j in %s at all: %s', (skills, state, isAble) => {
  expect(knowsAll({ skills, state, licences: [] }, DEE)).toBe(isAble);
  expect(knowsAll({ skills, state: 'AZ', licences: [] }, { ...DEE, licensedStates: null })).toBe(
    !skills.includes('gas'),
  );
});

test('a licence that the work needs counts where it is valid', () => {
  const job = { skills: ['hvac'], licences: ['epa608'], state: 'OH' };
  expect(knowsAll(job, DEE)).toBe(false);
  expect(knowsAll(job, { ...DEE, licences: [{ name: 'epa608', state: null }] })).toBe(true);
  expect(knowsAll(job, { ...DEE, licences: [{ name: 'epa608', state: 'AZ' }] })).toBe(false);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, chooseTechnician, type Job } from './choose-technician.ts';

const JOB: Job = {
  severity: 'property_damage',
  isVulnerable: false,
  skills: ['plumbing'],
  state: 'OH',
  licences: [],
  needsTwo: false,
  mayDisplace: false,
};
const BEN: Candidate = {
  id: 'ben',
  skills: ['plumbing'],
  licensedStates: null,
  licences: [],
  isOnCall: true,
  servesArea: true,
  hasPhone: true,
  isAway: false,
  dutyMinutes: 0,
  isAlone: true,
  hasDeclined: false,
  currentJob: null,
  etaP50Minutes: 30,
  etaP80Minutes: 40,
  travelMinutes: 20,
  overtimeMinutes: 0,
  jobsTonight: 0,
  callouts14Days: 2,
  partsProbability: 0.5,
  skillLevel: 1,
  isUsualTechnician: false,
  minutesSinceLastJob: null,
  wakes30Days: 0,
  inputs: { turnoutMinutes: 10, roads: 'fair', source: 'heuristic' },
};
const minutes = fc.integer({ min: 0, max: 300 });
const candidateWith = (id: string): fc.Arbitrary<Candidate> =>
  fc
    .record({
      skills: fc.constantFrom(['plumbing'], ['hvac'], ['plumbing', 'hvac']),
      isOnCall: fc.boolean(),
      dutyMinutes: fc.integer({ min: 0, max: 1000 }),
      etaP50Minutes: minutes,
      jobsTonight: fc.integer({ min: 0, max: 5 }),
      callouts14Days: fc.integer({ min: 0, max: 12 }),
      overtimeMinutes: minutes,
      partsProbability: fc.constantFrom(0.2, 0.5, 1),
    })
    .map((some) => ({ ...BEN, ...some, id, etaP80Minutes: some.etaP50Minutes * 1.34 }));
const crowd = fc.tuple(candidateWith('a'), candidateWith('b'), candidateWith('c'), candidateWith('d'));
const weight = fc.double({ min: 0, max: 5, noNaN: true });
const weights = fc.record({ eta: weight, overtime: weight, load: weight, fairness: weight, parts: weight });

describe('who is sent', () => {
  test('nobody without the skill is ever chosen, at any weight', () => {
    fc.assert(
      fc.property(crowd, weights, (candidates, own) => {
        const { ranked } = chooseTechnician(JOB, candidates, { weights: own });
        const skilled = candidates.filter(({ skills }) => skills.includes('plumbing')).map(({ id }) => id);
        expect(ranked.every(({ id }) => skilled.includes(id))).toBe(true);
      }),
    );
  });

  test('the order of the candidates changes nothing', () => {
    fc.assert(
      fc.property(crowd, (candidates) => {
        expect(chooseTechnician(JOB, candidates.toReversed())).toEqual(chooseTechnician(JOB, candidates));
      }),
    );
  });

  test('the nearer one goes, all else equal', () => {
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 100 }), (near, more) => {
        const nearer = { ...BEN, id: 'near', etaP50Minutes: near, etaP80Minutes: near };
        const other = { ...BEN, id: 'a-far', etaP50Minutes: near + more, etaP80Minutes: near + more };
        expect(chooseTechnician(JOB, [other, nearer]).chosen?.id).toBe('near');
      }),
    );
  });

  test('a longer way never improves a place', () => {
    fc.assert(
      fc.property(crowd, fc.integer({ min: 1, max: 100 }), (candidates, more) => {
        const placeOf = (list: readonly Candidate[]) =>
          chooseTechnician(JOB, list).ranked.findIndex(({ id }) => id === 'a');
        const [first, ...others] = candidates;
        const slower = { ...first, etaP80Minutes: first.etaP80Minutes + more };
        expect(placeOf([slower, ...others])).toBeGreaterThanOrEqual(placeOf([first, ...others]));
      }),
    );
  });

  test('everybody is either ranked or rejected with the filter that failed, and the cost is the sum of its reasons', () => {
    fc.assert(
      fc.property(crowd, (candidates) => {
        const { ranked, rejected } = chooseTechnician(JOB, candidates);
        const ids = [...ranked, ...rejected].map(({ id }) => id);
        expect(ids.toSorted()).toEqual(['a', 'b', 'c', 'd']);
        for (const { cost, reasons, etaP50Minutes, etaP80Minutes } of ranked) {
          expect(reasons.reduce((sum, reason) => sum + reason.minutes, 0)).toBeCloseTo(cost);
          expect(etaP80Minutes).toBeGreaterThanOrEqual(etaP50Minutes);
        }
      }),
    );
  });

  test.each<[string, Partial<Candidate>, Partial<Job>]>([
    ['skill', {}, { skills: ['plumbing', 'gas'] }],
    ['licence', { licensedStates: ['KY'] }, {}],
    ['not-on-call', { isOnCall: false }, {}],
    ['area', { servesArea: false }, {}],
    ['no-phone', { hasPhone: false }, {}],
    ['away', { isAway: true }, {}],
    ['over-duty-hours', { dutyMinutes: 14 * 60 }, {}],
    ['needs-two', {}, { needsTwo: true }],
    ['declined', { hasDeclined: true }, {}],
    [
      'on-as-bad-a-job',
      { currentJob: { severity: 'life_safety', remainingMinutes: 5, bookingId: null } },
      { mayDisplace: true },
    ],
  ])('is nobody with the filter %s', (failed, candidate, job) => {
    expect(chooseTechnician({ ...JOB, ...job }, [{ ...BEN, ...candidate }])).toEqual({
      chosen: null,
      ranked: [],
      rejected: [{ id: 'ben', failed }],
    });
  });

  test('of two alike the one who was called out less goes, then the first by id', () => {
    const weightless = { weights: { fairness: 0 } };
    const rested = { ...BEN, id: 'z', callouts14Days: 1 };
    expect(chooseTechnician(JOB, [BEN, rested], weightless).chosen?.id).toBe('z');
    expect(chooseTechnician(JOB, [{ ...BEN, id: 'z' }, BEN]).chosen?.id).toBe('ben');
  });

  test('in an emergency the near one goes with overtime; for comfort the rested one from further away', () => {
    const near = { ...BEN, id: 'near', etaP50Minutes: 15, etaP80Minutes: 20, overtimeMinutes: 60 };
    const rested = { ...BEN, id: 'rested', etaP50Minutes: 35, etaP80Minutes: 47 };
    const sentTo = (job: Partial<Job>) => chooseTechnician({ ...JOB, ...job }, [near, rested]).chosen?.id;
    expect(sentTo({ severity: 'property_damage' })).toBe('near');
    expect(sentTo({ severity: 'urgent_comfort' })).toBe('rested');
    expect(sentTo({ severity: 'urgent_comfort', isVulnerable: true })).toBe('near');
  });

  test.each<[keyof Candidate, Partial<Candidate>, string]>([
    ['overtimeMinutes', { overtimeMinutes: 30 }, 'overtime'],
    ['jobsTonight', { jobsTonight: 3 }, 'load'],
    ['callouts14Days', { callouts14Days: 9 }, 'fairness'],
    ['partsProbability', { partsProbability: 0.2 }, 'parts'],
    ['skillLevel', { skillLevel: 0.5 }, 'skill'],
    ['minutesSinceLastJob', { minutesSinceLastJob: 60 }, 'fatigue'],
    ['wakes30Days', { wakes30Days: 6 }, 'wakes'],
    ['isUsualTechnician', { isUsualTechnician: false }, 'continuity'],
  ])('the weight of %s decides whether it counts', (_field, worse, weightName) => {
    const burdened = { ...BEN, id: 'a', ...worse };
    // A little farther away, and alike in all else.
    const other = { ...BEN, id: 'b', isUsualTechnician: true, etaP80Minutes: BEN.etaP80Minutes + 0.5 };
    const sent = (value: number) =>
      chooseTechnician(JOB, [burdened, other], { weights: { continuity: 0, [weightName]: value } }).chosen
        ?.id;
    expect(sent(5)).toBe('b');
    expect(sent(0)).toBe('a');
  });

  test('a milder job under way is put off only with leave, and its visit is named', () => {
    const busy = {
      ...BEN,
      currentJob: { severity: 'routine' as const, remainingMinutes: 60, bookingId: 'visit-1' },
    };
    expect(chooseTechnician(JOB, [busy]).chosen).toMatchObject({
      etaP50Minutes: 90,
      etaP80Minutes: 120,
      inputs: { waitMinutes: 60 },
      displaces: null,
    });
    expect(chooseTechnician({ ...JOB, mayDisplace: true }, [busy]).chosen).toMatchObject({
      etaP80Minutes: 40,
      displaces: { bookingId: 'visit-1', minutes: 60 },
    });
    const sent = { ...busy, currentJob: { ...busy.currentJob, bookingId: null } };
    expect(chooseTechnician({ ...JOB, mayDisplace: true }, [sent]).chosen?.displaces).toBe(null);
  });

  test('a licence counts in the state where it holds, and one without a state everywhere', () => {
    const isSent = (name: string, state: string | null) => {
      const job = { ...JOB, licences: ['gas'] };
      return chooseTechnician(job, [{ ...BEN, licences: [{ name, state }] }]).chosen !== null;
    };
    expect([isSent('gas', 'OH'), isSent('gas', null), isSent('gas', 'KY'), isSent('epa608', 'OH')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('how long somebody may be on duty, and how long they rest, is the business’s to say', () => {
    const tired = { ...BEN, dutyMinutes: 660, minutesSinceLastJob: 400 };
    const at = (limits: { longestDutyMinutes: number; restMinutes: number }) =>
      chooseTechnician(JOB, [tired], { limits });
    expect(at({ longestDutyMinutes: 600, restMinutes: 480 }).rejected).toEqual([
      { id: 'ben', failed: 'over-duty-hours' },
    ]);
    const fatigueOf = (restMinutes: number) =>
      at({ longestDutyMinutes: 840, restMinutes }).chosen?.reasons.find(({ what }) => what === 'fatigue');
    expect(fatigueOf(480)).toMatchObject({ minutes: 7.5 });
    expect(fatigueOf(360)).toMatchObject({ minutes: 0 });
  });
});

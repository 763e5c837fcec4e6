// Prints how long the choice among 200 technicians takes, 5 ms at most: node packages/domain/src/dispatch/rules/choose-technician.bench.ts
import { loadavg } from 'node:os';
import { assignIncidents } from './assign-incidents.ts';
import { type Candidate, chooseTechnician, type Job } from './choose-technician.ts';

const TECHNICIANS = 200;
const INCIDENTS = 40;
const ROUNDS = 500;
const WARM_UP_ROUNDS = 50;
const JOB: Job = {
  severity: 'property_damage',
  isVulnerable: false,
  skills: ['plumbing'],
  state: 'OH',
  licences: [],
  needsTwo: false,
  mayDisplace: false,
};

const candidates = Array.from({ length: TECHNICIANS }, (_none, index) => toCandidate(index));
const costs = Array.from({ length: INCIDENTS }, (_none, row) =>
  Array.from({ length: INCIDENTS }, (_cell, column) => (row * 37 + column * 61) % 240),
);

report('choice among 200', () => chooseTechnician(JOB, candidates));
report('assignment of 40 to 40', () => assignIncidents(costs));

function toCandidate(index: number): Candidate {
  const etaP50Minutes = 10 + ((index * 53) % 90);
  return {
    id: `technician-${index}`,
    skills: index % 4 === 0 ? ['hvac'] : ['plumbing', 'gas'],
    licensedStates: null,
    licences: [],
    isOnCall: index % 7 !== 0,
    servesArea: true,
    hasPhone: true,
    isAway: false,
    dutyMinutes: (index * 31) % 600,
    isAlone: true,
    hasDeclined: false,
    currentJob: null,
    etaP50Minutes,
    etaP80Minutes: etaP50Minutes * 1.34,
    travelMinutes: etaP50Minutes - 8,
    overtimeMinutes: (index * 17) % 90,
    jobsTonight: index % 3,
    callouts14Days: index % 9,
    partsProbability: 0.5,
    skillLevel: 1,
    isUsualTechnician: false,
    minutesSinceLastJob: null,
    wakes30Days: 0,
    inputs: { turnoutMinutes: 10, roads: 'fair', source: 'heuristic' },
  };
}

/** The processor's time is the mean of all rounds: its clock is too coarse for one. */
function report(name: string, run: () => unknown): void {
  const before = process.cpuUsage();
  const timesMs = Array.from({ length: ROUNDS }, () => {
    const start = process.hrtime.bigint();
    run();
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
  const { user, system } = process.cpuUsage(before);
  const cpuMs = ((user + system) / 1_000 / ROUNDS).toFixed(3);
  const sorted = timesMs.slice(WARM_UP_ROUNDS).toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)]?.toFixed(3);
  console.log(
    name.padEnd(24),
    `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; CPU ${cpuMs} ms; load ${loadavg()[0]?.toFixed(1)}`,
  );
}

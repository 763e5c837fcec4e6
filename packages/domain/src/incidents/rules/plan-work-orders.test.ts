import { Trade } from '@afterhourfix/vocabulary';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planWorkOrders } from './plan-work-orders.ts';

const ALL = Trade.options;
/** `electrical > plumbing(electrical)`: trades in their order, each with what it waits for. */
const plan = (jobs: string, offered: readonly Trade[] = ALL) => {
  const jobTypes = jobs.split(' ').filter((job) => job.includes('.'));
  const trades = jobs
    .split(' ')
    .filter((job) => job !== '' && !job.includes('.'))
    .map((trade) => Trade.parse(trade));
  const { orders } = planWorkOrders({ trades, jobTypes, offered });
  return orders
    .map(
      ({ trade, dependsOn, by }) =>
        `${trade}${dependsOn.length ? `(${dependsOn.join('+')})` : ''}${by === 'refer' ? '!' : ''}`,
    )
    .join(' > ');
};

describe('the work of an incident', () => {
  test.each([
    [
      'a leak at outlets',
      'plumbing.burst_pipe electrical.water_contact',
      'electrical > plumbing(electrical)',
    ],
    [
      'a leak at outlets, with standing water',
      'water_damage.extraction plumbing.burst_pipe electrical.water_contact',
      'electrical > plumbing(electrical) > water_damage(electrical+plumbing)',
    ],
    [
      'a burst pipe through the ceiling',
      'water_damage plumbing.burst_pipe',
      'plumbing > water_damage(plumbing)',
    ],
    ['a dead sump pump', 'plumbing.sump_pump water_damage', 'plumbing > water_damage(plumbing)'],
    [
      'a dead outlet at the sump pump',
      'plumbing.sump_pump electrical.partial_outage water_damage',
      'electrical > plumbing(electrical) > water_damage(electrical+plumbing)',
    ],
    [
      'a roof that leaks at a lamp',
      'roofing.active_leak electrical.water_contact water_damage',
      'electrical > roofing(electrical) > water_damage(electrical+roofing)',
    ],
    ['condensate through the ceiling', 'hvac.condensate_leak water_damage', 'hvac > water_damage(hvac)'],
    ['sewage in a finished room', 'water_damage plumbing.main_line', 'plumbing > water_damage(plumbing)'],
    ['a break-in', 'garage_door.opener locksmith.break_in_secure', 'locksmith > garage_door(locksmith)'],
    ['a frozen pipe without heat', 'hvac.no_heat plumbing.burst_pipe', 'hvac > plumbing'],
    [
      'a frozen pipe without heat and a wet floor',
      'hvac.no_heat plumbing.burst_pipe water_damage',
      'hvac > plumbing > water_damage(plumbing)',
    ],
    [
      'an AC that is out with a hot panel',
      'hvac.no_cooling electrical.panel_hazard',
      'electrical > hvac(electrical)',
    ],
    ['a washer that floods', 'appliance.washer water_damage', 'appliance > water_damage(appliance)'],
    ['one trade', 'plumbing.toilet', 'plumbing'],
    ['a trade without a job', 'plumbing', 'plumbing'],
    ['nothing that is work', '', ''],
  ])('of %s is ordered', (_told, jobs, expected) => {
    expect(plan(jobs)).toBe(expected);
  });

  test('that the business does not have is referred, and what waits for it still waits', () => {
    expect(plan('plumbing.burst_pipe electrical.water_contact', ['plumbing'])).toBe(
      'electrical! > plumbing(electrical)',
    );
  });

  test('is dried as sewage when it is sewage', () => {
    const jobTypes = ['plumbing.sewage_backup', 'water_damage.extraction'];
    const { orders } = planWorkOrders({ trades: [], jobTypes, offered: ALL });
    expect(orders.map(({ jobType }) => jobType)).toEqual([
      'plumbing.sewage_backup',
      'water_damage.sewage_cat3',
    ]);
  });

  test.each([
    ['locksmith.break_in_secure', 'police'],
    ['plumbing.gas_leak', 'utility'],
    ['electrical.service_down', 'utility'],
    ['plumbing.toilet', null],
  ])('%s waits for: %s', (job, callFirst) => {
    expect(planWorkOrders({ trades: [], jobTypes: [job], offered: ALL }).callFirst).toBe(callFirst);
  });

  test('waits only for what comes before it, and is the same in whatever order it is told', () => {
    const trades = fc.uniqueArray(fc.constantFrom(...ALL));
    fc.assert(
      fc.property(trades, (told) => {
        const { orders } = planWorkOrders({ trades: told, jobTypes: [], offered: ALL });
        expect(planWorkOrders({ trades: told.toReversed(), jobTypes: [], offered: ALL }).orders).toEqual(
          orders,
        );
        const places = orders.map(({ trade }) => trade);
        for (const [index, { dependsOn }] of orders.entries())
          for (const trade of dependsOn) expect(places.indexOf(trade)).toBeLessThan(index);
        expect(places.toSorted()).toEqual(told.toSorted());
      }),
    );
  });
});

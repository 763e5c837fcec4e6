import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignIncidents } from './assign-incidents.ts';

const totalOf = (costs: (number | null)[][], assigned: readonly (number | null)[]) =>
  assigned.reduce<number>(
    (sum, column, row) => sum + (column === null ? 1e6 : (costs[row]?.[column] ?? 1e6)),
    0,
  );

/** By trying all. */
function leastTotal(costs: (number | null)[][], row = 0, taken: readonly number[] = []): number {
  const current = costs[row];
  if (!current) return 0;
  const skipped = 1e6 + leastTotal(costs, row + 1, taken);
  const totals = current.flatMap((cost, column) =>
    cost === null || taken.includes(column) ? [] : [cost + leastTotal(costs, row + 1, [...taken, column])],
  );
  return Math.min(skipped, ...totals);
}

const someCosts = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) => {
    const cost = fc.option(fc.integer({ min: 0, max: 300 }), { freq: 4 });
    const row = fc.array(cost, { minLength: columns, maxLength: columns });
    return fc.array(row, { minLength: rows, maxLength: rows });
  });

describe('several incidents at once', () => {
  test('cost as little as any way of sharing them out', () => {
    fc.assert(
      fc.property(someCosts, (costs) => {
        expect(totalOf(costs, assignIncidents(costs))).toBe(leastTotal(costs));
      }),
    );
  });

  test('nobody is sent to two, and nobody to what they cannot do', () => {
    fc.assert(
      fc.property(someCosts, (costs) => {
        const assigned = assignIncidents(costs);
        const sent = assigned.filter((column) => column !== null);
        expect(new Set(sent).size).toBe(sent.length);
        assigned.forEach((column, row) => {
          if (column !== null) expect(costs[row]?.[column]).not.toBeNull();
        });
      }),
    );
  });

  test('of two near one incident the nearest goes elsewhere when that costs less in all', () => {
    expect(
      assignIncidents([
        [10, 12],
        [15, 90],
      ]),
    ).toEqual([1, 0]);
  });

  test('an incident that nobody can do ends without an answer, and none hangs', () => {
    expect(
      assignIncidents([
        [null, null],
        [5, null],
      ]),
    ).toEqual([null, 0]);
    expect(assignIncidents([])).toEqual([]);
    expect(assignIncidents([[], []])).toEqual([null, null]);
  });
});

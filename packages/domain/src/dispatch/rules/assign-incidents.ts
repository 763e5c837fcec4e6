/** More than any true cost, and finite: rows of nothing but infinities would never end. */
const IMPOSSIBLE = 1e6;

/**
 * One technician for each incident at the least cost in all (the Hungarian method, O(n³)). `costs[i][t]` is what
 * technician t costs for incident i; null where they cannot. An incident for which nobody is left gets null.
 */
export function assignIncidents(costs: readonly (readonly (number | null)[])[]): (number | null)[] {
  const width = Math.max(0, ...costs.map((row) => row.length));
  const size = Math.max(costs.length, width);
  const costOf = (row: number, column: number) => Math.min(costs[row]?.[column] ?? IMPOSSIBLE, IMPOSSIBLE);
  const columnOf = solve(size, costOf);
  return costs.map((row, index) => {
    const column = columnOf[index] ?? -1;
    const cost = row[column] ?? null;
    return cost === null || cost >= IMPOSSIBLE ? null : column;
  });
}

/** Potentials and shortest augmenting paths over a square matrix; index 0 of each array stands for nothing yet. */
function solve(size: number, costOf: (row: number, column: number) => number): number[] {
  const rowPotential = new Float64Array(size + 1);
  const columnPotential = new Float64Array(size + 1);
  const rowOf = new Int32Array(size + 1);
  for (let row = 1; row <= size; row += 1) {
    rowOf[0] = row;
    const least = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
    const from = new Int32Array(size + 1);
    const isUsed = new Uint8Array(size + 1);
    let column = 0;
    do {
      isUsed[column] = 1;
      column = widen({ column, size, rowOf, least, from, isUsed, rowPotential, columnPotential, costOf });
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const before = from[column] ?? 0;
      rowOf[column] = rowOf[before] ?? 0;
      column = before;
    }
  }
  const columnOf: number[] = [];
  for (let column = 1; column <= size; column += 1) columnOf[(rowOf[column] ?? 0) - 1] = column - 1;
  return columnOf;
}

interface Search {
  column: number;
  size: number;
  rowOf: Int32Array;
  least: Float64Array;
  from: Int32Array;
  isUsed: Uint8Array;
  rowPotential: Float64Array;
  columnPotential: Float64Array;
  costOf: (row: number, column: number) => number;
}

/** The next column of the cheapest path; potentials follow, so that no reduced cost turns negative. */
function widen(search: Search): number {
  const { column, size, rowOf, least, from, isUsed, rowPotential, columnPotential, costOf } = search;
  const row = rowOf[column] ?? 0;
  let delta = Number.POSITIVE_INFINITY;
  let next = 0;
  for (let other = 1; other <= size; other += 1) {
    if (isUsed[other]) continue;
    const reduced = costOf(row - 1, other - 1) - (rowPotential[row] ?? 0) - (columnPotential[other] ?? 0);
    if (reduced < (least[other] ?? 0)) {
      least[other] = reduced;
      from[other] = column;
    }
    if ((least[other] ?? 0) < delta) {
      delta = least[other] ?? 0;
      next = other;
    }
  }
  for (let other = 0; other <= size; other += 1) {
    if (isUsed[other]) {
      const held = rowOf[other] ?? 0;
      rowPotential[held] = (rowPotential[held] ?? 0) + delta;
      columnPotential[other] = (columnPotential[other] ?? 0) - delta;
    } else least[other] = (least[other] ?? 0) - delta;
  }
  return next;
}

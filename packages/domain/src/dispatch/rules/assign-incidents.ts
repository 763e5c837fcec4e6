import { munkres } from 'munkres';

/** More than any true cost, and finite: what cannot be done is still comparable. */
const IMPOSSIBLE = 1e6;

/**
 * One technician for each incident at the least cost in all (the Hungarian method, O(n³)). `costs[i][t]` is what
 * technician t costs for incident i; null where they cannot. An incident for which nobody is left gets null.
 */
export function assignIncidents(costs: readonly (readonly (number | null)[])[]): (number | null)[] {
  const width = Math.max(0, ...costs.map((row) => row.length));
  const assigned = costs.map((): number | null => null);
  if (width === 0) return assigned;
  const matrix = costs.map((row) =>
    Array.from({ length: width }, (_, column) => Math.min(row[column] ?? IMPOSSIBLE, IMPOSSIBLE)),
  );
  for (const [row, column] of munkres(matrix)) {
    const cost = matrix[row]?.[column] ?? IMPOSSIBLE;
    if (cost < IMPOSSIBLE) assigned[row] = column;
  }
  return assigned;
}

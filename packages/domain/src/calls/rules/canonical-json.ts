/** The same text for the same value whatever the order of its keys; members that JSON leaves out are left out. */
export function toCanonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, member: unknown) => (isRecord(member) ? sortKeys(member) : member)) ?? 'null'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sortKeys(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

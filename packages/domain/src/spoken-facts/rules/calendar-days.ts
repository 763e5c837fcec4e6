const DAY_MS = 86_400_000;

/** Days are counted at UTC midnight: no zone, no daylight saving. */
export function addDays(isoDate: string, days: number): string {
  return toIsoDate(new Date(toUtcMs(isoDate) + days * DAY_MS));
}

/** 0 is Sunday. */
export function weekdayOf(isoDate: string): number {
  return new Date(toUtcMs(isoDate)).getUTCDay();
}

/** Null when the month has no such day. */
export function toDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? toIsoDate(date) : null;
}

export function yearAndMonthOf(isoDate: string): { year: number; month: number } {
  const [year = '', month = ''] = isoDate.split('-');
  return { year: Number(year), month: Number(month) };
}

function toUtcMs(isoDate: string): number {
  return Date.parse(`${isoDate}T00:00:00Z`);
}

function toIsoDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}

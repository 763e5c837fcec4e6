/** A silence of the feed in which an alert may have become worse without our knowing. */
const FEED_STALE_MS = 24 * 3_600_000;

export interface Emergency {
  id: string;
  kind: 'declared' | 'storm-alert';
  states: readonly string[];
  zips: readonly string[];
  feedSeenAt: Date | null;
  startsAt: Date;
  /** Null while it goes on. */
  endsAt: Date | null;
}

/** The earliest emergency that freezes prices at an address for one of these instants, or null. */
export function findEmergency(
  emergencies: readonly Emergency[],
  place: { state: string; zip: string; now: Date; visitAt: Date },
): Emergency | null {
  const covering = emergencies.filter(
    (emergency) => doesCover(emergency, place) && counts(emergency, place.now),
  );
  return covering.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())[0] ?? null;
}

function doesCover(
  { states, zips, startsAt, endsAt }: Emergency,
  { state, zip, now, visitAt }: { state: string; zip: string; now: Date; visitAt: Date },
): boolean {
  const isHere = states.includes(state) || zips.includes(zip);
  return isHere && [now, visitAt].some((at) => startsAt <= at && (endsAt === null || at < endsAt));
}

function counts({ kind, feedSeenAt }: Emergency, now: Date): boolean {
  if (kind === 'declared') return true;
  return feedSeenAt !== null && now.getTime() - feedSeenAt.getTime() > FEED_STALE_MS;
}

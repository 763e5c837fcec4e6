/** What a caller may be told of a dispatch; names and times only of who has said yes. */
export type Standing =
  /** `rung`: -1 before anybody is asked. */
  | { kind: 'asking'; rung: number; asks: 'technician' | 'everybody' | 'owner' }
  /** The owner's yes to sending anybody. */
  | { kind: 'asking-owner' }
  /** `by`: a technician's id, or `owner`. */
  | { kind: 'coming'; by: string; arrivesBy: Date }
  | { kind: 'nobody'; why: 'exhausted' | 'not-approved' }
  /** Somebody is there, or it is called off: nothing is left to tell. */
  | { kind: 'over' };

export type StandingNews = 'coming' | 'later' | 'sooner' | 'given-back' | 'nobody' | 'not-approved';

/**
 * What has become news to somebody who was told `told`, when `stands` is so:
 *
 * | told | asking | coming | nobody | over |
 * |---|---|---|---|---|
 * | asking | – | coming | nobody, not-approved | – |
 * | coming | given-back | somebody else: coming; another time: later, sooner | nobody | – |
 * | nobody | – | coming | – | – |
 */
export function findStandingNews(told: Standing, stands: Standing): StandingNews | null {
  switch (stands.kind) {
    case 'asking':
    case 'asking-owner':
      return told.kind === 'coming' ? 'given-back' : null;
    case 'coming':
      return told.kind === 'coming' && told.by === stands.by ? compareTimes(told, stands) : 'coming';
    case 'nobody':
      if (told.kind === 'nobody') return null;
      return stands.why === 'exhausted' ? 'nobody' : 'not-approved';
    case 'over':
      return null;
  }
}

function compareTimes(told: { arrivesBy: Date }, stands: { arrivesBy: Date }): StandingNews | null {
  const byMs = stands.arrivesBy.getTime() - told.arrivesBy.getTime();
  if (byMs === 0) return null;
  return byMs > 0 ? 'later' : 'sooner';
}

/** What happened in a call and stands in no table of its own, as far as its summary tells it. */
export const TELLING_EVENTS: ReadonlySet<string> = new Set([
  'triage-judged',
  'safety-line-spoken',
  'safety-line-failed',
  'spoken-fact-corrected',
  'recording-refused',
  'card-stopped',
]);

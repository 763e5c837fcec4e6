/** What happened in a call that its summary tells and that nobody else enqueues it for. */
export const TELLING_EVENTS: ReadonlySet<string> = new Set([
  'triage-judged',
  'safety-line-spoken',
  'safety-line-failed',
  'spoken-fact-corrected',
  'recording-refused',
  'recording-allowed',
  'card-stopped',
]);

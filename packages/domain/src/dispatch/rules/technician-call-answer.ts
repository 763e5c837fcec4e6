const MOST_MINUTES = 480;

interface Answered {
  answer: 'taken' | 'declined' | 'no-answer' | 'voicemail' | null;
  etaMinutes: number | null;
}

/** What happens in a call to a technician, in whatever order it is told. */
export type TechnicianCallReport =
  | { kind: 'taken'; etaMinutes: number | null }
  | { kind: 'declined' }
  | { kind: 'voicemail' }
  /** The carrier's word that the call is over, answered or not. */
  | { kind: 'ended' };

/**
 * The answer that stands after a report:
 *
 * | stands | taken | declined | voicemail | ended |
 * |---|---|---|---|---|
 * | nothing | taken | declined | voicemail | no-answer |
 * | taken | taken, with the latest minutes | taken | taken | taken |
 * | declined | declined | declined | declined | declined |
 * | voicemail | voicemail | voicemail | voicemail | voicemail |
 * | no-answer | taken | declined | voicemail | no-answer |
 */
export function toTechnicianCallAnswer(before: Answered, report: TechnicianCallReport): Answered {
  const { answer, etaMinutes } = before;
  if (answer === 'declined' || answer === 'voicemail') return { answer, etaMinutes };
  if (answer === 'taken') {
    const latest = report.kind === 'taken' ? report.etaMinutes : null;
    return { answer, etaMinutes: latest ?? etaMinutes };
  }
  if (report.kind === 'ended') return { answer: 'no-answer', etaMinutes: null };
  return { answer: report.kind, etaMinutes: report.kind === 'taken' ? report.etaMinutes : null };
}

/** Minutes as keyed in, 1 to 480; null for anything else. */
export function readKeyedMinutes(digits: string): number | null {
  const minutes = /^\d{1,3}$/.test(digits) ? Number(digits) : 0;
  return minutes >= 1 && minutes <= MOST_MINUTES ? minutes : null;
}

/** What a line is owed for, the most urgent first. */
export const PURPOSES = ['safety', 'card', 'consent', 'notice', 'correction', 'news'] as const;
export type LinePurpose = (typeof PURPOSES)[number];

/** A line that the caller must hear, to be said word for word. */
export interface OwedLine {
  id: string;
  purpose: LinePurpose;
  language: 'en' | 'es';
  text: string;
  /** What it was that made it due. */
  ruleIds: readonly string[];
  /** Nothing else counts until the caller says that they are out. */
  mustBeOut: boolean;
  /** What the recording says, when it is not the line itself. */
  recordedText?: string;
  /** Said before, in a language that the caller turns out not to speak. */
  isRepetition?: boolean;
}

export interface DueLine extends OwedLine {
  /** By an engine that says what it is told to and whose words we see. */
  isSayable: boolean;
  isRecorded: boolean;
}

/** A line is due once, and once more in another language. */
export function toKnownKey({ id, isRepetition = false }: OwedLine): string {
  return isRepetition ? `${id}.again` : id;
}

export function isMoreUrgent(one: OwedLine, other: OwedLine): boolean {
  return PURPOSES.indexOf(one.purpose) < PURPOSES.indexOf(other.purpose);
}

/** The most urgent first. Of two with the same purpose the later one holds. */
export function addWaiting(waiting: readonly DueLine[], line: DueLine): DueLine[] {
  return [...waiting.filter(({ purpose }) => purpose !== line.purpose), line].sort((a, b) =>
    isMoreUrgent(a, b) ? -1 : 1,
  );
}

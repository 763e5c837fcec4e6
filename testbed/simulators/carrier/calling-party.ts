import type { CalleeBehaviour } from './callees.ts';
import type { CallerLine } from './caller-line.ts';
import type { CallFaults } from './faults.ts';
import type { MediaConnection } from './media-connection.ts';
import type { Recording, RecordingRequest } from './recordings.ts';

export interface StreamRequest {
  url: string;
  streamSid: string;
  customParameters: Readonly<Record<string, string>>;
}

/** What verbs can do to the person who called. */
export interface CallingParty {
  readonly from: string;
  readonly faults: CallFaults;
  readonly line: CallerLine;
  /** Picks up; the first verb but `<Reject>` does it. */
  answer(): void;
  openStream(request: StreamRequest): MediaConnection;
  behaviourOf(number: string): CalleeBehaviour;
  startRecording(request: RecordingRequest): Recording;
}

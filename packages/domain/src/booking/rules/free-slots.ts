import { doWindowsOverlap, type TechnicianId, type TimeWindow } from '@afterhourfix/vocabulary';

export interface Commitment {
  technicianId: TechnicianId;
  during: TimeWindow;
}

export interface Candidate {
  technicianId: TechnicianId;
  window: TimeWindow;
}

/**
 * Every window with every technician who is free then: windows in order of time, technicians in the given order.
 * All callers walk this same order, so two of them never wait for each other in a circle.
 */
export function listCandidates(input: {
  windows: readonly TimeWindow[];
  technicianIds: readonly TechnicianId[];
  commitments: readonly Commitment[];
}): Candidate[] {
  return input.windows.flatMap((window) =>
    input.technicianIds
      .filter((technicianId) => isFree(technicianId, window, input.commitments))
      .map((technicianId) => ({ technicianId, window })),
  );
}

function isFree(technicianId: TechnicianId, window: TimeWindow, commitments: readonly Commitment[]): boolean {
  return !commitments.some(
    (commitment) => commitment.technicianId === technicianId && doWindowsOverlap(commitment.during, window),
  );
}

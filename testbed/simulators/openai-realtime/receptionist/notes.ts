const KEYED = /\bkeyed in ([\d*#]+)/i;
const LATE_ANSWER = /^(\w+), which had not answered in time, has now answered: ([\s\S]+)$/;
const EARLIER_RESULT = /^Result of the tool you asked for before: ([\s\S]+)$/;
const BOOKED = /^Booked: [^.]*? visit on (.+) with (.+?), for (.+?) at (.+), ZIP (\w+)\.$/;
const OFFERED = /^Offered, not booked: [^.]*? visit on (.+), slot id ([\w-]+)\.$/;
const INTERRUPTED = /\bline was interrupted\b/i;
const NOBODY_TOOK_IT = /\btransfer\b.*\bnobody took it\b/i;

/** What the system tells the model beside the conversation. */
export type Note =
  | { kind: 'late-answer'; name: string; output: string }
  | { kind: 'earlier-result'; output: string }
  | {
      kind: 'booked';
      booking: { speakable: string; technicianName: string };
      arguments: { name: string; addressLine: string; zip: string };
    }
  | { kind: 'offered'; slot: { slotId: string; speakable: string } }
  | { kind: 'interrupted' }
  | { kind: 'transfer-failed' };

/** Digits of the telephone keypad, which count as words of the caller; null when the note is about other things. */
export function readKeyedDigits(text: string): string | null {
  return KEYED.exec(text)?.[1] ?? null;
}

/** The note in a system message; null when it says nothing to go by. */
export function readNote(text: string): Note | null {
  const late = LATE_ANSWER.exec(text);
  if (late?.[1] && late[2]) return { kind: 'late-answer', name: late[1], output: late[2] };
  const earlier = EARLIER_RESULT.exec(text);
  if (earlier?.[1]) return { kind: 'earlier-result', output: earlier[1] };
  const offered = OFFERED.exec(text);
  if (offered?.[1] && offered[2])
    return { kind: 'offered', slot: { speakable: offered[1], slotId: offered[2] } };
  if (INTERRUPTED.test(text)) return { kind: 'interrupted' };
  if (NOBODY_TOOK_IT.test(text)) return { kind: 'transfer-failed' };
  return readBooked(text);
}

function readBooked(text: string): Note | null {
  const [, speakable, technicianName, name, addressLine, zip] = BOOKED.exec(text) ?? [];
  if (!speakable || !technicianName || !name || !addressLine || !zip) return null;
  return { kind: 'booked', booking: { speakable, technicianName }, arguments: { name, addressLine, zip } };
}

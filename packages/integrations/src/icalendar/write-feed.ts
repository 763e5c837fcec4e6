import { OWN_UID_ENDING } from './read-busy.ts';

const MAX_LINE_BYTES = 75;

export interface FeedEvent {
  /** Unique in the feed; without an ending of its own. */
  id: string;
  startsAt: Date;
  endsAt: Date;
  summary: string;
  location: string;
  description: string;
  isCancelled: boolean;
}

/** A feed (RFC 5545) that other calendars subscribe to. */
export function writeFeed(feed: { name: string; writtenAt: Date; events: readonly FeedEvent[] }): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//AfterHourFix//Visits//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(feed.name)}`,
    ...feed.events.flatMap((event) => toEventLines(event, feed.writtenAt)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function toEventLines(event: FeedEvent, writtenAt: Date): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${event.id}${OWN_UID_ENDING}`,
    `DTSTAMP:${toStamp(writtenAt)}`,
    `DTSTART:${toStamp(event.startsAt)}`,
    `DTEND:${toStamp(event.endsAt)}`,
    `SUMMARY:${escapeText(event.summary)}`,
    `LOCATION:${escapeText(event.location)}`,
    `DESCRIPTION:${escapeText(event.description)}`,
    `STATUS:${event.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ];
}

function toStamp(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** Callers' words: a line break in a name must not begin a line of the feed. */
function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, ' ');
}

/** At 75 bytes, and never within a character. */
function fold(line: string): string {
  const lines: string[] = [];
  let current = '';
  for (const character of line) {
    if (Buffer.byteLength(current + character) > MAX_LINE_BYTES) {
      lines.push(current);
      current = ' ';
    }
    current += character;
  }
  return [...lines, current].join('\r\n');
}

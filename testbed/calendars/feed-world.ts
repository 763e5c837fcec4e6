import { once } from 'node:events';
import { createServer } from 'node:http';
import { AgentCalendar } from '@afterhourfix/domain';
import { ManualClock } from '@afterhourfix/foundation';
import { IcalCalendar } from '@afterhourfix/integrations/icalendar';
import { TECHNICIAN } from './google-world.ts';

export interface FeedWorld extends AsyncDisposable {
  calendar: IcalCalendar;
  clock: ManualClock;
  /** Puts an event into the feed. */
  addBusy(startsAt: Date, endsAt: Date): void;
  setAway(isAway: boolean): void;
  requests(): number;
}

/** The adapter before a small web server with one technician's feed. */
export async function startFeedWorld(): Promise<FeedWorld> {
  const clock = new ManualClock();
  const events: string[] = [];
  let isAway = false;
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    if (isAway) response.writeHead(503).end();
    else response.end(['BEGIN:VCALENDAR', ...events, 'END:VCALENDAR'].join('\r\n'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the feed has no port');
  const settings = AgentCalendar.parse({
    kind: 'ical',
    feeds: [
      {
        url: `http://127.0.0.1:${address.port}/ida.ics`,
        technicianId: TECHNICIAN,
        timeZone: 'America/New_York',
      },
    ],
  });
  if (settings.kind !== 'ical') throw new Error('These are no settings of a feed');
  const rules = { timeoutMs: 2_000, isPrivateAllowed: true };
  return {
    calendar: new IcalCalendar({ settings, clock, rules }),
    clock,
    addBusy: (startsAt, endsAt) => {
      const uid = `UID:busy-${events.length}`;
      events.push(
        'BEGIN:VEVENT',
        uid,
        `DTSTART:${toStamp(startsAt)}`,
        `DTEND:${toStamp(endsAt)}`,
        'END:VEVENT',
      );
    },
    setAway: (away) => {
      isAway = away;
    },
    requests: () => requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function toStamp(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

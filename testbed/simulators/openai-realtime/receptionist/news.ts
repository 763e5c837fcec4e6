import type { CallSoFar } from './call-so-far.ts';
import { lines } from './lines.ts';
import { findText, type RememberedCall, readRefusal } from './tool-memory.ts';

const AREA_REFUSALS = ['outside', 'referral', 'invalid-zip'];

function zoneOf({ output }: RememberedCall): string | null {
  return findText(output, 'zone') ?? readRefusal(output);
}

/** Whether the area check said that we come to this ZIP code. */
export function isServed(area: RememberedCall): boolean {
  const zone = zoneOf(area);
  return zone === null || !(AREA_REFUSALS.includes(zone) || readRefusal(area.output) !== null);
}

export function isBadZip(area: RememberedCall): boolean {
  return zoneOf(area) === 'invalid-zip';
}

function tellReferral(area: RememberedCall): string {
  const spoken = findText(area.output, 'speakable');
  const name = findText(area.output, 'name');
  if (spoken) return spoken;
  if (!name) return 'I am sorry, we do not come to that ZIP code.';
  return `I am sorry, we do not come to that ZIP code. ${name} does, at ${findText(area.output, 'phone') ?? 'their number'}.`;
}

function tellBooking(booking: RememberedCall): string {
  const technician = findText(booking.output, 'technicianName');
  const when = findText(booking.output, 'speakable') ?? 'as we said';
  return technician ? `You are booked: ${when}, with ${technician}.` : `You are booked: ${when}.`;
}

function tell(one: RememberedCall): string {
  const refused = readRefusal(one.output);
  switch (one.name) {
    case 'check_service_area':
      return isServed(one) || isBadZip(one) ? '' : tellReferral(one);
    case 'get_knowledge':
      return refused ? lines.unknown : (findText(one.output, 'speakable', 'body', 'answer') ?? lines.unknown);
    case 'get_pricing':
      return refused ? '' : `The visit is ${findText(one.output, 'speakable') ?? 'priced on site'}.`;
    case 'book_slot':
      return refused ? '' : tellBooking(one);
    case 'transfer_call':
      return refused ? lines.nobody : '';
    default:
      return '';
  }
}

// Words of somebody else in between (a filler while a tool was slow) are no telling; a telling cut short is one.
function wasTold(call: CallSoFar, one: RememberedCall, news: string): boolean {
  return call.context.conversation.some(
    (item, index) =>
      index > one.index && item.kind === 'agent' && (item.isTruncated || item.text.includes(news)),
  );
}

/** Sentences for what the tools brought and the agent has not told yet; prices, times and names only as they gave them. */
export function tellNews(call: CallSoFar): string {
  const told = call.calls.flatMap((one) => {
    const news = one.isAnswered ? tell(one) : '';
    return news === '' || wasTold(call, one, news) ? [] : [news];
  });
  return told.join(' ');
}

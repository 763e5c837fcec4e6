import { PhoneNumber, toSpeakablePhoneNumber } from '@afterhourfix/vocabulary';
import { tellArrival } from './arrivals.ts';
import { type CallSoFar, timesSaid, wasSaidAfter } from './call-so-far.ts';
import { fill, lines } from './lines.ts';
import { readNote } from './notes.ts';
import { findDeep, findText, type RememberedCall, readError, readRefusal } from './tool-memory.ts';

const BAD_ZIPS = ['invalid-zip', 'unknown-zip', 'not-a-us-zip'];
const AREA_REFUSALS = ['outside', 'referral', ...BAD_ZIPS];
/** A write that has not answered in time may have been done. */
const UNKNOWN = 'unknown';

function zoneOf({ output }: RememberedCall): string | null {
  return findText(output, 'zone') ?? readRefusal(output);
}

/** Whether the area check said that we come to this ZIP code. */
export function isServed(area: RememberedCall): boolean {
  const zone = zoneOf(area);
  return zone === null || !(AREA_REFUSALS.includes(zone) || readRefusal(area.output) !== null);
}

/** Checked, and too far away. */
export const isOutside = (area: RememberedCall): boolean =>
  !isServed(area) && !isBadZip(area) && readError(area.output) === null;

export function isBadZip(area: RememberedCall): boolean {
  return BAD_ZIPS.includes(zoneOf(area) ?? '');
}

/** A part of the ZIP code is served otherwise than the rest. */
export const needsStreet = (area: RememberedCall): boolean => zoneOf(area) === 'needs-street';

export const isUnconfirmed = (call: RememberedCall): boolean => readError(call.output) === UNKNOWN;

function toSpokenPhone(phone: string | null): string {
  const number = PhoneNumber.safeParse(phone);
  return number.success ? toSpeakablePhoneNumber(number.data) : (phone ?? 'their number');
}

/** That we do not come, and who does. */
export function tellReferral(area: RememberedCall): string {
  const spoken = findText(area.output, 'speakable');
  const name = findText(area.output, 'name');
  if (spoken) return spoken;
  if (!name) return lines.noArea;
  return fill(lines.referral, { name, phone: toSpokenPhone(findText(area.output, 'phone')) });
}

/** The window and who comes as the tool words them; for whom and where as it was told to book. */
export function tellBooking(booking: RememberedCall): string {
  // The calendar of the business has not answered: held is not booked.
  if (findDeep(booking.output, 'isConfirmed') === false) return lines.heldOnly;
  const technician = findText(booking.output, 'technicianName') ?? '';
  const when = findText(booking.output, 'speakable') ?? 'as we said';
  const name = findText(booking.arguments, 'name') ?? '';
  const address = findText(booking.arguments, 'addressLine') ?? '';
  const isFor = name !== '' && address !== '';
  const withTechnician = isFor ? lines.bookedFull : lines.bookedWith;
  const without = isFor ? lines.bookedFor : lines.bookedWhen;
  return fill(technician === '' ? without : withTechnician, { when, technician, name, address });
}

/** `prices` are all that were asked for: of several, the one for no time at all is for coming now. */
export function tellPrice(pricing: RememberedCall, prices: readonly RememberedCall[]): string {
  if (readError(pricing.output)) return lines.noPriceList;
  if (readRefusal(pricing.output)) return '';
  const isForWindow = (one: RememberedCall) => findText(one.arguments, 'visitAt', 'visit_at') !== null;
  const isForNow = !isForWindow(pricing) && prices.some(isForWindow);
  const price = findText(pricing.output, 'speakable') ?? 'priced on site';
  return fill(isForNow ? lines.priceNow : lines.visitPrice, { price });
}

/** What may be had besides, in the tool's own words. */
function listExtras({ output }: RememberedCall): string[] {
  const optional = findDeep(output, 'optional');
  return Array.isArray(optional) ? optional.flatMap((extra) => findText(extra, 'en') ?? []) : [];
}

function tell(one: RememberedCall, call: CallSoFar): string {
  const refused = readRefusal(one.output);
  switch (one.name) {
    case 'check_service_area':
      return isOutside(one) ? tellReferral(one) : '';
    case 'get_slots':
      return findText(one.output, 'note') ?? '';
    case 'get_knowledge':
      if (readError(one.output)) return lines.unreachable;
      return refused ? lines.unknown : (findText(one.output, 'speakable', 'body', 'answer') ?? lines.unknown);
    case 'get_pricing': {
      const prices = call.calls.filter(({ name }) => name === 'get_pricing');
      const extras = refused ? [] : listExtras(one).filter((extra) => timesSaid(call, extra) === 0);
      return [tellPrice(one, prices), ...extras].join(' ').trim();
    }
    case 'book_slot':
      if (isUnconfirmed(one)) return lines.unconfirmed;
      return refused ? '' : tellBooking(one);
    case 'transfer_call':
      return refused ? lines.nobody : '';
    case 'dispatch_technician':
    case 'get_dispatch_status':
      return refused ? '' : tellArrival(one);
    default:
      return refused ? '' : tellDone(one);
  }
}

/** What a write has done, in the past tense only because it has. */
function tellDone(one: RememberedCall): string {
  switch (one.name) {
    case 'reschedule_booking':
      if (findDeep(one.output, 'isConfirmed') === false) return lines.heldOnly;
      return fill(lines.moved, { when: findText(one.output, 'speakable') ?? 'as we said' });
    case 'cancel_booking':
      return lines.cancelled;
    case 'send_payment_link':
      return lines.linkSent;
    case 'request_callback':
    case 'take_message':
      return lines.messageKept;
    case 'create_privacy_request':
      return lines.privacyKept;
    default:
      return '';
  }
}

/** So many letters of a price hold its amount. */
const AMOUNT_LENGTH = 50;

// A price stays told when it is looked up once more, and is told again when the caller cut it off before its amount.
function wasTold(call: CallSoFar, one: RememberedCall, news: string): boolean {
  if (one.name !== 'get_pricing') return wasSaidAfter(call, one.index, news);
  return timesSaid(call, news.slice(0, AMOUNT_LENGTH)) > 0;
}

/** Sentences for what the tools brought and the agent has not told yet; prices, times and names only as they gave them. */
export function tellNews(call: CallSoFar): string {
  const told = call.calls.flatMap((one) => {
    const news = one.isAnswered ? tell(one, call) : '';
    return news === '' || wasTold(call, one, news) ? [] : [news];
  });
  return [...tellReturn(call), ...new Set(told)].join(' ');
}

function tellReturn(call: CallSoFar): string[] {
  const index = call.context.conversation.findLastIndex(
    (item) => item.kind === 'system' && readNote(item.text)?.kind === 'interrupted',
  );
  return index === -1 || wasSaidAfter(call, -1, lines.backAgain) ? [] : [lines.backAgain];
}

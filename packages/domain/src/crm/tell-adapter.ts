import type {
  BookingNews,
  CallNews,
  Changed,
  CustomerNews,
  FieldServiceAdapter,
  News,
} from './field-service-adapter.ts';

export interface Telling {
  news: News;
  /** What row and customer are called there; null when they never were told. */
  ref: string | null;
  customerRef: string | null;
}

/** What the adapter calls the row and its customer from now on. */
export type Refs = { ref?: string; customerRef?: string };

/** Turns news into what the system can do; a system that cannot do it is told nothing. */
export async function tellAdapter(adapter: FieldServiceAdapter, telling: Telling): Promise<Refs> {
  const { news, ref } = telling;
  if (adapter.tell) {
    await adapter.tell(news);
    return {};
  }
  switch (news.event) {
    case 'customer.updated':
      return tellCustomer(adapter, { customer: news.data, ref, key: news.key });
    case 'customer.erased':
      return eraseCustomer(adapter, { ref, key: news.key });
    case 'consent.changed':
    case 'dispatch.acked':
    case 'dispatch.exhausted':
      // Only systems that take every event have a place for it.
      return {};
    case 'booking.created':
    case 'booking.updated':
    case 'booking.cancelled':
      return tellBooking(adapter, { ...telling, booking: news.data });
    case 'call.completed':
      return tellCall(adapter, { ...telling, call: news.data });
  }
}

async function tellCustomer(
  adapter: FieldServiceAdapter,
  { customer, ref, key }: { customer: CustomerNews; ref: string | null; key: string },
): Promise<Refs> {
  return adapter.upsertCustomer ? { ref: await adapter.upsertCustomer(customer, { ref, key }) } : {};
}

async function eraseCustomer(
  adapter: FieldServiceAdapter,
  { ref, key }: { ref: string | null; key: string },
): Promise<Refs> {
  if (ref !== null) await adapter.eraseCustomer?.({ ref, key });
  return {};
}

async function tellBooking(
  adapter: FieldServiceAdapter,
  { news: { key }, booking, ref, customerRef }: Telling & { booking: BookingNews },
): Promise<Refs> {
  const { customer } = booking;
  if (ref !== null) {
    const changed = await changeBooking(adapter, { booking, ref, key });
    // Somebody deleted it there; a visit that stands is told anew.
    if (changed.ok || booking.status === 'cancelled') return {};
  }
  if (!adapter.createBooking || booking.status === 'cancelled') return {};
  const owner =
    customerRef ?? (await adapter.upsertCustomer?.(customer, { ref: null, key: customer.id })) ?? null;
  const created = await adapter.createBooking(booking, { customerRef: owner, key });
  return owner === null ? { ref: created } : { ref: created, customerRef: owner };
}

async function changeBooking(
  adapter: FieldServiceAdapter,
  { booking, ref, key }: { booking: BookingNews; ref: string; key: string },
): Promise<Changed> {
  const change = booking.status === 'cancelled' ? adapter.cancelBooking : adapter.updateBooking;
  return change ? change.call(adapter, booking, { ref, key }) : { ok: true };
}

async function tellCall(
  adapter: FieldServiceAdapter,
  { news: { key }, call, ref, customerRef }: Telling & { call: CallNews },
): Promise<Refs> {
  if (!adapter.logCall || ref !== null) return {};
  return { ref: await adapter.logCall(call, { customerRef, key }) };
}

import {
  type CustomerView,
  type CustomerVisit,
  lookupCustomer,
  type OpenInvoice,
  toSpanishMoney,
  toSpanishWindow,
  toSpeakableAddress,
  toSpeakableMoney,
  toSpeakableWindow,
} from '@afterhourfix/domain';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';
import { ZipCode } from './inputs.ts';

export const lookupCustomerTool = defineTool({
  name: 'lookup_customer',
  description:
    'Who calls: membership, addresses, appointments and open invoices of the number that the caller rings from. Pass what the caller said of themselves, and ask again when they say more. With `isVerified: false` tell nothing about any record, nor whether there is one: ask for the full name, the ZIP code or the day of the visit, else take a message. Never pass what somebody else said.',
  isWrite: false,
  input: z.object({
    phone: z.string().max(40).optional().describe('The number that the caller says is theirs'),
    name: z.string().min(1).max(120).optional().describe('Full name, as the caller says it'),
    zip: ZipCode.optional(),
    appointmentDay: z.iso
      .date()
      .optional()
      .describe('The day on which the caller says that an appointment is, YYYY-MM-DD'),
  }),
  async run(input, { domain, callId }) {
    const found = await lookupCustomer(domain, { ...input, callId });
    if (!found.isVerified) {
      const { isVerified, membership } = found;
      return { result: { isVerified, customer: null, membership }, effect: null };
    }
    const customer = toView(found.customer, domain.business.timeZone);
    return { result: { isVerified: true, customer }, effect: null };
  },
});

function toView(customer: CustomerView, timeZone: string) {
  const { name, membership, addresses, appointments, pastVisits, invoices } = customer;
  return {
    name,
    membership,
    addresses: addresses.map((address) => ({
      ...address,
      ...toSpeakableAddress(address.addressLine, 'en'),
    })),
    appointments: appointments.map((visit) => ({
      appointmentId: visit.bookingId,
      ...toVisitView(visit, timeZone),
    })),
    pastVisits: pastVisits.map((visit) => toVisitView(visit, timeZone)),
    invoices: invoices.map(toInvoiceView),
  };
}

const toInvoiceView = ({ invoiceId, number, balanceCents }: OpenInvoice) => ({
  invoiceId,
  number,
  balanceCents,
  speakable: toSpeakableMoney(balanceCents),
  speakableInSpanish: toSpanishMoney(balanceCents),
});

/** By the clock at its address, as it is told by whoever books, moves and texts it. */
function toVisitView({ trade, startsAt, endsAt, ...visit }: CustomerVisit, businessTimeZone: string) {
  const timeZone = visit.timeZone ?? businessTimeZone;
  return {
    trade,
    timeZone,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    speakable: toSpeakableWindow({ startsAt, endsAt }, timeZone),
    speakableInSpanish: toSpanishWindow({ startsAt, endsAt }, timeZone),
  };
}

import {
  type DispatchFacts,
  type DispatchStatus,
  getDispatchStatus,
  type TextFromCallResult,
  textDispatch,
  textVisit,
} from '@afterhourfix/domain';
import { z } from 'zod';
import { defineTool, type ToolAnswer, type ToolContext } from './agent-tool.ts';
import { readRecipient, TextedPhone, TextLanguage } from './inputs.ts';

export const sendSmsTool = defineTool({
  name: 'send_sms',
  description:
    'Texts the caller how their visit stands, or who comes and by when; the words are ours. Ask first and keep the yes with set_contact_consent: without it the refusal is `no-consent`. Only a result with `text` means that it is sent. Refused with `nothing-to-text`: nothing was booked, moved, cancelled or sent in this call.',
  isWrite: true,
  input: z.object({
    phone: TextedPhone,
    language: TextLanguage,
    bookingId: z
      .string()
      .max(64)
      .optional()
      .describe('bookingId or appointmentId of the visit; the last one of this call when left out'),
  }),
  async run({ phone, language, bookingId }, context) {
    const { domain, callId, callerNumber } = context;
    const to = readRecipient(phone, callerNumber);
    if (!to) return { result: { refusal: 'invalid-phone' }, effect: null };
    const asked = { callId, to, language };
    const dispatch = bookingId === undefined ? await findDispatch(context) : null;
    if (dispatch) return toAnswer(await textDispatch(domain, { ...asked, dispatch }));
    return toAnswer(await textVisit(domain, { ...asked, bookingId }));
  },
});

const UNDER_WAY: readonly DispatchStatus['phase'][] = ['created', 'paging', 'acknowledged', 'en_route'];

/** The first that is under way; one whom somebody has taken before those that nobody has. */
async function findDispatch({ domain, callId }: ToolContext): Promise<DispatchFacts | null> {
  const statuses = await getDispatchStatus(domain, { callId });
  // While the owner is asked no technician is, and the text would say so.
  const live = statuses.filter(({ phase, asksOwner }) => UNDER_WAY.includes(phase) && !asksOwner);
  const found = live.find(({ arrival }) => arrival !== null) ?? live[0];
  if (!found) return null;
  const { dispatchId, arrival } = found;
  return { dispatchId, acknowledged: arrival };
}

function toAnswer(sent: TextFromCallResult): ToolAnswer {
  if (!sent.ok) return { result: { refusal: sent.refusal }, effect: null };
  const { kind, dueAt, waitsForCalendar } = sent;
  const text = { kind, sendsAt: dueAt.toISOString(), ...(waitsForCalendar && { waitsForCalendar }) };
  return { result: { text }, effect: null };
}

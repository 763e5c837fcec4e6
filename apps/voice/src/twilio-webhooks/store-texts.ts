import {
  forBusiness,
  type HearTechnician,
  receiveText,
  recordTechnicianReply,
  recordTextStatus,
} from '@afterhourfix/domain';
import { readTextStatus } from '@afterhourfix/integrations/twilio/text-webhooks';
import { BusinessId, TextMessageId } from '@afterhourfix/vocabulary';
import { type FormFields, field } from './signed-form.ts';
import type { ReportDesk } from './store-reports.ts';

export type TextDesk = Pick<ReportDesk, 'system' | 'deferred'>;

const hearTechnician: HearTechnician = async (ctx, reply) => (await recordTechnicianReply(ctx, reply)).ok;

/** A text message that somebody sent to a number of ours. */
export async function storeText(desk: TextDesk, fields: FormFields): Promise<void> {
  const { system, deferred } = desk;
  const messageSid = field(fields, 'MessageSid');
  const from = field(fields, 'From');
  const to = field(fields, 'To');
  if (!messageSid || !from || !to) return;
  const incoming = { messageSid, from, to, body: field(fields, 'Body') ?? '' };
  await deferred.run('messages.receive-text', async () => {
    const received = await receiveText(system, incoming, hearTechnician);
    if (!received.ok) system.log.warn({ refusal: received.refusal }, 'a text to a number of nobody');
  });
}

/** How a text of ours goes on; the address was signed with the rest, so its ids are the ones that we gave. */
export async function storeTextStatus(
  { system, deferred }: TextDesk,
  { fields, query }: { fields: FormFields; query: Record<string, unknown> },
): Promise<void> {
  const businessId = BusinessId.safeParse(query.business);
  const textMessageId = TextMessageId.safeParse(query.text);
  const report = readTextStatus({
    status: field(fields, 'MessageStatus'),
    errorCode: field(fields, 'ErrorCode'),
  });
  if (!businessId.success || !textMessageId.success || !report) return;
  await deferred.run('messages.record-text-status', async () => {
    const ctx = await forBusiness(system, businessId.data, { kind: 'carrier' });
    await recordTextStatus(ctx, { textMessageId: textMessageId.data, ...report });
  });
}

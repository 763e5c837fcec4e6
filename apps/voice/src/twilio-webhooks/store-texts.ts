import {
  forBusiness,
  hearTechnicianText,
  receiveText,
  recordPageStatus,
  recordTextStatus,
} from '@afterhourfix/domain';
import { readTextStatus } from '@afterhourfix/integrations/twilio/text-webhooks';
import { BusinessId, TextMessageId } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { type FormFields, field } from './signed-form.ts';
import type { ReportDesk } from './store-reports.ts';

export type TextDesk = Pick<ReportDesk, 'system' | 'deferred'>;

const Subject = z.union([z.object({ text: TextMessageId }), z.object({ page: z.uuid() })]);

/** A text message that somebody sent to a number of ours. */
export async function storeText(desk: TextDesk, fields: FormFields): Promise<void> {
  const { system, deferred } = desk;
  const messageSid = field(fields, 'MessageSid');
  const from = field(fields, 'From');
  const to = field(fields, 'To');
  if (!messageSid || !from || !to) return;
  const incoming = { messageSid, from, to, body: field(fields, 'Body') ?? '' };
  await deferred.run('messages.receive-text', async () => {
    const received = await receiveText(system, incoming, hearTechnicianText);
    if (!received.ok) system.log.warn({ refusal: received.refusal }, 'a text to a number of nobody');
  });
}

/** How a text of ours goes on; the address was signed with the rest, so its ids are the ones that we gave. */
export async function storeTextStatus(
  { system, deferred }: TextDesk,
  { fields, query }: { fields: FormFields; query: Record<string, unknown> },
): Promise<void> {
  const businessId = BusinessId.safeParse(query.business);
  const subject = Subject.safeParse(query);
  const report = readTextStatus({
    status: field(fields, 'MessageStatus'),
    errorCode: field(fields, 'ErrorCode'),
  });
  if (!businessId.success || !subject.success || !report) return;
  await deferred.run('messages.record-text-status', async () => {
    const ctx = await forBusiness(system, businessId.data, { kind: 'carrier' });
    const { data: about } = subject;
    if ('page' in about) await recordPageStatus(ctx, { pageId: about.page, ...report });
    else await recordTextStatus(ctx, { textMessageId: about.text, ...report });
  });
}

import { badRequest, notFound } from './api-error.ts';
import { type ApiAnswer, type ApiRequest, success } from './api-request.ts';

const TRIGGERS = [
  'BOOKING_CREATED',
  'BOOKING_PAYMENT_INITIATED',
  'BOOKING_PAID',
  'BOOKING_RESCHEDULED',
  'BOOKING_REQUESTED',
  'BOOKING_CANCELLED',
  'BOOKING_REJECTED',
  'BOOKING_NO_SHOW_UPDATED',
  'MEETING_ENDED',
  'MEETING_STARTED',
];

export interface StoredWebhook {
  id: number;
  userId: number;
  payloadTemplate: string;
  subscriberUrl: string;
  triggers: readonly string[];
  active: boolean;
  secret: string;
}

/** The webhooks of the account, as an operator would see them on the vendor's page. */
export class Webhooks {
  readonly stored: StoredWebhook[] = [];

  list({ query }: ApiRequest): ApiAnswer {
    const take = query.get('take') === undefined ? 250 : query.number('take');
    const skip = query.get('skip') === undefined ? 0 : query.number('skip');
    return success(this.stored.slice(skip, skip + take));
  }

  create({ body }: ApiRequest): ApiAnswer {
    const url = body.text('subscriberUrl');
    if (this.stored.some(({ subscriberUrl }) => subscriberUrl === url))
      throw badRequest('A webhook with this subscriber URL already exists');
    const webhook = {
      id: this.stored.length + 1,
      userId: 1,
      payloadTemplate: '',
      ...readWebhook({ body, url }),
    };
    this.stored.push(webhook);
    return success(webhook, 201);
  }

  change({ ids, body }: ApiRequest): ApiAnswer {
    const webhook = this.stored.find(({ id }) => String(id) === ids[0]);
    if (!webhook) throw notFound(`Webhook (${ids[0]}) not found`);
    Object.assign(webhook, readWebhook({ body, url: body.text('subscriberUrl') }));
    return success(webhook);
  }
}

function readWebhook({ body, url }: { body: ApiRequest['body']; url: string }) {
  const triggers = body.get('triggers');
  if (!Array.isArray(triggers) || !triggers.every((one) => TRIGGERS.includes(one)))
    throw badRequest('each value in triggers must be a valid enum value');
  if (typeof body.get('active') !== 'boolean') throw badRequest('active must be a boolean value');
  if (body.text('version') !== '2021-10-20') throw badRequest('version must be a valid enum value');
  return { subscriberUrl: url, triggers, active: body.get('active') === true, secret: body.text('secret') };
}

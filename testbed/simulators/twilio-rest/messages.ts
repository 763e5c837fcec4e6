import { newSid, sendWebhook } from '../carrier/index.ts';
import { ApiError, notFound } from './api-error.ts';
import type { Account, ApiAnswer, ApiRequest, Form } from './api-request.ts';

export interface StoredMessage {
  sid: string;
  from: string;
  to: string;
  body: string;
  messagingServiceSid: string | null;
  status: 'queued' | 'sent' | 'delivered' | 'undelivered';
  errorCode: number | null;
  sentAt: Date;
}

const MAX_BODY_CHARACTERS = 1600;

/** The vendor's magic numbers of its test credentials. */
const MAGIC_FROM: Readonly<Record<string, [number, string]>> = {
  '+15005550001': [21212, "The 'From' number +15005550001 is not a valid phone number"],
  '+15005550007': [21606, "The 'From' phone number provided is not SMS-capable or not yours"],
  '+15005550008': [21611, "This 'From' number has exceeded the maximum number of queued messages"],
};
const MAGIC_TO: Readonly<Record<string, [number, string]>> = {
  '+15005550001': [21211, "Invalid 'To' Phone Number"],
  '+15005550002': [21612, "The 'To' phone number is not reachable via SMS"],
  '+15005550003': [21408, "Permission to send an SMS has not been enabled for the region of the 'To' number"],
  '+15005550004': [21610, 'Attempt to send to unsubscribed recipient'],
  '+15005550009': [21614, "'To' number is not a valid mobile number"],
};

function refuse(code: number, message: string): never {
  throw new ApiError(400, code, message);
}

function refuseMagic(number: string, magic: Readonly<Record<string, [number, string]>>): void {
  const refusal = magic[number];
  if (refusal !== undefined) refuse(...refusal);
}

function readMessage(form: Form): StoredMessage {
  const to = form.get('To') ?? refuse(21604, "A 'To' phone number is required.");
  const body = form.get('Body') ?? '';
  const from = form.get('From') ?? '';
  const messagingServiceSid = form.get('MessagingServiceSid') ?? null;
  if (from === '' && messagingServiceSid === null) refuse(21603, "A 'From' phone number is required.");
  if (body === '') refuse(21602, 'Message body is required.');
  if (body.length > MAX_BODY_CHARACTERS)
    refuse(21617, 'The concatenated message body exceeds the 1600 character limit');
  refuseMagic(from, MAGIC_FROM);
  refuseMagic(to, MAGIC_TO);
  if (!/^\+[1-9]\d{6,14}$/.test(to)) refuse(21211, `Invalid 'To' Phone Number: ${to}`);
  const sentAt = new Date();
  return {
    sid: newSid('SM'),
    from,
    to,
    body,
    messagingServiceSid,
    status: 'queued',
    errorCode: null,
    sentAt,
  };
}

/** Texts sent through the API; each gets its status callbacks, signed, if it asked for them. */
export class Messages {
  readonly stored: StoredMessage[] = [];
  /** Error codes by number to which texts cannot be delivered. */
  readonly undeliverable = new Map<string, number>();
  readonly #account: Account;
  readonly #pending = new Set<Promise<void>>();

  constructor(account: Account) {
    this.#account = account;
  }

  create(request: ApiRequest): ApiAnswer {
    const message = readMessage(request.form);
    const statusCallback = request.form.get('StatusCallback');
    this.stored.push(message);
    const queued = this.#toJson(message);
    const delivery = this.#deliver(message, statusCallback).finally(() => this.#pending.delete(delivery));
    this.#pending.add(delivery);
    return { status: 201, body: queued };
  }

  fetch(request: ApiRequest): ApiAnswer {
    const message = this.stored.find(({ sid }) => sid === request.sids[0]);
    if (message === undefined) throw notFound(request.path);
    return { status: 200, body: this.#toJson(message) };
  }

  /** Resolves when every text has reached its final state and its callbacks were answered. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending);
  }

  async #deliver(message: StoredMessage, statusCallback: string | undefined): Promise<void> {
    message.status = 'sent';
    await this.#report(message, statusCallback);
    message.errorCode = this.undeliverable.get(message.to) ?? null;
    message.status = message.errorCode === null ? 'delivered' : 'undelivered';
    await this.#report(message, statusCallback);
  }

  async #report(message: StoredMessage, url: string | undefined): Promise<void> {
    if (url === undefined) return;
    const fields = {
      AccountSid: this.#account.accountSid,
      ApiVersion: '2010-04-01',
      From: message.from,
      To: message.to,
      MessageSid: message.sid,
      SmsSid: message.sid,
      MessageStatus: message.status,
      SmsStatus: message.status,
      ...(message.errorCode === null ? {} : { ErrorCode: String(message.errorCode) }),
    };
    // A callback that fails is the receiver's loss; the vendor does not repeat it either.
    await sendWebhook(this.#account.authToken, { url, method: 'POST', fields }).catch(() => null);
  }

  #toJson(message: StoredMessage): object {
    return {
      sid: message.sid,
      account_sid: this.#account.accountSid,
      api_version: '2010-04-01',
      from: message.from === '' ? null : message.from,
      to: message.to,
      body: message.body,
      messaging_service_sid: message.messagingServiceSid,
      status: message.status,
      direction: 'outbound-api',
      num_segments: String(Math.ceil(message.body.length / 160)),
      num_media: '0',
      price: null,
      price_unit: 'USD',
      error_code: message.errorCode,
      error_message: null,
      date_created: message.sentAt.toUTCString(),
      date_updated: message.sentAt.toUTCString(),
      date_sent: null,
      uri: `${this.#account.rootPath}/Messages/${message.sid}.json`,
      subresource_uris: { media: `${this.#account.rootPath}/Messages/${message.sid}/Media.json` },
    };
  }
}

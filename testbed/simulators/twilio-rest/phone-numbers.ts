import { newSid } from '../carrier/index.ts';
import { ApiError, notFound } from './api-error.ts';
import { type Account, type ApiAnswer, type ApiRequest, type Form, toPage } from './api-request.ts';

/** One row of the account's numbers, in the API's own words. */
export interface PhoneNumberRow {
  sid: string;
  phone_number: string;
  friendly_name: string;
  voice_url: string;
  voice_method: string;
  voice_fallback_url: string;
  voice_fallback_method: string;
  voice_application_sid: string;
  voice_receive_mode: string;
  trunk_sid: string;
  status_callback: string;
  status_callback_method: string;
  sms_url: string;
  sms_method: string;
  sms_fallback_url: string;
  sms_fallback_method: string;
  sms_application_sid: string;
}

/** A number the account owns from the start. */
export type OwnedNumber = Partial<PhoneNumberRow> & Pick<PhoneNumberRow, 'phone_number'>;

type Column = keyof PhoneNumberRow;

const FIELDS: Readonly<Record<string, Column>> = {
  FriendlyName: 'friendly_name',
  VoiceUrl: 'voice_url',
  VoiceMethod: 'voice_method',
  VoiceFallbackUrl: 'voice_fallback_url',
  VoiceFallbackMethod: 'voice_fallback_method',
  VoiceApplicationSid: 'voice_application_sid',
  VoiceReceiveMode: 'voice_receive_mode',
  TrunkSid: 'trunk_sid',
  StatusCallback: 'status_callback',
  StatusCallbackMethod: 'status_callback_method',
  SmsUrl: 'sms_url',
  SmsMethod: 'sms_method',
  SmsFallbackUrl: 'sms_fallback_url',
  SmsFallbackMethod: 'sms_fallback_method',
  SmsApplicationSid: 'sms_application_sid',
};

function newRow(owned: OwnedNumber): PhoneNumberRow {
  return {
    sid: newSid('PN'),
    friendly_name: owned.phone_number,
    voice_url: '',
    voice_method: 'POST',
    voice_fallback_url: '',
    voice_fallback_method: 'POST',
    voice_application_sid: '',
    voice_receive_mode: 'voice',
    trunk_sid: '',
    status_callback: '',
    status_callback_method: 'POST',
    sms_url: '',
    sms_method: 'POST',
    sms_fallback_url: '',
    sms_fallback_method: 'POST',
    sms_application_sid: '',
    ...owned,
  };
}

function readChanges(form: Form): Partial<PhoneNumberRow> {
  const changes: Partial<PhoneNumberRow> = {};
  for (const [field, column] of Object.entries(FIELDS)) {
    const value = form.get(field);
    if (value === undefined) continue;
    if (/(url|callback)$/.test(column) && value !== '' && !URL.canParse(value)) {
      throw new ApiError(400, 21502, `${field} is not a valid URL: ${value}`);
    }
    changes[column] = value;
  }
  // An application and a trunk exclude each other; the one set last wins.
  if (changes.voice_application_sid) changes.trunk_sid = '';
  else if (changes.trunk_sid) changes.voice_application_sid = '';
  return changes;
}

/** The account's numbers; a changed voice address is where the carrier's next call goes. */
export class PhoneNumbers {
  readonly rows: PhoneNumberRow[];
  readonly #account: Account;

  constructor(account: Account, owned: readonly OwnedNumber[]) {
    this.#account = account;
    this.rows = owned.map(newRow);
    for (const row of this.rows) this.#route(row);
  }

  /** `PhoneNumber` matches any part of a number, as the API does: the client must check equality. */
  list(request: ApiRequest): ApiAnswer {
    const wanted = request.form.get('PhoneNumber')?.replace(/[^\d]/g, '') ?? '';
    const name = request.form.get('FriendlyName');
    const rows = this.rows.filter(
      (row) => row.phone_number.includes(wanted) && (name === undefined || row.friendly_name === name),
    );
    return toPage(
      request,
      'incoming_phone_numbers',
      rows.map((row) => this.#toJson(row)),
    );
  }

  fetch(request: ApiRequest): ApiAnswer {
    return { status: 200, body: this.#toJson(this.#find(request)) };
  }

  update(request: ApiRequest): ApiAnswer {
    const row = Object.assign(this.#find(request), readChanges(request.form));
    this.#route(row);
    return { status: 200, body: this.#toJson(row) };
  }

  /** Only by `PN…`: a phone number in the path is not found. */
  #find(request: ApiRequest): PhoneNumberRow {
    const row = this.rows.find(({ sid }) => sid === request.sids[0]);
    if (row === undefined) throw notFound(request.path);
    return row;
  }

  /** The voice address is ignored while an application or a trunk is set. */
  #route(row: PhoneNumberRow): void {
    if (row.voice_url === '' || row.voice_application_sid !== '' || row.trunk_sid !== '') return;
    this.#account.carrier?.setNumber(row.phone_number, {
      voiceUrl: row.voice_url,
      ...(row.voice_fallback_url === '' ? {} : { voiceFallbackUrl: row.voice_fallback_url }),
      ...(row.status_callback === '' ? {} : { statusCallback: row.status_callback }),
    });
  }

  #toJson(row: PhoneNumberRow): object {
    const emptyAsNull = (text: string) => (text === '' ? null : text);
    return {
      ...row,
      account_sid: this.#account.accountSid,
      api_version: '2010-04-01',
      voice_application_sid: emptyAsNull(row.voice_application_sid),
      trunk_sid: emptyAsNull(row.trunk_sid),
      sms_application_sid: emptyAsNull(row.sms_application_sid),
      capabilities: { voice: true, sms: true, mms: true, fax: false },
      address_requirements: 'none',
      beta: false,
      origin: 'twilio',
      status: 'in-use',
      uri: `${this.#account.rootPath}/IncomingPhoneNumbers/${row.sid}.json`,
    };
  }
}

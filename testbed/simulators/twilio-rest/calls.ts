import type { CarrierCall, OutgoingCall } from '../carrier/index.ts';
import { ApiError, notFound } from './api-error.ts';
import { type Account, type ApiAnswer, type ApiRequest, type Form, toPage } from './api-request.ts';
import { readOutgoingRequest } from './outgoing-request.ts';
import { toRecordingJson } from './recordings.ts';

const MAX_TWIML_CHARACTERS = 4000;

function notInProgress(deed: string): ApiError {
  return new ApiError(400, 21220, `Call is not in-progress. Cannot ${deed}.`);
}

const TRACKS = ['inbound_track', 'outbound_track', 'both_tracks'] as const;
const isTrack = (word: string): word is (typeof TRACKS)[number] => TRACKS.some((track) => track === word);

type AnyCall = CarrierCall | OutgoingCall;

function toCallJson(call: AnyCall, account: Account): object {
  const uri = `${account.rootPath}/Calls/${call.callSid}`;
  return {
    sid: call.callSid,
    account_sid: account.accountSid,
    api_version: '2010-04-01',
    from: call.from,
    to: call.to,
    status: call.status,
    direction: 'direction' in call ? call.direction : 'inbound',
    start_time: call.startedAt.toUTCString(),
    end_time: call.endedAt?.toUTCString() ?? null,
    duration: call.endedAt === null ? null : String(Math.ceil(call.nowMs() / 1000)),
    price: null,
    price_unit: 'USD',
    answered_by: 'answeredBy' in call ? call.answeredBy : null,
    forwarded_from: null,
    parent_call_sid: null,
    caller_name: null,
    group_sid: null,
    phone_number_sid: null,
    trunk_sid: null,
    queue_time: '0',
    annotation: null,
    date_created: call.startedAt.toUTCString(),
    date_updated: (call.endedAt ?? call.startedAt).toUTCString(),
    uri: `${uri}.json`,
    subresource_uris: { recordings: `${uri}/Recordings.json` },
  };
}

/** Ends the call, or cuts its running TwiML off for another one. */
function change(call: AnyCall, form: Form): void {
  const [status, twiml, url] = [form.get('Status'), form.get('Twiml'), form.get('Url')];
  const method = form.get('Method')?.toUpperCase() === 'GET' ? 'GET' : 'POST';
  if ([status, twiml, url].filter((field) => field !== undefined).length !== 1) {
    throw new ApiError(400, 20001, 'Exactly one of Status, Twiml and Url is needed');
  }
  if (status !== undefined) return end(call, status);
  if ((twiml ?? '').length > MAX_TWIML_CHARACTERS) {
    throw new ApiError(400, 20001, 'Twiml is longer than 4000 characters');
  }
  const script = twiml === undefined ? { url: url ?? '', method: method as 'GET' | 'POST' } : { twiml };
  if (!('redirect' in call))
    throw new ApiError(400, 20001, 'Redirecting a call made by REST is not simulated');
  if (!call.redirect(script)) throw notInProgress('redirect');
}

function end(call: AnyCall, status: string): void {
  if (status !== 'completed' && status !== 'canceled') {
    throw new ApiError(400, 20001, `Status ${status} cannot be set`);
  }
  const isChangeable =
    status === 'completed' ? call.endedAt === null : ['queued', 'ringing'].includes(call.status);
  if (!isChangeable) throw notInProgress('end');
  call.hangUp();
}

/** Live calls of the carrier, as the API shows and changes them. */
export class Calls {
  readonly #account: Account;

  constructor(account: Account) {
    this.#account = account;
  }

  list(request: ApiRequest): ApiAnswer {
    const { form } = request;
    const [to, from, status] = [form.get('To'), form.get('From'), form.get('Status')];
    const calls = [...(this.#account.carrier?.calls.values() ?? [])].filter(
      (call) =>
        (to === undefined || call.to === to) &&
        (from === undefined || call.from === from) &&
        (status === undefined || call.status === status),
    );
    return toPage(
      request,
      'calls',
      calls.map((call) => toCallJson(call, this.#account)),
    );
  }

  fetch(request: ApiRequest): ApiAnswer {
    return { status: 200, body: toCallJson(this.#findAny(request), this.#account) };
  }

  create(request: ApiRequest): ApiAnswer {
    const asked = readOutgoingRequest(request.form);
    const call = this.#account.carrier?.makeCall(asked);
    if (call === undefined) throw new ApiError(400, 21216, 'Account not allowed to call anybody from here');
    return { status: 201, body: toCallJson(call, this.#account) };
  }

  update(request: ApiRequest): ApiAnswer {
    const call = this.#findAny(request);
    change(call, request.form);
    return { status: 200, body: toCallJson(call, this.#account) };
  }

  startRecording(request: ApiRequest): ApiAnswer {
    const call = this.#find(request);
    const { form } = request;
    const channels = form.get('RecordingChannels') === 'dual' ? 2 : 1;
    const statusCallback = form.get('RecordingStatusCallback');
    const statusCallbackMethod = form.get('RecordingStatusCallbackMethod') === 'GET' ? 'GET' : 'POST';
    const events = form.list('RecordingStatusCallbackEvent');
    // Accepted, but every recording here holds both tracks untrimmed.
    form.get('RecordingTrack');
    form.get('Trim');
    if (call.status !== 'in-progress') {
      throw new ApiError(400, 21220, 'Requested resource is not eligible for recording');
    }
    const recording = call.startRecording({
      source: 'StartCallRecordingAPI',
      channels,
      statusCallbackMethod,
      ...(statusCallback === undefined ? {} : { statusCallback }),
      ...(events.length === 0 ? {} : { statusCallbackEvents: events }),
    });
    return { status: 201, body: toRecordingJson(recording, this.#account) };
  }

  stopRecording(request: ApiRequest): ApiAnswer {
    const call = this.#find(request);
    const [, sid] = request.sids;
    const running = call.recordings.filter(({ status }) => status === 'in-progress');
    const recording = running.find((one) => one.sid === sid || sid === 'Twilio.CURRENT');
    if (recording === undefined) throw notFound(request.path);
    if (request.form.get('Status') !== 'stopped') {
      throw new ApiError(400, 20001, 'Only Status=stopped is simulated');
    }
    recording.finish();
    return { status: 200, body: toRecordingJson(recording, this.#account) };
  }

  startTranscription(request: ApiRequest): ApiAnswer {
    const call = this.#find(request);
    const { form } = request;
    const statusCallback = form.get('StatusCallbackUrl');
    const track = form.get('Track') ?? 'both_tracks';
    // Accepted, and without effect on what the test puts in.
    for (const field of ['Name', 'StatusCallbackMethod', 'PartialResults', 'EnableAutomaticPunctuation'])
      form.get(field);
    if (statusCallback === undefined || !isTrack(track))
      throw new ApiError(400, 20001, 'Track and StatusCallbackUrl are needed');
    if (call.status !== 'in-progress') throw notInProgress('transcribe');
    const { sid } = call.startTranscription({ track, statusCallback });
    const { accountSid } = this.#account;
    const body = { sid, account_sid: accountSid, call_sid: call.callSid, status: 'in-progress' };
    return { status: 201, body };
  }

  #findAny(request: ApiRequest): AnyCall {
    const made = this.#account.carrier?.outgoing.find(({ callSid }) => callSid === request.sids[0]);
    return made ?? this.#find(request);
  }

  #find(request: ApiRequest): CarrierCall {
    const call = this.#account.carrier?.calls.get(request.sids[0] ?? '');
    if (call === undefined) throw notFound(request.path);
    return call;
  }
}

import { VendorError } from '@afterhourfix/foundation';
import { type PhoneNumber, readPhoneNumber } from '@afterhourfix/vocabulary';
import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import type { CallListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/call.js';
import { toTextFailure } from './text-failures.ts';

const DEFAULT_API_URL = 'https://api.twilio.com';
const REQUEST_TIMEOUT_MS = 10_000;
const GONE = 404;
/** The call is over, or not answered yet (twilio.com/docs/api/errors/21220). */
const NOT_IN_PROGRESS = 21_220;
const PASSING_STATUSES = [401, 403, 429];

/** Sends `https://api.twilio.com/…` to another base URL, so that a simulator is configuration and never code. */
class RebasedRequestClient extends twilio.RequestClient {
  readonly #apiUrl: string;

  constructor(apiUrl: string) {
    super({ timeout: REQUEST_TIMEOUT_MS });
    this.#apiUrl = apiUrl.replace(/\/$/, '');
  }

  override request<Body>(options: RequestClient.RequestOptions<Body>) {
    return super.request<Body>({ ...options, uri: options.uri.replace(DEFAULT_API_URL, this.#apiUrl) });
  }
}

export interface OwnedNumber {
  number: PhoneNumber;
  sid: string;
  /** Where Twilio asks when a call comes in. */
  voiceUrl: string;
}

/** A call to somebody, who then hears the TwiML of `scriptUrl`; its end is told to `endedUrl`, answered or not. */
export interface CallToMake {
  to: PhoneNumber;
  from: PhoneNumber;
  scriptUrl: string;
  endedUrl: string;
  ringSeconds: number;
  /** From the answer. */
  limitSeconds: number;
  /** `greeting-end` waits for the tone of a machine; `answer` tells as soon as it can; null takes anybody for a person. */
  machineDetection: 'answer' | 'greeting-end' | null;
  /** Dialled after the answer; `w` waits half a second. */
  digits?: string | undefined;
}

/** The part of Twilio's REST API that we use. Every failure is a `VendorError`. */
export interface TwilioRest {
  /** `statusUrl` is told how it goes on. */
  sendTextMessage(message: {
    from: PhoneNumber;
    to: PhoneNumber;
    body: string;
    statusUrl?: string | undefined;
  }): Promise<{ sid: string }>;
  makeCall(call: CallToMake): Promise<{ callSid: string }>;
  /** While it rings too; a call that is over is no failure. */
  endCall(call: { callSid: string }): Promise<void>;
  /** Cuts its TwiML off for that of the address; a call that is over is no failure. */
  redirectCall(call: { callSid: string; scriptUrl: string }): Promise<void>;
  /** Both sides, one channel each, told to `reportUrl`; a call that is over is no failure. */
  startRecording(recording: { callSid: string; reportUrl: string }): Promise<void>;
  /** Turns what both sides say into text, told to `reportUrl` as it is said; a call that is over is no failure. */
  startTranscription(transcription: { callSid: string; reportUrl: string }): Promise<void>;
  /** All numbers of the account. */
  listPhoneNumbers(): Promise<OwnedNumber[]>;
  /** Of a call that is still there; one that ended or is unknown is no failure. */
  stopRecording(recording: { callSid: string; recordingSid: string }): Promise<void>;
  /** Sound and metadata; one that is gone already is no failure. */
  deleteRecording(recording: { recordingSid: string }): Promise<void>;
}

export function createTwilioRest(settings: {
  accountSid: string;
  authToken: string;
  apiUrl?: string | undefined;
}): TwilioRest {
  const client = twilio(settings.accountSid, settings.authToken, {
    httpClient: new RebasedRequestClient(settings.apiUrl ?? DEFAULT_API_URL),
  });
  return {
    async sendTextMessage({ from, to, body, statusUrl }) {
      try {
        const report = statusUrl === undefined ? {} : { statusCallback: statusUrl };
        const message = await client.messages.create({ from, to, body, ...report });
        return { sid: message.sid };
      } catch (error) {
        throw toVendorError(error);
      }
    },
    async makeCall(call) {
      try {
        const made = await client.calls.create(toCallOptions(call));
        return { callSid: made.sid };
      } catch (error) {
        throw toVendorError(error);
      }
    },
    endCall: ({ callSid }) => unlessGone(client.calls(callSid).update({ status: 'completed' })),
    redirectCall: ({ callSid, scriptUrl }) =>
      unlessGone(client.calls(callSid).update({ url: scriptUrl, method: 'POST' })),
    startRecording: ({ callSid, reportUrl }) =>
      unlessGone(
        client.calls(callSid).recordings.create({
          recordingChannels: 'dual',
          recordingTrack: 'both',
          recordingStatusCallback: reportUrl,
          recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'],
        }),
      ),
    startTranscription: ({ callSid, reportUrl }) =>
      unlessGone(
        client.calls(callSid).transcriptions.create({
          track: 'both_tracks',
          statusCallbackUrl: reportUrl,
          statusCallbackMethod: 'POST',
          partialResults: false,
          enableAutomaticPunctuation: true,
        }),
      ),
    async listPhoneNumbers() {
      try {
        return (await client.incomingPhoneNumbers.list()).flatMap(({ phoneNumber, sid, voiceUrl }) => {
          const number = readPhoneNumber(phoneNumber);
          return number ? [{ number, sid, voiceUrl }] : [];
        });
      } catch (error) {
        throw toVendorError(error);
      }
    },
    stopRecording: ({ callSid, recordingSid }) =>
      unlessGone(client.calls(callSid).recordings(recordingSid).update({ status: 'stopped' })),
    deleteRecording: ({ recordingSid }) => unlessGone(client.recordings(recordingSid).remove()),
  };
}

const DETECTIONS = { answer: 'Enable', 'greeting-end': 'DetectMessageEnd' } as const;

function toCallOptions(call: CallToMake): CallListInstanceCreateOptions {
  const { to, from, scriptUrl, endedUrl, ringSeconds, limitSeconds, machineDetection, digits } = call;
  return {
    to,
    from,
    url: scriptUrl,
    method: 'POST',
    statusCallback: endedUrl,
    statusCallbackMethod: 'POST',
    statusCallbackEvent: ['completed'],
    timeout: ringSeconds,
    timeLimit: limitSeconds,
    ...(machineDetection && { machineDetection: DETECTIONS[machineDetection] }),
    ...(digits && { sendDigits: digits }),
  };
}

function isGone({ status, code }: { status: number; code?: number | undefined }): boolean {
  return status === GONE || code === NOT_IN_PROGRESS;
}

async function unlessGone(asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof twilio.RestException && isGone(error)) return;
    throw toVendorError(error);
  }
}

/**
 * 429 and 5xx may pass (twilio.com/docs/api/errors/20429), and so may 401 and 403: they speak of the account, which
 * an operator mends. No status at all means that the network failed.
 */
function toVendorError(error: unknown): VendorError {
  const status = error instanceof twilio.RestException ? error.status : null;
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof twilio.RestException ? (error.code ?? null) : null;
  return new VendorError('twilio', message, {
    isRetryable: status === null || PASSING_STATUSES.includes(status) || status >= 500,
    vendorCode: code === null ? null : String(code),
    reason: code === null ? null : toTextFailure(code),
    cause: error,
  });
}

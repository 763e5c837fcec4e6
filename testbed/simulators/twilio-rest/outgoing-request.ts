import type { CarrierSimulator, OutgoingEvent } from '../carrier/index.ts';
import { ApiError } from './api-error.ts';
import type { Form } from './api-request.ts';

type OutgoingRequest = Parameters<CarrierSimulator['makeCall']>[0];

const E164 = /^\+[1-9]\d{6,14}$/;
const MAX_RING_SECONDS = 600;
const MAX_CALL_SECONDS = 14_400;
const DETECTIONS = ['Enable', 'DetectMessageEnd'] as const;
const EVENTS = ['initiated', 'ringing', 'answered', 'completed'] as const;

/** `POST Calls.json`, strictly: what Twilio would refuse or ignore is refused. */
export function readOutgoingRequest(form: Form): OutgoingRequest {
  const statusCallback = readUrl(form, 'StatusCallback');
  const url = readUrl(form, 'Url');
  if (url === undefined) throw new ApiError(400, 21205, 'Url parameter is required');
  return {
    to: readNumber(form.get('To'), 21211),
    from: readNumber(form.get('From'), 21212),
    url,
    method: readMethod(form.get('Method')),
    ...(statusCallback !== undefined && { statusCallback }),
    statusCallbackEvents: readEvents(form),
    ringSeconds: readSeconds(form.get('Timeout'), 60, MAX_RING_SECONDS),
    limitSeconds: readSeconds(form.get('TimeLimit'), MAX_CALL_SECONDS, MAX_CALL_SECONDS),
    machineDetection: readDetection(form),
    sendDigits: readDigits(form.get('SendDigits') ?? ''),
  };
}

function readNumber(number: string | undefined, code: number): string {
  if (number === undefined || !E164.test(number)) throw new ApiError(400, code, `Invalid number ${number}`);
  return number;
}

function readUrl(form: Form, name: string): string | undefined {
  const url = form.get(name);
  if (url !== undefined && !/^https?:\/\//.test(url)) throw new ApiError(400, 21205, `${name} is not a URL`);
  return url;
}

function readMethod(method: string | undefined): 'GET' | 'POST' {
  return method?.toUpperCase() === 'GET' ? 'GET' : 'POST';
}

/** A repeated field for calls: a value with spaces is no event. */
function readEvents(form: Form): OutgoingEvent[] {
  readMethod(form.get('StatusCallbackMethod'));
  const names = form.all('StatusCallbackEvent');
  const events = EVENTS.filter((event) => names.includes(event));
  if (events.length !== new Set(names).size) throw new ApiError(400, 21626, `Bad events ${names.join('; ')}`);
  return events.length === 0 ? ['completed'] : events;
}

function readSeconds(text: string | undefined, whenLeftOut: number, most: number): number {
  const seconds = Number(text ?? whenLeftOut);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > most)
    throw new ApiError(400, 20001, `${text} is no number of seconds`);
  return seconds;
}

function readDetection(form: Form): OutgoingRequest['machineDetection'] {
  const asked = form.get('MachineDetection');
  if (asked === undefined) return null;
  const known = DETECTIONS.find((detection) => detection === asked);
  if (known === undefined) throw new ApiError(400, 20001, `MachineDetection ${asked} is unknown`);
  readSeconds(form.get('MachineDetectionTimeout'), 30, 59);
  return known;
}

function readDigits(digits: string): string {
  if (!/^[\dw*#]{0,32}$/.test(digits))
    throw new ApiError(400, 20001, `SendDigits ${digits} cannot be dialled`);
  return digits;
}

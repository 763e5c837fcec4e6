import { clientEventShapes } from './client-event-shape.ts';
import { isJsonObject } from './shape.ts';
import { clientMistake, type VendorRefusal } from './vendor-error.ts';
import type { ClientEvent } from './wire-types.ts';

export type ReadClientEvent =
  | { ok: true; event: ClientEvent }
  | { ok: false; refusal: VendorRefusal; eventId: string | null; received: unknown };

function refused(problem: VendorRefusal, received: unknown): ReadClientEvent {
  const eventId = isJsonObject(received) ? received.event_id : null;
  return { ok: false, refusal: problem, eventId: typeof eventId === 'string' ? eventId : null, received };
}

function parseJson(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch {
    return undefined;
  }
}

/** Reads one text frame as strictly as the vendor: unknown events and unknown fields are refused. */
export function readClientEvent(frame: string): ReadClientEvent {
  const json = parseJson(frame);
  if (!isJsonObject(json))
    return refused(
      clientMistake('invalid_event', 'Could not parse the event: expected a JSON object.'),
      frame.slice(0, 200),
    );
  const type = json.type;
  if (typeof type !== 'string')
    return refused(
      clientMistake('missing_required_parameter', "Missing required parameter: 'type'.", 'type'),
      json,
    );
  const shape = Object.hasOwn(clientEventShapes, type) ? clientEventShapes[type] : undefined;
  if (!shape) {
    const supported = Object.keys(clientEventShapes)
      .map((name) => `'${name}'`)
      .join(', ');
    return refused(
      clientMistake('unknown_event', `Invalid value: '${type}'. Supported values are: ${supported}.`, 'type'),
      json,
    );
  }
  const problem = shape(json, '');
  if (problem) return refused(problem, json);
  // The shape just vouched for every field of this event type.
  return { ok: true, event: json as ClientEvent };
}

/** Events come as text frames only. */
export function refuseBinaryFrame(): ReadClientEvent {
  return refused(clientMistake('invalid_event', 'Binary frames are not supported.'), '(binary)');
}

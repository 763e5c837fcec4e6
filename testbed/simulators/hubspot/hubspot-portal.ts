/** The properties that an account has without anybody's doing; any other is refused, as HubSpot does. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  contacts: ['firstname', 'lastname', 'phone', 'email', 'address', 'city', 'state', 'zip'],
  meetings: [
    'hs_timestamp',
    'hs_meeting_title',
    'hs_meeting_body',
    'hs_meeting_start_time',
    'hs_meeting_end_time',
    'hs_meeting_location',
    'hs_meeting_outcome',
    'hs_meeting_external_url',
  ],
  calls: [
    'hs_timestamp',
    'hs_call_title',
    'hs_call_body',
    'hs_call_direction',
    'hs_call_duration',
    'hs_call_from_number',
    'hs_call_to_number',
    'hs_call_status',
    'hs_call_external_id',
  ],
};
const REQUIRED: Readonly<Record<string, string>> = { meetings: 'hs_timestamp', calls: 'hs_timestamp' };
const WORDS: Readonly<Record<string, readonly string[]>> = {
  hs_meeting_outcome: ['SCHEDULED', 'COMPLETED', 'RESCHEDULED', 'NO_SHOW', 'CANCELED'],
  hs_call_direction: ['INBOUND', 'OUTBOUND'],
  hs_call_status: [
    'BUSY',
    'CANCELED',
    'COMPLETED',
    'CONNECTING',
    'FAILED',
    'IN_PROGRESS',
    'NO_ANSWER',
    'QUEUED',
  ],
};
/** To contacts, by the type of the other object. */
const ASSOCIATION_TYPES: Readonly<Record<string, number>> = { calls: 194, meetings: 200 };

export interface HubSpotObject {
  id: string;
  type: string;
  properties: Record<string, string>;
  /** Ids of contacts. */
  contacts: string[];
}

export interface Answer {
  status: number;
  body: unknown;
}

export function refuse(status: number, category: string, message: string): Answer {
  const correlationId = 'aeb5f871-7f07-4993-9211-075dc63e7cbf';
  return { status, body: { status: 'error', message, correlationId, category } };
}

/** Contacts, meetings and calls of one account, as strict with its properties as HubSpot is. */
export class HubSpotPortal {
  readonly objects: HubSpotObject[] = [];
  #nextId = 101;

  list(type: string): Answer {
    return {
      status: 200,
      body: { results: this.objects.filter((object) => object.type === type).map(toJson) },
    };
  }

  create(type: string, body: Record<string, unknown>): Answer {
    const properties = toProperties(body.properties);
    const required = REQUIRED[type];
    const fault = findFault(type, properties);
    if (fault) return refuse(400, 'VALIDATION_ERROR', fault);
    if (required && !properties[required])
      return refuse(400, 'VALIDATION_ERROR', `required property ${required} is missing`);
    const associations = Array.isArray(body.associations) ? body.associations : [];
    const asked = associations.map((association) => toContactId(type, association));
    const contacts = asked.filter((id) => id !== null);
    if (contacts.length < asked.length) return refuse(400, 'VALIDATION_ERROR', 'invalid association');
    if (!contacts.every((id) => this.#find('contacts', id)))
      return refuse(404, 'OBJECT_NOT_FOUND', 'one associated object does not exist');
    const object = { id: String(this.#nextId++), type, properties, contacts };
    this.objects.push(object);
    return { status: 201, body: toJson(object) };
  }

  update(type: string, { id, body }: { id: string; body: Record<string, unknown> }): Answer {
    const properties = toProperties(body.properties);
    const object = this.#find(type, id);
    if (!object) return refuse(404, 'OBJECT_NOT_FOUND', 'resource not found');
    const fault = findFault(type, properties);
    if (fault) return refuse(400, 'VALIDATION_ERROR', fault);
    Object.assign(object.properties, properties);
    return { status: 200, body: toJson(object) };
  }

  search(type: string, body: Record<string, unknown>): Answer {
    const filter = readFilter(body);
    if (!filter) return refuse(400, 'VALIDATION_ERROR', 'filterGroups are invalid');
    const found = this.objects.filter(
      (object) => object.type === type && object.properties[filter.propertyName] === filter.value,
    );
    return { status: 200, body: { total: found.length, results: found.slice(0, 10).map(toJson) } };
  }

  /** 204 as the vendor documents, also for a contact that is not there. */
  erase(body: Record<string, unknown>): Answer {
    if (typeof body.objectId !== 'string') return refuse(400, 'VALIDATION_ERROR', 'objectId is missing');
    this.forget(body.objectId);
    return { status: 204, body: null };
  }

  forget(id: string): void {
    const place = this.objects.findIndex((object) => object.id === id);
    if (place >= 0) this.objects.splice(place, 1);
  }

  #find(type: string, id: string): HubSpotObject | undefined {
    return this.objects.find((object) => object.type === type && object.id === id);
  }
}

function findFault(type: string, properties: Record<string, unknown>): string | null {
  for (const [name, value] of Object.entries(properties)) {
    if (!KNOWN[type]?.includes(name)) return `Property "${name}" does not exist`;
    if (typeof value !== 'string') return `"${name}" is no string`;
    if (WORDS[name] && !WORDS[name].includes(value)) return `${value} was not one of the allowed options`;
  }
  return null;
}

function toProperties(value: unknown): Record<string, string> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function toContactId(type: string, association: unknown): string | null {
  const read = JSON.parse(JSON.stringify(association));
  const [kind] = Array.isArray(read?.types) ? read.types : [];
  const isRight =
    kind?.associationCategory === 'HUBSPOT_DEFINED' && kind?.associationTypeId === ASSOCIATION_TYPES[type];
  return isRight && typeof read?.to?.id === 'string' ? read.to.id : null;
}

function readFilter(body: Record<string, unknown>): { propertyName: string; value: string } | null {
  const [group] = Array.isArray(body.filterGroups) ? body.filterGroups : [];
  const [filter] = Array.isArray(group?.filters) ? group.filters : [];
  return filter?.operator === 'EQ' ? { propertyName: filter.propertyName, value: filter.value } : null;
}

function toJson({ id, properties }: HubSpotObject): object {
  const at = '2026-11-23T08:00:00.000Z';
  return { id, properties, createdAt: at, updatedAt: at, archived: false };
}

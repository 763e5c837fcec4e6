import type { CarrierSimulator } from '../carrier/index.ts';

/** A form of which every field can be there several times; fields nobody asked for are reported. */
export class Form {
  readonly #fields: URLSearchParams;
  readonly #read = new Set<string>();

  constructor(fields: URLSearchParams) {
    this.#fields = fields;
  }

  get(name: string): string | undefined {
    this.#read.add(name);
    return this.#fields.get(name) ?? undefined;
  }

  /** Values of a repeated field, or of one with spaces between them. */
  list(name: string): string[] {
    this.#read.add(name);
    return this.#fields.getAll(name).flatMap((value) => value.split(' ').filter((part) => part !== ''));
  }

  /** Values of a repeated field, each as it is. */
  all(name: string): string[] {
    this.#read.add(name);
    return this.#fields.getAll(name);
  }

  /** Names that no handler knows: misspelt, or not simulated. */
  listUnread(): string[] {
    return [...new Set(this.#fields.keys())].filter((name) => !this.#read.has(name));
  }
}

export interface ApiRequest {
  method: string;
  /** Without the query. */
  path: string;
  /** Query of a GET, body of a POST. */
  form: Form;
  /** Parts of the path that name a resource. */
  sids: readonly string[];
}

export interface ApiAnswer {
  status: number;
  /** JSON when an object. */
  body: object | Uint8Array | null;
  contentType?: string;
}

/** What every resource needs to know. */
export interface Account {
  accountSid: string;
  authToken: string;
  carrier: CarrierSimulator | null;
  /** Path below which all resources lie. */
  rootPath: string;
}

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

/** One page of a list, in the API's envelope. */
export function toPage(request: ApiRequest, listName: string, items: readonly object[]): ApiAnswer {
  const size = Number(request.form.get('PageSize') ?? DEFAULT_PAGE_SIZE);
  const pageSize = Math.min(MAX_PAGE_SIZE, Math.max(1, size));
  const page = Number(request.form.get('Page') ?? 0);
  const toUri = (index: number) => `${request.path}?PageSize=${pageSize}&Page=${index}`;
  const start = page * pageSize;
  const hasMore = start + pageSize < items.length;
  return {
    status: 200,
    body: {
      [listName]: items.slice(start, start + pageSize),
      page,
      page_size: pageSize,
      start,
      end: Math.max(start, Math.min(items.length, start + pageSize) - 1),
      uri: toUri(page),
      first_page_uri: toUri(0),
      next_page_uri: hasMore ? toUri(page + 1) : null,
      previous_page_uri: page > 0 ? toUri(page - 1) : null,
    },
  };
}

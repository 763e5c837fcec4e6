import { badRequest } from './api-error.ts';

export type Json = Record<string, unknown>;

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Fields of a body or a query of which every one must be known: those that nobody read are reported. */
export class Fields {
  readonly #values: Json;
  readonly #read = new Set<string>();

  constructor(values: Json) {
    this.#values = values;
  }

  get(name: string): unknown {
    this.#read.add(name);
    return this.#values[name];
  }

  text(name: string): string {
    const value = this.textOrNull(name);
    if (value === null) throw badRequest(`${name} must be a string`);
    return value;
  }

  textOrNull(name: string): string | null {
    const value = this.get(name);
    if (value === undefined) return null;
    if (typeof value !== 'string') throw badRequest(`${name} must be a string`);
    return value;
  }

  /** A JSON number, or digits of a query. */
  number(name: string): number {
    const value = this.get(name);
    const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || Number.isNaN(number)) throw badRequest(`${name} must be a number`);
    return number;
  }

  /** UTC, as the API demands it. */
  instant(name: string): Date {
    const text = this.text(name);
    const instant = new Date(text);
    if (!/^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(text) || Number.isNaN(instant.getTime()))
      throw badRequest(`${name} must be a valid ISO 8601 date string in UTC`);
    return instant;
  }

  record(name: string): Json {
    const value = this.get(name);
    if (!isRecord(value)) throw badRequest(`${name} must be an object`);
    return value;
  }

  listUnread(): string[] {
    return Object.keys(this.#values).filter((name) => !this.#read.has(name));
  }
}

export interface ApiRequest {
  method: string;
  path: string;
  query: Fields;
  body: Fields;
  /** Parts of the path that name a resource. */
  ids: readonly string[];
}

export interface ApiAnswer {
  status: number;
  body: object;
}

export interface Route {
  method: string;
  pattern: RegExp;
  /** Null where none is asked for. */
  version: string | null;
  answer: (request: ApiRequest) => ApiAnswer;
}

export const success = (data: unknown, status = 200): ApiAnswer => ({
  status,
  body: { status: 'success', data },
});

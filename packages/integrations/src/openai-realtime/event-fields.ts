import { isBase64Text } from '../base64-text.ts';

export type Json = Record<string, unknown>;

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** These throw TypeError when the field is missing or of another kind: the whole event is malformed then. */
export function text(event: Json, key: string): string {
  const value = event[key];
  if (typeof value !== 'string') throw new TypeError(`${key} is not a string`);
  return value;
}

/** Rubbish must not reach the telephone line: what is no audio makes the event malformed. */
export function base64(event: Json, key: string): string {
  const value = text(event, key);
  const bytes = Buffer.from(value, 'utf8');
  if (value !== '' && !isBase64Text(bytes, 0, bytes.length)) throw new TypeError(`${key} is not base64`);
  return value;
}

export function number(event: Json, key: string): number {
  const value = event[key];
  if (typeof value !== 'number') throw new TypeError(`${key} is not a number`);
  return value;
}

export function record(event: Json, key: string): Json {
  const value = event[key];
  if (!isRecord(value)) throw new TypeError(`${key} is not an object`);
  return value;
}

export function textOrNull(event: Json, key: string): string | null {
  const value = event[key];
  return typeof value === 'string' ? value : null;
}

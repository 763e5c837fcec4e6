import { clientMistake, type VendorRefusal } from './vendor-error.ts';

/** Says what is wrong with a value found at `param`, in the vendor's words, or null. */
export type Shape = (value: unknown, param: string) => VendorRefusal | null;

export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function nameOfType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  return Number.isInteger(value) ? 'an integer' : `a ${typeof value}`;
}

function wrongType(param: string, expected: string, value: unknown): VendorRefusal {
  const message = `Invalid type for '${param}': expected ${expected}, but got ${nameOfType(value)} instead.`;
  return clientMistake('invalid_type', message, param);
}

export function invalidValue(param: string, value: unknown, supported: string): VendorRefusal {
  return clientMistake('invalid_value', `Invalid value: '${String(value)}'. ${supported}`, param);
}

export const text =
  (maxLength = Number.POSITIVE_INFINITY): Shape =>
  (value, param) => {
    if (typeof value !== 'string') return wrongType(param, 'a string', value);
    if (value.length <= maxLength) return null;
    const message = `Invalid '${param}': string too long. Expected a string with maximum length ${maxLength}, but got a string with length ${value.length} instead.`;
    return clientMistake('string_above_max_length', message, param);
  };

export const flag: Shape = (value, param) =>
  typeof value === 'boolean' ? null : wrongType(param, 'a boolean', value);

export const anyObject: Shape = (value, param) =>
  isJsonObject(value) ? null : wrongType(param, 'an object', value);

export const decimal =
  (minimum: number, maximum: number): Shape =>
  (value, param) => {
    if (typeof value !== 'number') return wrongType(param, 'a decimal', value);
    if (value >= minimum && value <= maximum) return null;
    return invalidValue(param, value, `Expected a value between ${minimum} and ${maximum}.`);
  };

export const integer =
  (minimum: number, maximum: number): Shape =>
  (value, param) =>
    Number.isInteger(value) ? decimal(minimum, maximum)(value, param) : wrongType(param, 'an integer', value);

export const oneOf =
  (...allowed: readonly (string | number)[]): Shape =>
  (value, param) => {
    if (typeof value !== 'string' && typeof value !== 'number') return wrongType(param, 'a string', value);
    if (allowed.includes(value)) return null;
    return invalidValue(
      param,
      value,
      `Supported values are: ${allowed.map((one) => `'${one}'`).join(', ')}.`,
    );
  };

export const orNull =
  (shape: Shape): Shape =>
  (value, param) =>
    value === null ? null : shape(value, param);

export const list =
  (shape: Shape): Shape =>
  (value, param) => {
    if (!Array.isArray(value)) return wrongType(param, 'an array', value);
    for (const [index, entry] of value.entries()) {
      const problem = shape(entry, `${param}[${index}]`);
      if (problem) return problem;
    }
    return null;
  };

const memberOf = (param: string, name: string): string => (param === '' ? name : `${param}.${name}`);

/** An object with these fields and no others; names in `required` must be there. */
export const record =
  (fields: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape =>
  (value, param) => {
    if (!isJsonObject(value)) return wrongType(param, 'an object', value);
    for (const name of required) {
      if (value[name] !== undefined) continue;
      const missing = memberOf(param, name);
      return clientMistake(
        'missing_required_parameter',
        `Missing required parameter: '${missing}'.`,
        missing,
      );
    }
    for (const [name, entry] of Object.entries(value)) {
      const path = memberOf(param, name);
      const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (!shape) return clientMistake('unknown_parameter', `Unknown parameter: '${path}'.`, path);
      const problem = shape(entry, path);
      if (problem) return problem;
    }
    return null;
  };

/** An object whose field `key` says which of the shapes it has. */
export const variants =
  (key: string, shapes: Readonly<Record<string, Shape>>): Shape =>
  (value, param) => {
    if (!isJsonObject(value)) return wrongType(param, 'an object', value);
    const path = memberOf(param, key);
    const kind = value[key];
    if (kind === undefined)
      return clientMistake('missing_required_parameter', `Missing required parameter: '${path}'.`, path);
    const problem = oneOf(...Object.keys(shapes))(kind, path);
    if (problem) return problem;
    return shapes[String(kind)]?.(value, param) ?? null;
  };

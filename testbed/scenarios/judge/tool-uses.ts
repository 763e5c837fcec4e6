import { Severity } from '@afterhourfix/vocabulary';
import type { ToolUse } from '../call-record.ts';

type Values = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

/** A severity is right when it is as bad as expected, or worse. */
function matchesSeverity(expected: unknown, given: unknown): boolean {
  const wanted = Severity.safeParse(expected);
  const found = Severity.safeParse(given);
  if (!wanted.success || !found.success) return false;
  return Severity.options.indexOf(found.data) <= Severity.options.indexOf(wanted.data);
}

function matchesValue(name: string, expected: unknown, given: unknown): boolean {
  if (isObject(expected)) {
    if (typeof expected.$regex === 'string')
      return isText(given) && new RegExp(expected.$regex, 'iu').test(String(given));
    if (Array.isArray(expected.$in)) return expected.$in.some((one) => matchesValue(name, one, given));
    if (expected.$absent === true) return given === undefined || given === null;
    return isObject(given) && matchesArguments(expected, given);
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(given) || given.length !== expected.length) return false;
    return expected.every((one, index) => matchesValue(name, one, given[index]));
  }
  if (name === 'severity') return matchesSeverity(expected, given);
  if (typeof expected === 'string' && /At$/.test(name) && typeof given === 'string')
    return Date.parse(expected) === Date.parse(given);
  return expected === given;
}

/** Deep subset: what `expected` does not name may be anything. Instants are compared as instants. */
export function matchesArguments(expected: Values, given: Values): boolean {
  return Object.entries(expected).every(([name, value]) => matchesValue(name, value, given[name]));
}

export function listUses(tools: readonly ToolUse[], name: string): ToolUse[] {
  return tools.filter((tool) => tool.name === name);
}

export function findWorkingUse(tools: readonly ToolUse[], ...names: string[]): ToolUse | null {
  return tools.find(({ name, hasWorked }) => names.includes(name) && hasWorked) ?? null;
}

/** Every value in it, however deep, with the key it stands under. */
export function* walkValues(value: unknown, key = ''): Generator<[key: string, value: unknown]> {
  if (Array.isArray(value)) for (const entry of value) yield* walkValues(entry, key);
  else if (isObject(value)) for (const [name, entry] of Object.entries(value)) yield* walkValues(entry, name);
  else yield [key, value];
}

import { isJsonObject } from '../shape.ts';
import type { FunctionTool } from '../wire-types.ts';

const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();

/** What the receptionist can tell a tool. */
export type KnownValue = string | number | boolean | readonly string[] | null;

function isAllowed(property: unknown, value: KnownValue): boolean {
  if (Array.isArray(value)) return value.length > 0;
  const allowed = isJsonObject(property) ? property.enum : undefined;
  return !Array.isArray(allowed) || allowed.includes(value);
}

/** The known values that a tool's schema asks for and allows, under the names that the schema gives them. */
export function fillArguments(
  tool: FunctionTool,
  known: Readonly<Record<string, KnownValue>>,
): Record<string, KnownValue> {
  const properties = isJsonObject(tool.parameters?.properties) ? tool.parameters.properties : null;
  const filled: Record<string, KnownValue> = {};
  for (const [name, value] of Object.entries(known)) {
    if (value === null) continue;
    const asked = properties ? Object.keys(properties).find((one) => plain(one) === plain(name)) : name;
    if (asked !== undefined && isAllowed(properties?.[asked], value)) filled[asked] = value;
  }
  return filled;
}

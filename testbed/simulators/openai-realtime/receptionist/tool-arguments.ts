import { isJsonObject } from '../shape.ts';
import type { FunctionTool } from '../wire-types.ts';

const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();

function isAllowed(property: unknown, value: string): boolean {
  const allowed = isJsonObject(property) ? property.enum : undefined;
  return !Array.isArray(allowed) || allowed.includes(value);
}

/** The known values that a tool's schema asks for and allows, under the names that the schema gives them. */
export function fillArguments(
  tool: FunctionTool,
  known: Readonly<Record<string, string | null>>,
): Record<string, string> {
  const properties = isJsonObject(tool.parameters?.properties) ? tool.parameters.properties : null;
  const filled: Record<string, string> = {};
  for (const [name, value] of Object.entries(known)) {
    if (value === null) continue;
    const asked = properties ? Object.keys(properties).find((one) => plain(one) === plain(name)) : name;
    if (asked !== undefined && isAllowed(properties?.[asked], value)) filled[asked] = value;
  }
  return filled;
}

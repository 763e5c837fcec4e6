import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const PROJECT_ROOT = resolve(import.meta.dirname, '../..');

/** The vendor's schemas stay out of the project: this is where they lie when somebody has them. */
export function findRealtimeSchema(): string | null {
  const folder = resolve(PROJECT_ROOT, process.env.SPECS_DIR ?? '../shared/specs');
  const path = resolve(folder, 'openai-realtime.schema.json');
  return existsSync(path) ? path : null;
}

export type Direction = 'client' | 'server';

/** What is wrong with an event of this direction; null when it fits. */
export type FindFault = (direction: Direction, event: unknown) => string | null;

export function compileRealtimeSchema(path: string): FindFault {
  const schema = JSON.parse(readFileSync(path, 'utf8'));
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(schema);
  const compile = (name: string) => ajv.compile({ $ref: `${schema.$id}#/$defs/${name}` });
  const validators = { client: compile('RealtimeClientEvent'), server: compile('RealtimeServerEvent') };
  return (direction, event) => {
    const validate = validators[direction];
    return validate(event) ? null : ajv.errorsText(validate.errors, { separator: '; ' }).slice(0, 600);
  };
}

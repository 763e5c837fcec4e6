import { z } from 'zod';

export const Port = z.coerce.number().int().min(0).max(65_535);
export const LogLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']);

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment cannot be used as it is; the message is for the person who starts the program. */
export class EnvironmentFault extends Error {
  override readonly name = 'EnvironmentFault';
}

/**
 * The variables that `schema` names; an empty one counts as left out. Throws one `EnvironmentFault` that lists
 * everything missing or wrong, with the descriptions of the schema, and no values: some are secret.
 */
export function readEnvironment<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  environment: Environment,
): z.output<z.ZodObject<Shape>> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => toFault(schema, { issue, given }));
  throw new EnvironmentFault(
    `The environment is not complete:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
  );
}

/** A configuration that nobody can change by mistake, however deep. */
export function freezeConfig<Config extends object>(config: Config): Readonly<Config> {
  for (const part of Object.values(config))
    if (typeof part === 'object' && part !== null && !Object.isFrozen(part)) freezeConfig(part);
  return Object.freeze(config);
}

function toFault(
  schema: z.ZodObject,
  { issue, given }: { issue: z.core.$ZodIssue; given: Environment },
): string {
  const name = String(issue.path[0] ?? '');
  const meaning = schema.shape[name]?.description;
  const fault = given[name] === undefined ? `${name} is missing` : `${name} is wrong: ${issue.message}`;
  return meaning ? `${fault} (${meaning})` : fault;
}

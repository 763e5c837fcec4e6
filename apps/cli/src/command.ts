import type { DomainContext } from '@afterhourfix/domain';
import { z } from 'zod';
import type { CliConfig } from './config.ts';

export interface CommandCall<Input> {
  ctx: DomainContext;
  input: Input;
  /** The bytes of `--file`; throws `Invalid` without one. */
  file(): Promise<Buffer>;
  config: CliConfig;
}

/** One thing that an owner or an office does. A result with `ok: false` is a refusal, and ends the process with 1; a text is printed as it is. */
export interface Command {
  summary: string;
  input: z.ZodType;
  takesFile: boolean;
  run(call: CommandCall<unknown>): Promise<unknown>;
}

/** Ties the schema of the input to what `run` is given. */
export function defineCommand<Schema extends z.ZodType>(command: {
  summary: string;
  input: Schema;
  takesFile?: boolean;
  run(call: CommandCall<z.output<Schema>>): Promise<unknown>;
}): Command {
  const { summary, input, takesFile = false } = command;
  return {
    summary,
    input,
    takesFile,
    run: (call) => command.run({ ...call, input: input.parse(call.input) }),
  };
}

export const NOTHING = z.strictObject({});

/** As JSON has it: `2026-12-24T18:00:00-05:00`. */
export const Instant = z.iso.datetime({ offset: true });

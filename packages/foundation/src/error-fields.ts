const MAX_CAUSES = 4;
/** Drizzle writes a failed statement and its parameters into message and stack: rows of callers, not for a log. */
const STATEMENT = /Failed query:[\s\S]*?(?=\n\s+at |$)/;

export interface ErrorFields {
  type: string;
  message: string;
  code?: string;
  constraint?: string;
  stack?: string;
  cause?: ErrorFields;
}

/** What a log may hold of an error: no statement, no parameter, no row. */
export function toErrorFields(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error, message: 'a thrown value that is no error' };
  const fields: ErrorFields = { type: error.name, message: withoutStatement(error.message) };
  const { code, constraint } = error as Error & { code?: unknown; constraint?: unknown };
  if (typeof code === 'string') fields.code = code;
  if (typeof constraint === 'string') fields.constraint = constraint;
  if (error.stack) fields.stack = withoutStatement(error.stack);
  if (error.cause instanceof Error && depth < MAX_CAUSES)
    fields.cause = toErrorFields(error.cause, depth + 1);
  return fields;
}

function withoutStatement(text: string): string {
  return text.replace(STATEMENT, 'Failed query');
}

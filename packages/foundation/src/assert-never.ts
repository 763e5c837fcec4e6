/** Ends an exhaustive switch: a new union member becomes a type error here, a stray value a fault. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}

/**
 * Text and JSON that PostgreSQL accepts: speech recognisers and models do send NUL bytes and halves of
 * surrogate pairs, and one of them would make a whole batch unwritable for ever.
 */
export function toStorableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** On one line of a text message: what a caller says must not look like lines of ours. */
export function toStorableLine(text: string): string {
  return toStorableText(text)
    .replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}

export function toStorableJson(value: unknown): unknown {
  if (typeof value === 'string') return toStorableText(value);
  if (Array.isArray(value)) return value.map(toStorableJson);
  if (value === null || typeof value !== 'object' || 'toJSON' in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [toStorableText(key), toStorableJson(member)]),
  );
}

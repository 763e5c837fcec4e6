/**
 * Text and JSON that PostgreSQL accepts: speech recognisers and models do send NUL bytes and halves of
 * surrogate pairs, and one of them would make a whole batch unwritable for ever.
 */
export function toStorableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

export function toStorableJson(value: unknown): unknown {
  if (typeof value === 'string') return toStorableText(value);
  if (Array.isArray(value)) return value.map(toStorableJson);
  if (value === null || typeof value !== 'object' || 'toJSON' in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [toStorableText(key), toStorableJson(member)]),
  );
}

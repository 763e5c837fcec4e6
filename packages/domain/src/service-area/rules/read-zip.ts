/** The five digits of a ZIP or ZIP+4 however it is spaced; null when it is none. */
export function readZip(text: string): string | null {
  const digits = /^(\d{5})(?:-?\d{4})?$/.exec(text.replaceAll(/\s/g, ''));
  return digits?.[1] ?? null;
}

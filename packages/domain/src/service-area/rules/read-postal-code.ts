/** `code`: five digits of a ZIP, or the first three characters of a Canadian postal code, which say where. */
export type PostalCode = { country: 'US' | 'CA'; code: string };

const US = /^(\d{5})(?:\d{4})?$/;
/** Letters that are never used keep most misheard ZIPs out (Canada Post, Addressing Guidelines). */
const CANADIAN = /^([ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z])(?:\d[ABCEGHJ-NPRSTV-Z]\d)?$/;

/** A postal code however it is spaced, ZIP+4 included; null when it is none. */
export function readPostalCode(text: string): PostalCode | null {
  const compact = text.replaceAll(/[\s.\-–]/gu, '').toUpperCase();
  const zip = US.exec(compact)?.[1];
  if (zip) return { country: 'US', code: zip };
  const area = CANADIAN.exec(compact)?.[1];
  return area ? { country: 'CA', code: area } : null;
}

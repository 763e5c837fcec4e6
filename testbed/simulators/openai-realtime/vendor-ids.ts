import { randomBytes } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz012345678901';

/** An id in the vendor's style, for example `item_` and 21 letters and digits. */
export function newVendorId(kind: 'event' | 'sess' | 'conv' | 'item' | 'resp' | 'call'): string {
  let id = `${kind}_`;
  for (const byte of randomBytes(21)) id += ALPHABET[byte & 63];
  return id;
}

import { readPostalCode } from './rules/read-postal-code.ts';
import { timeZoneOfZip } from './zip-codes/zip-table.ts';

/** The IANA zone of the clocks at a service address; the business's where the ZIP tells none. */
export function toAddressTimeZone(business: { timeZone: string }, zip: string): string {
  const read = readPostalCode(zip);
  return (read && timeZoneOfZip(read.code)) ?? business.timeZone;
}

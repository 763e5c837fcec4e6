import type { PhoneNumber, Trade } from '@afterhourfix/vocabulary';

export interface OnCallTechnician {
  name: string;
  phone: PhoneNumber | null;
  skills: readonly string[];
  onCall: 'primary' | 'secondary' | 'none';
}

export interface TransferTarget {
  to: PhoneNumber;
  /** Null when the number is the business's own and no known person's. */
  name: string | null;
}

/** The on-call number, else a primary technician with a phone (of the trade, when one is named), else the owner. */
export function chooseTransferTarget(input: {
  onCallNumber: PhoneNumber | null;
  ownerNumber: PhoneNumber | null;
  technicians: readonly OnCallTechnician[];
  trade: Trade | null;
}): TransferTarget | null {
  const { onCallNumber, ownerNumber, technicians, trade } = input;
  if (onCallNumber) {
    return { to: onCallNumber, name: technicians.find(({ phone }) => phone === onCallNumber)?.name ?? null };
  }
  const primaries = technicians.filter((technician) => technician.onCall === 'primary');
  const skilled = primaries.filter((technician) => trade !== null && technician.skills.includes(trade));
  for (const { phone, name } of [...skilled, ...primaries]) if (phone) return { to: phone, name };
  return ownerNumber ? { to: ownerNumber, name: null } : null;
}

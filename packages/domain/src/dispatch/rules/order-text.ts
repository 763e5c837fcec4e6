const toWords = (name: string) => name.replaceAll('_', ' ');

/** The trades of a job as they are read: "electrical, then plumbing". */
export const toTradeWords = (trades: readonly string[]): string => trades.map(toWords).join(', then ');

/** Whose work comes first, for a technician who is asked to come after it; empty when there is nobody. */
export function toOrderLine({
  works,
  notBefore,
}: {
  works: readonly string[];
  notBefore: string | null;
}): string {
  if (works.length === 0 || notBefore === null) return '';
  return `Not before ${notBefore}: ${works.map(toWords).join(' and ')} comes first.`;
}

interface OfJob {
  businessName: string;
  addressLine: string;
}

/** For whoever is to be there after others who come later than was thought. */
export function toLaterText(job: OfJob & { works: readonly string[]; notBefore: string }): string {
  const { businessName, addressLine } = job;
  return `${businessName}: the job at ${addressLine}. ${toOrderLine(job)}`;
}

/** For whoever comes or is asked, when the same trouble turns out to need more that they can do. */
export function toMoreWorkText(job: OfJob & { trades: readonly string[]; problem: string }): string {
  const { businessName, addressLine, trades, problem } = job;
  return `${businessName}: more to do at ${addressLine}: ${trades.map(toWords).join(' and ')}. ${problem.slice(0, 300)}. Nobody else is sent for it.`;
}

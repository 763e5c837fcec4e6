export interface TextCode {
  code: number;
  /** They were asked and say yes. */
  isConfirmed: boolean;
}

const CODE = /^\W*c\s?(?<code>[1-9]\d{0,3})(?<rest>\W+.*|)$/su;
const YES = /^(?:yes|y|yep|yeah|ok|okay|sure|si|confirmo|confirmar|confirm|correcto|claro|de acuerdo)\b/u;

/** `C1` asks to cancel a visit, `C1 YES` and `C1 SI` mean it; null for a text with no code in front. */
export function readTextCode(text: string): TextCode | null {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
  const found = CODE.exec(plain)?.groups;
  if (!found?.code) return null;
  return { code: Number(found.code), isConfirmed: YES.test((found.rest ?? '').replace(/^\W+/u, '')) };
}

/** What carriers answer by themselves (Twilio's default handling, Nov 2026); a second answer of ours would be refused. */
const ANSWERED_BY_CARRIER: ReadonlySet<string> = new Set(
  'stop unsubscribe end quit stopall revoke optout cancel start unstop yes help info'.split(' '),
);

export const isAnsweredByCarrier = (text: string): boolean =>
  ANSWERED_BY_CARRIER.has(text.trim().toLowerCase());

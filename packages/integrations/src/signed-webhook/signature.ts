import { createHmac } from 'node:crypto';
import type { Secret } from '@afterhourfix/foundation';

export const SIGNATURE_HEADER = 'afterhourfix-signature';
export const DELIVERY_HEADER = 'afterhourfix-delivery';

/** `t=<seconds>,v1=<hex>`: HMAC-SHA256 of `<seconds>.<body>`. A receiver refuses what is older than five minutes. */
export function signBody(body: string, { secret, at }: { secret: Secret; at: Date }): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  const digest = createHmac('sha256', secret.reveal()).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}

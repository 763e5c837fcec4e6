import { createSign } from 'node:crypto';
import { type Clock, VendorError } from '@afterhourfix/foundation';
import { askVendor, readJson } from '../vendor-request.ts';
import { readToken } from './wire.ts';

const SCOPE = 'https://www.googleapis.com/auth/calendar';
const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** The longest that the vendor takes (developers.google.com/identity/protocols/oauth2/service-account, 2026-11). */
const ASSERTION_LIFE_SECONDS = 3_600;
/** Renewed before its end, so that no request is made with a token that ends on the way. */
const RENEW_BEFORE_MS = 60_000;

export interface ServiceAccount {
  clientEmail: string;
  /** PEM. */
  privateKey: string;
}

export interface AccessTokenOptions {
  account: ServiceAccount;
  tokenUrl: string;
  clock: Clock;
  timeoutMs: number;
}

/** The token of a service account: asked for once and kept until shortly before its end. */
export class AccessToken {
  readonly #options: AccessTokenOptions;
  #asked: Promise<{ token: string; renewAtMs: number }> | null = null;

  constructor(options: AccessTokenOptions) {
    this.#options = options;
  }

  async get(): Promise<string> {
    const known = await this.#asked;
    if (known && this.#options.clock.monotonicMs() < known.renewAtMs) return known.token;
    this.#asked = this.#ask().catch((error: unknown) => {
      this.#asked = null;
      throw error;
    });
    return (await this.#asked).token;
  }

  /** The vendor took the token no more, whatever its time was. */
  forget(): void {
    this.#asked = null;
  }

  async #ask(): Promise<{ token: string; renewAtMs: number }> {
    const { tokenUrl, clock, timeoutMs } = this.#options;
    const body = new URLSearchParams({ grant_type: GRANT_TYPE, assertion: this.#sign() });
    const vendor = 'google-calendar';
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await askVendor({ vendor, method: 'POST', url: tokenUrl, headers: {}, body, signal });
    if (answer.status !== 200)
      throw new VendorError(vendor, `No token was given: ${answer.status}`, { isRetryable: true });
    const { token, lifeSeconds } = readToken(readJson(vendor, answer.text));
    return { token, renewAtMs: clock.monotonicMs() + lifeSeconds * 1_000 - RENEW_BEFORE_MS };
  }

  #sign(): string {
    const { account, tokenUrl, clock } = this.#options;
    const issuedAt = Math.floor(clock.now().getTime() / 1_000);
    const claims = {
      iss: account.clientEmail,
      scope: SCOPE,
      aud: tokenUrl,
      iat: issuedAt,
      exp: issuedAt + ASSERTION_LIFE_SECONDS,
    };
    const unsigned = `${toPart({ alg: 'RS256', typ: 'JWT' })}.${toPart(claims)}`;
    const signature = createSign('RSA-SHA256').update(unsigned).sign(account.privateKey, 'base64url');
    return `${unsigned}.${signature}`;
  }
}

const toPart = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

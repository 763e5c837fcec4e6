import { createVerify, randomBytes } from 'node:crypto';

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const SCOPE = 'https://www.googleapis.com/auth/calendar';
const LIFE_SECONDS = 3_599;
const MAX_ASSERTION_SECONDS = 3_600;

/** Gives tokens for signed assertions, each good for an hour. */
export class Tokens {
  readonly #options: { clientEmail: string; publicKey: string; now: () => Date };
  readonly #endsAtMs = new Map<string, number>();

  constructor(options: { clientEmail: string; publicKey: string; now: () => Date }) {
    this.#options = options;
  }

  get given(): number {
    return this.#endsAtMs.size;
  }

  isGood(header: string | undefined): boolean {
    const endsAtMs = this.#endsAtMs.get(header?.replace(/^Bearer /, '') ?? '');
    return endsAtMs !== undefined && this.#options.now().getTime() < endsAtMs;
  }

  /** The token endpoint's answer; null when the assertion is not taken. */
  give(form: URLSearchParams, audience: string): object | null {
    if (form.get('grant_type') !== GRANT_TYPE) return null;
    if (!this.#isSound(form.get('assertion') ?? '', audience)) return null;
    const token = randomBytes(24).toString('base64url');
    this.#endsAtMs.set(token, this.#options.now().getTime() + LIFE_SECONDS * 1_000);
    return { access_token: token, expires_in: LIFE_SECONDS, token_type: 'Bearer' };
  }

  #isSound(assertion: string, audience: string): boolean {
    const [header = '', claims = '', signature = ''] = assertion.split('.');
    const { publicKey, clientEmail, now } = this.#options;
    const isSigned = createVerify('RSA-SHA256')
      .update(`${header}.${claims}`)
      .verify(publicKey, signature, 'base64url');
    if (!isSigned || readPart(header).alg !== 'RS256') return false;
    const { iss, scope, aud, iat, exp } = readPart(claims);
    const nowSeconds = now().getTime() / 1_000;
    return (
      iss === clientEmail &&
      scope === SCOPE &&
      aud === audience &&
      Number(iat) <= nowSeconds &&
      nowSeconds < Number(exp) &&
      Number(exp) - Number(iat) <= MAX_ASSERTION_SECONDS
    );
  }
}

function readPart(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Invalid } from './domain-error.ts';
import { Secret } from './secret.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps secrets of businesses unreadable in the database and its backups: AES-256-GCM, base64. */
export interface Sealer {
  seal(secret: Secret, context: string): string;
  /** Throws `Invalid` for a text that was sealed with another key or for another context, or was changed. */
  open(sealed: string, context: string): Secret;
}

/** The key is 32 bytes in base64. `context` is sealed in: a secret moved to another row opens no more. */
export function createSealer(key: Secret): Sealer {
  const keyBytes = Buffer.from(key.reveal(), 'base64');
  if (keyBytes.length !== KEY_BYTES) throw new Invalid(`A key for secrets has ${KEY_BYTES} bytes in base64`);
  return {
    seal(secret, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyBytes, nonce).setAAD(Buffer.from(context));
      const text = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64');
      try {
        const decipher = createDecipheriv('aes-256-gcm', keyBytes, bytes.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        })
          .setAAD(Buffer.from(context))
          .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        const text = Buffer.concat([
          decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
          decipher.final(),
        ]);
        return new Secret(text.toString('utf8'));
      } catch (error) {
        throw new Invalid('A sealed secret cannot be opened with this key', { cause: error });
      }
    },
  };
}

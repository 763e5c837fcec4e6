import { createHmac } from 'node:crypto';

/** Form fields in the order of sending; a key may come more than once. */
export type FormFields = Readonly<Record<string, string>>;

function hmacSha1(authToken: string, text: string): string {
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}

/** Voice callbacks over https are signed without port and user information, over http as written. */
export function toSignedUrl(url: string): string {
  const withoutFragment = url.replace(/#.*$/s, '');
  const parts = /^(https:\/\/)(?:[^@/?]*@)?([^:/?]*)(?::\d+)?(.*)$/s.exec(withoutFragment);
  return parts ? `${parts[1]}${parts[2]}${parts[3]}` : withoutFragment;
}

/** `X-Twilio-Signature` of a form post: the URL, then every field by case-sensitive name, name and value joined. */
export function signForm(authToken: string, url: string, fields: FormFields): string {
  const names = Object.keys(fields).sort();
  return hmacSha1(authToken, toSignedUrl(url) + names.map((name) => name + fields[name]).join(''));
}

/** `X-Twilio-Signature` of the media socket's upgrade: the URL exactly as the TwiML wrote it, nothing else. */
export function signStreamUrl(authToken: string, url: string): string {
  return hmacSha1(authToken, url);
}

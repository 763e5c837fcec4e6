import webhooks from 'twilio/lib/webhooks/webhooks.js';

/** Every token that may have signed: the primary one and, while rotating, its successor. */
export type AuthTokens = readonly string[];

/** Whether Twilio signed this form post; `url` is the public one with its raw query. Empty fields count too. */
export function isWebhookSigned(request: {
  authTokens: AuthTokens;
  signature: string | undefined;
  url: string;
  fields: Record<string, string | string[]>;
}): boolean {
  const { authTokens, signature, url, fields } = request;
  if (!signature) return false;
  return authTokens.some((token) => webhooks.validateRequest(token, signature, url, fields));
}

/**
 * Whether Twilio signed this WebSocket upgrade. It signs the URL as given in the TwiML, sometimes with a slash
 * appended (twilio.com/docs/usage/security, 2026-08-13), and the library tries only what it is given.
 */
export function isUpgradeSigned(request: {
  authTokens: AuthTokens;
  signature: string | undefined;
  url: string;
}): boolean {
  const bare = request.url.replace(/\/$/, '');
  return [bare, `${bare}/`].some((url) => isWebhookSigned({ ...request, url, fields: {} }));
}

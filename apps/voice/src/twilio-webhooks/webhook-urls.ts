/** Where our webhooks are; paths are ours, the base is configuration. */
export interface WebhookUrls {
  http(path: string, query?: Record<string, string>): string;
  media: string;
}

export function createWebhookUrls(publicUrl: string): WebhookUrls {
  return {
    http(path, query) {
      const search = query ? `?${new URLSearchParams(query)}` : '';
      return `${publicUrl}/twilio/${path}${search}`;
    },
    media: `${publicUrl.replace(/^http/, 'ws')}/twilio/media`,
  };
}

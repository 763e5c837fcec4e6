import type { RealtimeResponseSettings } from '@afterhourfix/integrations/openai-realtime';
import type { ResponseWish } from './response-queue.ts';

/** Comes back in `response.created`, so that our request is told from the engine's own responses. */
export const REQUEST_KEY = 'request';

export function toResponseSettings(requestId: string, wish: ResponseWish): RealtimeResponseSettings {
  const metadata = { [REQUEST_KEY]: requestId };
  if (wish.kind === 'continue') return { metadata };
  return {
    metadata,
    tool_choice: 'none',
    instructions: `Say exactly the following, word for word, and nothing else: "${wish.text}"`,
  };
}

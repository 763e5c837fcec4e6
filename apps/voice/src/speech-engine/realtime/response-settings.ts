import {
  type RealtimeResponseSettings,
  toResponseCancel,
  toResponseCreate,
} from '@afterhourfix/integrations/openai-realtime';
import type { ResponseQueueCommand } from './response-queue.ts';
import type { ResponseWish } from './response-wishes.ts';

/** Comes back in `response.created`, so that our request is told from the engine's own responses. */
export const REQUEST_KEY = 'request';

function toResponseSettings(requestId: string, wish: ResponseWish): RealtimeResponseSettings {
  const metadata = { [REQUEST_KEY]: requestId };
  if (wish.kind === 'continue') return { metadata };
  return {
    metadata,
    tool_choice: 'none',
    instructions: `Say exactly the following, word for word, and nothing else: "${wish.text}"`,
  };
}

/** The request's own id is its event id, so that a refusal names it. */
export function toResponseEvent(command: ResponseQueueCommand): (eventId: string) => string {
  if (command.do === 'cancel-response') return (eventId) => toResponseCancel(eventId, command.responseId);
  const { requestId, wish } = command;
  return () => toResponseCreate(requestId, toResponseSettings(requestId, wish));
}

import { PhoneNumber } from '@afterhourfix/vocabulary';
import { expect, test } from 'vitest';
import { readConversation } from '../calls/index.ts';
import { createDemoWorld } from '../testing/demo-world.ts';
import { saveMessagePart } from './index.ts';

test('an agent that takes a call over knows the message that was taken, once it is complete', async () => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall();
  const part = { callId: call.id, source: 'agent' } as const;
  await saveMessagePart(ctx, { ...part, callerName: 'Marla Quint' });
  expect(await readConversation(ctx, { callId: call.id })).toMatchObject({
    facts: [],
    isMessageTaken: false,
  });
  const callerPhone = PhoneNumber.parse('+16145550177');
  await saveMessagePart(ctx, { ...part, callerPhone, problem: 'No heat', isComplete: true });
  expect(await readConversation(ctx, { callId: call.id })).toMatchObject({
    facts: ['A message was taken in this call: from Marla Quint, +16145550177: No heat'],
    isMessageTaken: true,
  });
});

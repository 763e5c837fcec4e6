import { expect, test } from 'vitest';
import { ToldItems } from './told-items.ts';

function setUp({ isConnected = true } = {}) {
  const sent: unknown[] = [];
  const told = new ToldItems((toEvent) => {
    if (!isConnected) return null;
    const eventId = `event_${sent.length + 1}`;
    sent.push(JSON.parse(toEvent(eventId)).item);
    return eventId;
  });
  return { sent, told };
}
const ASKED = { toolCallId: 'c1', responseId: 'r1', name: 'get_slots', argumentsJson: '{}' };

test('an item is unread until the engine has taken it', () => {
  const { told } = setUp();
  told.note('The caller keyed in 2.');
  expect(told.unreadItemId).toBe('told_event_1');
  told.taken('item_of_somebody');
  expect(told.unreadItemId).toBe('told_event_1');
  told.taken('told_event_1');
  expect(told.unreadItemId).toBeNull();
});

test('of several items the last one counts: they are read in order', () => {
  const { told } = setUp();
  told.note('one');
  told.note('two');
  told.taken('told_event_1');
  expect(told.unreadItemId).toBe('told_event_2');
});

test('nothing is on its way while there is no session: the next one is told everything first', () => {
  const { told } = setUp({ isConnected: false });
  told.note('one');
  expect(told.unreadItemId).toBeNull();
  expect(told.addTo({ turns: [], facts: [] }).facts).toEqual(['one']);
});

test('what was on its way to a lost session will not be read', () => {
  const { told } = setUp();
  told.note('one');
  told.sessionReplaced();
  expect(told.unreadItemId).toBeNull();
});

test('a result goes to the session that asked under its id, to another one as a fact', () => {
  const { sent, told } = setUp();
  told.toolAsked(ASKED);
  expect(told.toolAnswered({ toolCallId: 'c1', result: '{"slots":[]}', isSilent: false })).toBe(true);
  told.toolAsked({ ...ASKED, toolCallId: 'c2' });
  told.sessionReplaced();
  expect(told.toolAnswered({ toolCallId: 'c2', result: '{"slots":[]}', isSilent: true })).toBe(false);
  expect(sent).toMatchObject([
    { type: 'function_call_output', call_id: 'c1', output: '{"slots":[]}' },
    { type: 'message', role: 'system' },
  ]);
});

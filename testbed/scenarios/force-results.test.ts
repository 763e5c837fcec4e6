import type { VoiceOverrides } from '@afterhourfix/voice';
import { expect, test } from 'vitest';
import { forceResults } from './force-results.ts';

type Tool = Parameters<NonNullable<VoiceOverrides['overrideTool']>>[0];
type Context = Parameters<Tool['run']>[1];

function makeTool(name: string): Tool {
  return {
    name,
    description: name,
    isWrite: true,
    parameters: {},
    findFault: () => null,
    run: async () => ({ result: { isReal: true }, effect: null }),
  };
}

test('a tool gives the results of the scenario in their order, and then its own', async () => {
  const { override, listUnknown } = forceResults({
    request_callback: [{ refusal: 'nobody' }, 'timeout'],
    dispatch_technician: [{ result: 'ack' }],
  });
  const [forced, other] = [override(makeTool('take_message')), override(makeTool('get_slots'))];
  // The tools of this test look at no context.
  const context = {} as Context;
  const answers = [
    await forced.run({}, context),
    await forced.run({}, context),
    await forced.run({}, context),
    await other.run({}, context),
  ];
  expect(answers.map(({ result }) => result)).toEqual([
    { refusal: 'nobody' },
    { result: 'timeout' },
    { isReal: true },
    { isReal: true },
  ]);
  expect(forced).toMatchObject({ name: 'take_message', isWrite: true });
  expect(listUnknown()).toEqual(['dispatch_technician']);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDemoWorld, type DemoName, type DemoWorld } from '../testing/demo-world.ts';
import { getKnowledge } from './index.ts';

let world: DemoWorld;
beforeAll(async () => {
  world = await createDemoWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function ask(question: string, name: DemoName = 'oak'): Promise<string[] | string> {
  const result = await getKnowledge(await world.contextOf(name), { question });
  return result.ok ? result.articles.map((article) => article.title) : result.refusal;
}

test.each<[DemoName, string, string]>([
  ['oak', 'do you guys take credit cards or do I need to pay cash', 'How to pay'],
  ['oak', 'how much is it to join the club as a member', 'Oak Club membership'],
  ['oak', 'what if I need to cancel tomorrow', 'Cancelling or moving a visit'],
  ['mesa', 'can you fix my window air conditioner', 'Air conditioners we service'],
  ['redwood', 'will my insurance cover the water damage', 'Water damage and insurance'],
])('%s, asked %j, knows best: %s', async (name, question, title) => {
  expect((await ask(question, name))[0]).toBe(title);
});

test('answers with three articles at most', async () => {
  expect((await ask('visit window technician repair fee customer work')).length).toBe(3);
});

test.each(['', 'the and of', "'; drop table calls; --", 'zebra \0 & | ! :* <->'])(
  'knows nothing of %j and says so',
  async (question) => {
    expect(await ask(question)).toBe('nothing-known');
  },
);

test('does not know what another business knows', async () => {
  expect(await ask('refrigerant evaporative coolers heat pumps', 'redwood')).toBe('nothing-known');
});

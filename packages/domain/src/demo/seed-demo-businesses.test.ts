import {
  agents,
  agentVersions,
  businesses,
  consentRecords,
  knowledgeArticles,
  phoneNumbers,
  priceBooks,
  serviceZones,
  technicians,
} from '@afterhourfix/database/schema';
import { expect, test } from 'vitest';
import { createDemoWorld, type DemoName, type DemoWorld } from '../testing/demo-world.ts';
import { seedDemoBusinesses } from './index.ts';

const TABLES = [
  businesses,
  agents,
  agentVersions,
  phoneNumbers,
  technicians,
  priceBooks,
  serviceZones,
  knowledgeArticles,
  consentRecords,
];

test('seeding again changes nothing, and each business holds its own rows', async () => {
  await using world = await createDemoWorld();
  const countRows = (name: DemoName) => countRowsOf(world, name);
  const before = [await countRows('oak'), await countRows('mesa'), await countRows('redwood')];
  expect(before.map((counts) => counts.slice(0, 7))).toEqual([
    [1, 1, 1, 1, 7, 1, 3],
    [1, 1, 1, 1, 2, 1, 2],
    [1, 1, 1, 1, 3, 1, 2],
  ]);
  expect(before.every((counts) => (counts[7] ?? 0) >= 5)).toBe(true);
  // Every technician may be rung by the dispatch line.
  expect(before.map((counts) => counts[8])).toEqual([7, 2, 3]);
  await Promise.all([seedDemoBusinesses(world.system), seedDemoBusinesses(world.system)]);
  expect([await countRows('oak'), await countRows('mesa'), await countRows('redwood')]).toEqual(before);
});

test.each<[DemoName, string]>([
  ['oak', "Oak and Iron Home Services'"],
  ['mesa', "Saguaro Air and Plumbing's"],
  ['redwood', "Redwood Home Response's"],
])('the agent of %s discloses AI and recording in its first sentences', async (name, possessive) => {
  await using world = await createDemoWorld();
  const { ctx, call } = await world.placeCall({ to: name });
  expect(ctx.business.status).toBe('active');
  const { greeting } = await publishedAgentOf(world, name);
  expect(greeting).toContain(`I'm ${possessive} AI assistant and this call is recorded.`);
  expect(call.isRepeat).toBe(false);
});

test('the demo agents promise messages only by the tool that takes them, and no call back', async () => {
  await using world = await createDemoWorld();
  const { instructions } = await publishedAgentOf(world, 'oak');
  expect(instructions).toMatch(/A message is taken only when take_message answered/);
  expect(instructions).toMatch(/isPaged/);
  expect(instructions).not.toMatch(/the office will call back/);
});

async function countRowsOf(world: DemoWorld, name: DemoName) {
  const { db } = await world.contextOf(name);
  return db.transaction(async (tx) => {
    const counts: number[] = [];
    for (const table of TABLES) counts.push(await tx.$count(table));
    return counts;
  });
}

async function publishedAgentOf(world: DemoWorld, name: DemoName) {
  const { db } = await world.contextOf(name);
  const [version] = await db.transaction((tx) => tx.select().from(agentVersions));
  if (!version) throw new Error('The demo agent has no version');
  return version;
}

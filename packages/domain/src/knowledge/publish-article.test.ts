import { Invalid, NotFound } from '@afterhourfix/foundation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DomainContext } from '../context.ts';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import {
  listArticles,
  MAX_ARTICLES_OF_BUSINESS,
  MAX_BODY_CHARACTERS,
  MAX_TITLE_CHARACTERS,
  publishArticle,
  removeArticle,
} from './index.ts';

let world: DemoWorld;
let mesa: DomainContext;
beforeAll(async () => {
  world = await createDemoWorld();
  mesa = await world.contextOf('mesa');
});
afterAll(() => world[Symbol.asyncDispose]());

const ARTICLE = { title: 'Pets', body: 'Please keep dogs in another room.', language: 'en' } as const;

test('an article is listed, replaced under its title, and removed for good', async () => {
  const first = await publishArticle(mesa, ARTICLE);
  const second = await publishArticle(mesa, { ...ARTICLE, body: 'Dogs are welcome. \0 🐕' });
  if (!first.ok || !second.ok) throw new Error('Not published');
  expect(second.article).toMatchObject({ id: first.article.id, body: 'Dogs are welcome.  🐕' });
  const titles = (await listArticles(mesa)).map(({ title }) => title);
  expect(titles.filter((title) => title === 'Pets')).toHaveLength(1);
  await removeArticle(mesa, { articleId: first.article.id });
  expect((await listArticles(mesa)).map(({ title }) => title)).not.toContain('Pets');
  await expect(removeArticle(mesa, { articleId: first.article.id })).rejects.toThrow(NotFound);
});

test('another business can neither see nor remove it', async () => {
  const published = await publishArticle(mesa, ARTICLE);
  if (!published.ok) throw new Error(published.refusal);
  const oak = await world.contextOf('oak');
  expect((await listArticles(oak)).map(({ title }) => title)).not.toContain('Pets');
  await expect(removeArticle(oak, { articleId: published.article.id })).rejects.toThrow(NotFound);
});

test.each([
  ['an empty title', { title: ' \0 ' }],
  ['an empty text', { body: '' }],
  ['a title too long', { title: 'x'.repeat(MAX_TITLE_CHARACTERS + 1) }],
  ['a text too long', { body: 'x'.repeat(MAX_BODY_CHARACTERS + 1) }],
])('%s is refused', async (_what, change) => {
  await expect(async () => publishArticle(mesa, { ...ARTICLE, ...change })).rejects.toThrow(Invalid);
});

test('a business has so many articles and no more, however many come at once; old ones can still be changed', async () => {
  const redwood = await world.contextOf('redwood');
  const missing = MAX_ARTICLES_OF_BUSINESS - (await listArticles(redwood)).length;
  const publish = (index: number) => publishArticle(redwood, { ...ARTICLE, title: `Article ${index}` });
  for (let index = 3; index < missing; index++) await publish(index);
  const last = await Promise.all([0, 1, 2, -1, -2].map(publish));
  expect(last.filter(({ ok }) => ok)).toHaveLength(3);
  expect(await listArticles(redwood)).toHaveLength(MAX_ARTICLES_OF_BUSINESS);
  expect(await publish(3)).toMatchObject({ ok: true });
});

import { technicianLicences } from '@afterhourfix/database/schema';
import { Forbidden, Invalid } from '@afterhourfix/foundation';
import { PhoneNumber } from '@afterhourfix/vocabulary';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DomainContext } from '../context.ts';
import { createDemoWorld, type DemoWorld } from '../testing/demo-world.ts';
import { listTechnicians, removeTechnician, saveTechnician } from './index.ts';

let world: DemoWorld;
let ctx: DomainContext;
beforeAll(async () => {
  world = await createDemoWorld();
  ctx = await world.contextOf('oak');
});
afterAll(() => world[Symbol.asyncDispose]());

const ZOE = {
  slug: 'tech_zoe',
  name: 'Zoe Adler',
  phone: PhoneNumber.parse('+16145550188'),
  skills: ['plumbing', 'gas'],
  homeZip: '43215',
};
const find = async (slug: string) => (await listTechnicians(ctx)).find((one) => one.slug === slug);
const licences = () => ctx.db.transaction((tx) => tx.select().from(technicianLicences));

test('a new technician can be planned for at once, and what is left out later stays', async () => {
  expect(await saveTechnician(ctx, ZOE)).toMatchObject({ ok: true, isNew: true });
  expect(await saveTechnician(ctx, { slug: ZOE.slug, onCall: 'primary' })).toMatchObject({ isNew: false });
  expect(await find(ZOE.slug)).toMatchObject({ ...ZOE, onCall: 'primary', isActive: true });
});

test('who was removed works again when told anew', async () => {
  const saved = await saveTechnician(ctx, { ...ZOE, slug: 'tech_back' });
  if (!saved.ok) throw new Error('Not saved');
  await removeTechnician(ctx, saved);
  expect(await find('tech_back')).toMatchObject({ isActive: false });
  await saveTechnician(ctx, { slug: 'tech_back' });
  expect(await find('tech_back')).toMatchObject({ isActive: true });
});

test('licences are those that were told last', async () => {
  const master = { name: 'master plumber', state: 'OH', expiresOn: '2027-01-31' };
  await saveTechnician(ctx, { ...ZOE, licences: [{ name: 'EPA 608' }, master] });
  await saveTechnician(ctx, { slug: ZOE.slug, licences: [master] });
  expect(await licences()).toMatchObject([master]);
  await saveTechnician(ctx, { slug: ZOE.slug, name: 'Zoe' });
  expect(await licences()).toHaveLength(1);
});

test('names what a new technician cannot do without', async () => {
  const result = await saveTechnician(ctx, { slug: 'tech_nobody', name: 'Nobody' });
  expect(result).toEqual({ ok: false, refusal: 'details-missing', missing: ['skills', 'homeZip'] });
  expect(await find('tech_nobody')).toBeUndefined();
});

test('refuses what makes no sense, and agents', async () => {
  await expect(saveTechnician(ctx, { ...ZOE, homeZip: '4321' })).rejects.toThrow(Invalid);
  await expect(saveTechnician(ctx, { ...ZOE, skillLevels: { gas: 2 } })).rejects.toThrow(Invalid);
  await expect(saveTechnician((await world.placeCall()).ctx, ZOE)).rejects.toThrow(Forbidden);
});

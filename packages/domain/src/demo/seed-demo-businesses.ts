import type { Transaction } from '@afterhourfix/database';
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
import { AgentId, BusinessId, PhoneNumber } from '@afterhourfix/vocabulary';
import { and, eq, isNull } from 'drizzle-orm';
import { AgentEngineSettings } from '../agents/index.ts';
import type { SystemContext } from '../context.ts';
import { findContactConsent } from '../customers/index.ts';
import { PriceBookContent } from '../pricing/index.ts';
import type { ServiceZone } from '../service-area/index.ts';
import { greetingOf, instructionsOf } from './agent-instructions.ts';
import type { DemoBusiness } from './demo-business.ts';
import { OAK_AND_IRON } from './oak-and-iron.ts';
import { REDWOOD } from './redwood.ts';
import { listRepairRanges } from './repair-ranges.ts';
import { SAGUARO } from './saguaro.ts';

const DEMO_BUSINESSES: readonly DemoBusiness[] = [OAK_AND_IRON, SAGUARO, REDWOOD];

/** What there is to ring. */
export const DEMO_LINES = DEMO_BUSINESSES.map(({ name, phoneNumber }) => ({ name, phoneNumber }));

/** Who is rung for a job. */
export const DEMO_TECHNICIANS = DEMO_BUSINESSES.flatMap((business) => business.technicians);

/** What a technician signs before a machine's voice may ring them. */
const DISPATCH_CALLS = 'The automated dispatch line may call me about jobs.';
/** Before every date that the demo is played on. */
const EFFECTIVE_FROM = new Date('2026-01-01T00:00:00Z');

/**
 * Makes the three demo businesses, each with a number, an agent and all it needs to book. What is there already
 * is left as it is, so it can run at every start. The one place that writes tables of several features.
 */
export async function seedDemoBusinesses(system: SystemContext): Promise<void> {
  for (const demo of DEMO_BUSINESSES) {
    const db = system.db.forBusiness(BusinessId.parse(demo.id));
    await db.transaction((tx) => seedBusiness(tx, demo));
  }
}

async function seedBusiness(tx: Transaction, demo: DemoBusiness): Promise<void> {
  const businessId = BusinessId.parse(demo.id);
  await tx
    .insert(businesses)
    .values({
      id: businessId,
      slug: demo.slug,
      name: demo.name,
      timeZone: demo.timeZone,
      state: demo.state,
      trades: [...demo.trades],
      hours: demo.hours,
      holidays: [...demo.holidays],
      onCallNumber: PhoneNumber.parse(demo.onCallNumber),
      ownerNumber: PhoneNumber.parse(demo.ownerNumber),
    })
    .onConflictDoNothing();
  await seedAgent(tx, { demo, businessId });
  await seedTechnicians(tx, { demo, businessId });
  await seedPrices(tx, { demo, businessId });
  await seedServiceArea(tx, { demo, businessId });
  const articles = demo.articles.map((article) => ({ businessId, ...article }));
  await tx.insert(knowledgeArticles).values(articles).onConflictDoNothing();
}

interface Seed {
  demo: DemoBusiness;
  businessId: BusinessId;
}

async function seedAgent(tx: Transaction, { demo, businessId }: Seed): Promise<void> {
  const agentId = AgentId.parse(demo.agentId);
  await tx
    .insert(agents)
    .values({ id: agentId, businessId, name: 'After-hours receptionist' })
    .onConflictDoNothing();
  const [version] = await tx
    .insert(agentVersions)
    .values({
      businessId,
      agentId,
      version: 1,
      engine: AgentEngineSettings.parse({}),
      greeting: greetingOf(demo),
      instructions: instructionsOf(demo),
      publishedAt: EFFECTIVE_FROM,
    })
    .onConflictDoNothing()
    .returning({ id: agentVersions.id });
  if (version) {
    await tx
      .update(agents)
      .set({ publishedVersionId: version.id })
      .where(and(eq(agents.id, agentId), isNull(agents.publishedVersionId)));
  }
  await tx
    .insert(phoneNumbers)
    .values({ businessId, agentId, number: PhoneNumber.parse(demo.phoneNumber) })
    .onConflictDoNothing();
}

async function seedTechnicians(tx: Transaction, { demo, businessId }: Seed): Promise<void> {
  const rows = demo.technicians.map((technician) => ({
    ...technician,
    businessId,
    phone: PhoneNumber.parse(technician.phone),
    skills: [...technician.skills],
  }));
  await tx.insert(technicians).values(rows).onConflictDoNothing();
  for (const { phone: number } of rows) {
    const of = { businessId, number, channel: 'voice_ai', purpose: 'dispatch' } as const;
    if ((await findContactConsent(tx, of)) !== 'unasked') continue;
    const evidence = { source: 'demo' };
    await tx
      .insert(consentRecords)
      .values({ ...of, isGranted: true, wording: DISPATCH_CALLS, evidence, at: EFFECTIVE_FROM });
  }
}

async function seedPrices(tx: Transaction, { demo, businessId }: Seed): Promise<void> {
  await tx
    .insert(priceBooks)
    .values({
      businessId,
      version: 1,
      ...PriceBookContent.parse({ ...demo.prices, flatRates: listRepairRanges(demo.trades) }),
      effectiveFrom: EFFECTIVE_FROM,
    })
    .onConflictDoNothing();
}

async function seedServiceArea(tx: Transaction, { demo, businessId }: Seed): Promise<void> {
  const { core, edge, referrals } = demo.serviceArea;
  const zones: ServiceZone[] = [
    { name: 'core', shape: { kind: 'zips', zips: [...core] }, terms: { zone: 'core' }, trades: null },
    {
      name: 'edge',
      shape: { kind: 'zips', zips: [...edge] },
      terms: { zone: 'edge', feeCents: null, minSeverity: null, referral: null },
      trades: null,
    },
    ...Object.entries(referrals).map(
      ([zip, referral]): ServiceZone => ({
        name: `referral to ${referral.name} at ${referral.phone}`,
        shape: { kind: 'zips', zips: [zip] },
        terms: { zone: 'referral', referral },
        trades: null,
      }),
    ),
  ];
  const rows = zones.map((zone, position) => ({ businessId, position, ...zone }));
  await tx.insert(serviceZones).values(rows).onConflictDoNothing();
}

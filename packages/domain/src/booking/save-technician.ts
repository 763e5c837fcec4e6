import type { Transaction } from '@afterhourfix/database';
import { technicianLicences, technicians } from '@afterhourfix/database/schema';
import { Forbidden, Invalid } from '@afterhourfix/foundation';
import { PhoneNumber, TEXT_LANGUAGES, type TechnicianId } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { DomainContext } from '../context.ts';

const Word = z.string().min(1).max(60);
const Words = z.array(Word).max(100);
const State = z.string().regex(/^[A-Z]{2}$/);

const Licence = z.strictObject({
  name: Word,
  /** Null: it holds in every state, as EPA 608 does. */
  state: State.nullable().default(null),
  expiresOn: z.iso.date().nullable().default(null),
});

const Told = z
  .strictObject({
    name: z.string().min(1).max(100),
    /** Null: nobody is paged there. */
    phone: PhoneNumber.nullable(),
    /** Trades, vehicles, and finer words such as `gas`. */
    skills: Words.min(1),
    /** By skill, 0 to 1; what is not named is 1. */
    skillLevels: z.record(Word, z.number().min(0).max(1)),
    homeZip: z.string().regex(/^\d{5}$/),
    /** Where no department of the rota says it. */
    onCall: z.enum(['primary', 'secondary', 'none']),
    language: z.enum(TEXT_LANGUAGES),
    /** Job types for which the van carries the parts. */
    vanStock: Words,
    worksAlone: z.boolean(),
    licensedStates: z.array(State).nullable(),
    /** All of them: those that are not named are gone. */
    licences: z.array(Licence).max(50),
  })
  .partial();

export const TechnicianDetails = Told.extend({ slug: z.string().regex(/^[a-z0-9_-]{1,40}$/) });
export type TechnicianDetails = z.input<typeof TechnicianDetails>;

export type SaveTechnicianResult =
  | { ok: true; technicianId: TechnicianId; isNew: boolean }
  /** What a new one cannot do without. */
  | { ok: false; refusal: 'details-missing'; missing: string[] };

/**
 * A new technician, or what is newly known of one; what is left out stays, and who was removed works again. Consent to
 * be called is none of it. Throws `Invalid`, and `Forbidden` unless an operator asks.
 */
export async function saveTechnician(
  ctx: DomainContext,
  details: TechnicianDetails,
): Promise<SaveTechnicianResult> {
  if (ctx.actor.kind !== 'operator') throw new Forbidden('Only an operator changes a technician');
  const read = TechnicianDetails.safeParse(details);
  if (!read.success) throw new Invalid(z.prettifyError(read.error));
  const { licences, slug, ...told } = read.data;
  const set = { ...told, isActive: true };
  const isTheirs = and(eq(technicians.businessId, ctx.business.id), eq(technicians.slug, slug));
  return ctx.db.transaction(async (tx): Promise<SaveTechnicianResult> => {
    const [known] = await tx.select({ id: technicians.id }).from(technicians).where(isTheirs).for('update');
    if (known) {
      await tx.update(technicians).set(set).where(isTheirs);
      await writeLicences(tx, { ctx, technicianId: known.id, licences });
      return { ok: true, technicianId: known.id, isNew: false };
    }
    const { name, skills, homeZip } = told;
    if (name === undefined || skills === undefined || homeZip === undefined)
      return { ok: false, refusal: 'details-missing', missing: listMissing({ name, skills, homeZip }) };
    const row = { ...set, name, skills, homeZip, slug, businessId: ctx.business.id };
    const [made] = await tx
      .insert(technicians)
      .values({ ...row, createdAt: ctx.clock.now() })
      .returning({ id: technicians.id });
    if (!made) throw new Error('An insert returned no row');
    await writeLicences(tx, { ctx, technicianId: made.id, licences });
    return { ok: true, technicianId: made.id, isNew: true };
  });
}

const listMissing = (needed: Record<string, unknown>): string[] =>
  Object.keys(needed).filter((name) => needed[name] === undefined);

async function writeLicences(
  tx: Transaction,
  given: {
    ctx: DomainContext;
    technicianId: TechnicianId;
    licences: z.output<typeof Licence>[] | undefined;
  },
): Promise<void> {
  const { ctx, technicianId, licences } = given;
  if (licences === undefined) return;
  const businessId = ctx.business.id;
  await tx
    .delete(technicianLicences)
    .where(
      and(eq(technicianLicences.businessId, businessId), eq(technicianLicences.technicianId, technicianId)),
    );
  const rows = licences.map((licence) => ({ ...licence, businessId, technicianId }));
  if (rows.length > 0) await tx.insert(technicianLicences).values(rows);
}

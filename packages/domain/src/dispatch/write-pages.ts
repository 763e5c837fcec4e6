import type { Transaction } from '@afterhourfix/database';
import { dispatchCallers, dispatchPages } from '@afterhourfix/database/schema';
import { TechnicianId, type Trade } from '@afterhourfix/vocabulary';
import { and, eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { listWorkBefore } from '../incidents/index.ts';
import { enqueue } from '../jobs.ts';
import { readLadderRungs, readPolicy } from './dispatch-policy.ts';
import {
  type DispatchRow,
  OWNER,
  type RungPerson,
  readLadder,
  readRanked,
  readRungs,
  tradesOf,
} from './dispatch-record.ts';
import { readNotBefore } from './read-turn.ts';
import { isNightAt } from './rules/arrival-estimate.ts';
import { DISPATCH_WORDS } from './rules/dispatch-text.ts';
import type { LadderCommand } from './rules/ladder.ts';
import { toSpokenTime } from './to-acknowledgement.ts';

type PageKind = (typeof dispatchPages.$inferSelect)['kind'];

/** Who is told, and how one speaks to them. */
interface Reader {
  contact: RungPerson;
  words: (typeof DISPATCH_WORDS)[RungPerson['language']];
}

interface Telling {
  ctx: DomainContext;
  row: DispatchRow;
}

type Told = Exclude<LadderCommand, { do: 'give-up' }>;

/** Writes what a step of the ladder tells people, and the jobs that text it. */
export async function writePages(
  tx: Transaction,
  { ctx, row, command }: Telling & { command: Told },
): Promise<void> {
  const job = { businessName: ctx.business.name, addressLine: row.addressLine };
  switch (command.do) {
    case 'page':
      return offer(tx, { ctx, row, command });
    case 'confirm': {
      const by = row.arrivesBy && toSpokenTime(row.arrivesBy, ctx.business.timeZone);
      const toBody = ({ words }: Reader) => words.confirmed({ ...job, by });
      return tell(tx, { ctx, row, kind: 'confirmed', people: [command.person], toBody });
    }
    case 'tell-taken': {
      const toBody = ({ words }: Reader) => words.taken(job);
      return tell(tx, { ctx, row, kind: 'taken', people: command.people, toBody });
    }
    case 'tell-called-off': {
      const toBody = ({ words }: Reader) => words.calledOff(job);
      return tell(tx, { ctx, row, kind: 'called-off', people: command.people, toBody });
    }
  }
}

async function offer(
  tx: Transaction,
  { ctx, row, command }: Telling & { command: LadderCommand & { do: 'page' } },
): Promise<void> {
  const [caller] = await tx
    .select()
    .from(dispatchCallers)
    .where(and(eq(dispatchCallers.dispatchId, row.id), eq(dispatchCallers.callId, row.callId)));
  const worksBefore = await listOpenBefore(tx, { ctx, row });
  const at = await readNotBefore(tx, row);
  const notBefore = at && toSpokenTime(at, ctx.business.timeZone);
  const toNote = await readNote(tx, { ctx, row, rung: command.rung });
  const toBody = ({ contact, words }: Reader) =>
    `${words.offer({
      ...row,
      businessName: ctx.business.name,
      contactName: caller?.contactName ?? null,
      contactPhone: caller?.contactPhone ?? null,
      travelMinutes: readRanked(row, contact.person)?.travelMinutes ?? null,
      worksBefore,
      notBefore,
    })}${toNote(contact)}`;
  return tell(tx, { ctx, row, kind: 'offer', people: command.people, toBody, rung: command.rung });
}

/** What the business adds on this rung, as a last line; English where nothing else is written. */
async function readNote(
  tx: Transaction,
  { ctx, row, rung }: Telling & { rung: number },
): Promise<(contact: RungPerson) => string> {
  const name = readRungs(row)[rung]?.[0]?.rung;
  const own = readLadderRungs(await readPolicy(tx, ctx)).find((one) => one.rung === name);
  return ({ language }) => {
    const note = own?.note?.[language] ?? own?.note?.en;
    return note === undefined ? '' : `\n${note}`;
  };
}

/** Work of the incident that somebody else has to do first. */
async function listOpenBefore(tx: Transaction, { ctx, row }: Telling): Promise<Trade[]> {
  const { incidentId } = row;
  const own = tradesOf(row);
  const before = new Set<Trade>();
  for (const trade of own)
    for (const one of await listWorkBefore(tx, { ctx, incidentId, trade })) before.add(one);
  return [...before].filter((trade) => !own.includes(trade));
}

/** The job is not any more what whoever is asked or comes was told. */
export async function tellChange(
  tx: Transaction,
  { ctx, row, toBody }: Telling & { toBody: (reader: Reader) => string },
): Promise<void> {
  const state = readLadder(row);
  const people = state.phase === 'paging' ? state.waiting : 'by' in state ? [state.by] : [];
  const isChange = and(eq(dispatchPages.dispatchId, row.id), eq(dispatchPages.kind, 'change'));
  const rung = await tx.$count(dispatchPages, isChange);
  await tell(tx, { ctx, row, kind: 'change', people, toBody, rung });
}

/** One more caller of the same trouble: whoever is asked or comes hears of it. */
export async function tellOfCaller(
  tx: Transaction,
  {
    ctx,
    row,
    caller,
  }: Telling & { caller: { number: number; contactName: string | null; contactPhone: string | null } },
): Promise<void> {
  const state = readLadder(row);
  const people = state.phase === 'paging' ? state.waiting : 'by' in state ? [state.by] : [];
  const job = { businessName: ctx.business.name, addressLine: row.addressLine, ...caller };
  const toBody = ({ words }: Reader) => words.moreCallers(job);
  await tell(tx, { ctx, row, kind: 'more', people, toBody, rung: caller.number });
}

/** One row and one job for each person, in their language; what was written before is not written again. */
export async function tell(
  tx: Transaction,
  told: Telling & {
    kind: PageKind;
    people: readonly string[];
    toBody: (reader: Reader) => string;
    rung?: number;
  },
): Promise<void> {
  const { ctx, row, kind, people, toBody } = told;
  const businessId = ctx.business.id;
  const now = ctx.clock.now();
  const known = readRungs(row).flat();
  const ladder = readLadder(row);
  const rung = told.rung ?? ('rung' in ladder ? ladder.rung : 0);
  for (const person of people) {
    const contact = known.find((one) => one.person === person);
    if (!contact) continue;
    const [page] = await tx
      .insert(dispatchPages)
      .values({
        businessId,
        dispatchId: row.id,
        kind,
        rung,
        person,
        technicianId: person === OWNER ? null : TechnicianId.parse(person),
        toNumber: contact.phone,
        body: toBody({ contact, words: DISPATCH_WORDS[contact.language] }),
        isWake: kind === 'offer' && isNightAt(now, ctx.business.timeZone),
        createdAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: dispatchPages.id });
    if (page) await enqueue(tx, 'dispatch.send-page', { businessId, pageId: page.id });
  }
}

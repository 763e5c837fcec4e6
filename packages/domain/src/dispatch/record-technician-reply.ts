import type { Transaction } from '@afterhourfix/database';
import { dispatches, dispatchPages } from '@afterhourfix/database/schema';
import type { PhoneNumber } from '@afterhourfix/vocabulary';
import { and, desc, eq, gt, isNull, or } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { dispatchAcknowledged } from '../events.ts';
import { decideApproval, readOwnersAnswer } from './decide-approval.ts';
import { type DispatchRow, lockDispatch, readLadder, readRungs } from './dispatch-record.ts';
import { heedOrder } from './heed-order.ts';
import { queueCallerNews } from './queue-caller-news.ts';
import { findVisitOfTechnician, reportMissedEmergency } from './report-missed-emergency.ts';
import { askAgain } from './rules/ask-again.ts';
import { readTechnicianReply, type TechnicianReply } from './rules/read-technician-reply.ts';
import { takeStep } from './take-step.ts';
import { toAcknowledgement, toSpokenTime } from './to-acknowledgement.ts';
import { tellChange } from './write-pages.ts';

export type RecordTechnicianReplyResult =
  | {
      ok: true;
      /** Null for what is no dispatch: a visit. */
      dispatchId: string | null;
      /** `acknowledged`: it is theirs; `taken`: somebody else was quicker. */
      became: 'acknowledged' | 'taken' | 'declined' | 'noted' | 'approved' | 'refused' | 'missed';
    }
  | { ok: false; refusal: 'not-asked' | 'not-understood' };

type Page = typeof dispatchPages.$inferSelect;

/**
 * What a technician answers by text (`text`) or on the phone (`answer`). The newest job they were asked about counts,
 * unless one is named. Answers may come late and twice.
 */
export async function recordTechnicianReply(
  ctx: DomainContext,
  reply: { from: PhoneNumber; dispatchId?: string | undefined } & (
    | { text: string }
    | { answer: TechnicianReply }
  ),
): Promise<RecordTechnicianReplyResult> {
  const answer = 'text' in reply ? readTechnicianReply(reply.text) : reply.answer;
  if (answer.kind === 'missed') return noteMissed(ctx, reply);
  const result = await ctx.db.transaction((tx) => heed(tx, { ctx, ...reply, answer }));
  if (result.ok && result.dispatchId !== null && result.became === 'acknowledged')
    dispatchAcknowledged(ctx, { dispatchId: result.dispatchId });
  return result;
}

async function noteMissed(
  ctx: DomainContext,
  { from }: { from: PhoneNumber },
): Promise<RecordTechnicianReplyResult> {
  const visit = await ctx.db.transaction((tx) => findVisitOfTechnician(tx, { ctx, from }));
  if (!visit) return { ok: false, refusal: 'not-asked' };
  await reportMissedEmergency(ctx, { ...visit, ruleIds: [] });
  return { ok: true, dispatchId: null, became: 'missed' };
}

interface Heeding {
  ctx: DomainContext;
  from: PhoneNumber;
  dispatchId?: string | undefined;
  answer: TechnicianReply;
}

async function heed(tx: Transaction, heeding: Heeding): Promise<RecordTechnicianReplyResult> {
  const { ctx } = heeding;
  const answer = await readOwnersAnswer(tx, heeding);
  const page = await findPage(tx, { ...heeding, answer });
  if (!page) return { ok: false, refusal: 'not-asked' };
  // What was missed is about a visit, and no page asks for it.
  if (answer.kind === 'unknown' || answer.kind === 'missed') return { ok: false, refusal: 'not-understood' };
  const row = await lockDispatch(tx, { ctx, dispatchId: page.dispatchId });
  const { person: by } = page;
  const noted = { ok: true, dispatchId: row.id, became: 'noted' } as const;
  switch (answer.kind) {
    case 'accept':
      return accept(tx, { ctx, row, page, etaMinutes: answer.etaMinutes });
    case 'decline':
      // Who is there cannot pass any more: nobody else is asked.
      if (row.takenBy === by && !isUnderWay(row)) return noted;
      await answerPages(tx, { ctx, row, page, answer: 'declined' });
      await takeStep(tx, { ctx, row: await widenRungs(tx, { row, by }), event: { type: 'declined', by } });
      return { ...noted, became: 'declined' };
    case 'eta':
      return setEta(tx, { ctx, row, page, etaMinutes: answer.etaMinutes });
    case 'left':
      // On the way to a job that is still offered: that is a yes.
      if (row.phase === 'paging') return accept(tx, { ctx, row, page, etaMinutes: null });
      await takeStep(tx, { ctx, row, event: { type: 'left', by } });
      return noted;
    case 'arrived':
      await takeStep(tx, { ctx, row, event: { type: answer.kind, by } });
      return noted;
    case 'done':
      await finish(tx, { ctx, row, by, wasEmergency: answer.wasEmergency });
      return noted;
    case 'approve':
    case 'refuse':
      return decideApproval(tx, { ctx, row, isGiven: answer.kind === 'approve' });
  }
}

/** A job that is given back may have been wanted by others, who were told that it is taken. */
async function widenRungs(
  tx: Transaction,
  { row, by }: { row: DispatchRow; by: string },
): Promise<DispatchRow> {
  const state = readLadder(row);
  if (row.takenBy !== by || !('by' in state)) return row;
  const rungs = askAgain(readRungs(row), state, by);
  const [widened] = await tx.update(dispatches).set({ rungs }).where(eq(dispatches.id, row.id)).returning();
  return widened ?? row;
}

const isUnderWay = ({ phase }: DispatchRow) => phase === 'acknowledged' || phase === 'en_route';

/** What is over for longer is answered by nobody: somebody who works here may be a customer too, and text as one. */
const HEARD_AFTER_END_MS = 12 * 3_600_000;
const HEARD_AFTER_PAGE_MS = 3 * 86_400_000;

async function findPage(tx: Transaction, { ctx, from, dispatchId, answer }: Heeding): Promise<Page | null> {
  const isAboutApproval = answer.kind === 'approve' || answer.kind === 'refuse';
  const nowMs = ctx.clock.now().getTime();
  const pages = await tx
    .select({ page: dispatchPages, takenBy: dispatches.takenBy, phase: dispatches.phase })
    .from(dispatchPages)
    .innerJoin(dispatches, eq(dispatches.id, dispatchPages.dispatchId))
    .where(
      and(
        eq(dispatchPages.businessId, ctx.business.id),
        eq(dispatchPages.toNumber, from),
        eq(dispatchPages.kind, isAboutApproval ? 'approval' : 'offer'),
        gt(dispatchPages.createdAt, new Date(nowMs - HEARD_AFTER_PAGE_MS)),
        or(isNull(dispatches.endedAt), gt(dispatches.endedAt, new Date(nowMs - HEARD_AFTER_END_MS))),
        dispatchId === undefined ? undefined : eq(dispatchPages.dispatchId, dispatchId),
      ),
    )
    .orderBy(desc(dispatchPages.id))
    .limit(20);
  const isAboutOwnJob = ['eta', 'left', 'arrived', 'done'].includes(answer.kind);
  const own = pages.find(({ page, takenBy, phase }) => takenBy === page.person && phase !== 'done');
  const openPhase = isAboutApproval ? 'created' : 'paging';
  const open = pages.find(({ page, phase }) => page.answer === null && phase === openPhase);
  const newest = pages[0];
  const found = isAboutOwnJob
    ? (own ?? newest)
    : (open ?? (answer.kind === 'decline' ? own : undefined) ?? newest);
  return found?.page ?? null;
}

async function accept(
  tx: Transaction,
  {
    ctx,
    row,
    page,
    etaMinutes,
  }: { ctx: DomainContext; row: DispatchRow; page: Page; etaMinutes: number | null },
): Promise<RecordTechnicianReplyResult> {
  const { person: by } = page;
  if (row.takenBy === by && etaMinutes !== null) return setEta(tx, { ctx, row, page, etaMinutes });
  await answerPages(tx, { ctx, row, page, answer: 'accepted' });
  const next = await takeStep(tx, { ctx, row, event: { type: 'accepted', by }, etaMinutes });
  const state = readLadder(next);
  const isTheirs = 'by' in state && state.by === by;
  const isNew = isTheirs && row.takenBy !== by;
  return {
    ok: true,
    dispatchId: row.id,
    became: isNew ? 'acknowledged' : isTheirs ? 'noted' : 'taken',
  };
}

/** A slip or a better guess of whoever has taken it; minutes count from now. */
async function setEta(
  tx: Transaction,
  { ctx, row, page, etaMinutes }: { ctx: DomainContext; row: DispatchRow; page: Page; etaMinutes: number },
): Promise<RecordTechnicianReplyResult> {
  const { person: by } = page;
  // Minutes alone in answer to an offer are a yes.
  if (row.phase === 'paging') return accept(tx, { ctx, row, page, etaMinutes });
  if (row.takenBy !== by) return { ok: false, refusal: 'not-understood' };
  // Whoever is there says how long it takes; when they came stays what it was.
  if (!isUnderWay(row)) return { ok: true, dispatchId: row.id, became: 'noted' };
  const [next] = await tx
    .update(dispatches)
    .set(await toAcknowledgement(tx, { ctx, row, by, etaMinutes }))
    .where(eq(dispatches.id, row.id))
    .returning();
  if (next) {
    await queueCallerNews(tx, { ctx, before: row, row: next });
    await heedOrder(tx, { ctx, before: row, row: next });
    await tellExpected(tx, { ctx, row: next });
  }
  return { ok: true, dispatchId: row.id, became: 'noted' };
}

/** They read by when they are expected: who has keyed in minutes was told our own reckoning a moment before. */
async function tellExpected(
  tx: Transaction,
  { ctx, row }: { ctx: DomainContext; row: DispatchRow },
): Promise<void> {
  if (!row.arrivesBy) return;
  const job = { businessName: ctx.business.name, addressLine: row.addressLine };
  const by = toSpokenTime(row.arrivesBy, ctx.business.timeZone);
  await tellChange(tx, { ctx, row, toBody: ({ words }) => words.expected({ ...job, by }) });
}

async function finish(
  tx: Transaction,
  {
    ctx,
    row,
    by,
    wasEmergency,
  }: { ctx: DomainContext; row: DispatchRow; by: string; wasEmergency: boolean | null },
): Promise<void> {
  const next = await takeStep(tx, { ctx, row, event: { type: 'done', by } });
  if (next.takenBy !== by || wasEmergency === null) return;
  await tx.update(dispatches).set({ wasEmergency }).where(eq(dispatches.id, row.id));
}

async function answerPages(
  tx: Transaction,
  {
    ctx,
    row,
    page,
    answer,
  }: { ctx: DomainContext; row: DispatchRow; page: Page; answer: 'accepted' | 'declined' },
): Promise<void> {
  await tx
    .update(dispatchPages)
    .set({ answer, answeredAt: ctx.clock.now() })
    .where(
      and(
        eq(dispatchPages.dispatchId, row.id),
        eq(dispatchPages.kind, 'offer'),
        eq(dispatchPages.person, page.person),
      ),
    );
}

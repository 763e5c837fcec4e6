import {
  type DomainContext,
  forBusiness,
  getTechnicianCall,
  type OnTechnicianAnswer,
  readKeyedMinutes,
  recordTechnicianAnswer,
  type SystemContext,
} from '@afterhourfix/domain';
import { withTimeLimit } from '@afterhourfix/foundation';
import { BusinessId } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import type { DeferredVerbs } from '../deferred-verbs.ts';
import { type FormFields, field } from './signed-form.ts';
import {
  type TechnicianTalk,
  toJobOffer,
  toMinutesNoted,
  toMinutesQuestion,
  toTechnicianGoodbye,
  toVoicemail,
} from './technician-script.ts';
import type { WebhookUrls } from './webhook-urls.ts';

/** Somebody waits on the telephone; what comes later is tried again without them. */
const READ_LIMIT_MS = 5_000;

const Query = z.object({ business: BusinessId, call: z.uuid(), again: z.literal('1').optional() });
type Query = z.output<typeof Query>;
type Report = Parameters<typeof recordTechnicianAnswer>[1]['report'];

export interface TechnicianDesk {
  system: SystemContext;
  urls: WebhookUrls;
  deferred: DeferredVerbs;
  onTechnicianAnswer: OnTechnicianAnswer;
}

export interface TechnicianRequest {
  fields: FormFields;
  query: Record<string, unknown>;
}

/** Somebody, or a machine, has answered: the job and its keys, or a few words without anything of anybody. */
export async function offerJob(desk: TechnicianDesk, { fields, query }: TechnicianRequest): Promise<string> {
  const asked = Query.parse(query);
  const answeredBy = field(fields, 'AnsweredBy') ?? 'unknown';
  const talk = await findTalk(desk, asked);
  if (/^(machine|fax)/.test(answeredBy)) {
    await report(desk, asked, { kind: 'voicemail' });
    return toVoicemail(talk);
  }
  return toJobOffer(talk, { isPersonCertain: answeredBy === 'human' });
}

/** 1 takes the job at once: whoever hangs up before the minutes has taken it all the same. */
export async function takeTechnicianKey(
  desk: TechnicianDesk,
  { fields, query }: TechnicianRequest,
): Promise<string> {
  const asked = Query.parse(query);
  const talk = await findTalk(desk, asked);
  switch (field(fields, 'Digits')) {
    case '1': {
      const { isTakenByOther } = await report(desk, asked, { kind: 'taken', etaMinutes: null });
      if (talk.question === 'approval')
        return toTechnicianGoodbye(talk, isTakenByOther ? 'decided' : 'approved');
      return isTakenByOther
        ? toTechnicianGoodbye(talk, 'late')
        : toMinutesQuestion(talk, { isRepeat: false });
    }
    case '2': {
      const { isTakenByOther } = await report(desk, asked, { kind: 'declined' });
      if (talk.question === 'approval')
        return toTechnicianGoodbye(talk, isTakenByOther ? 'decided' : 'refused');
      return toTechnicianGoodbye(talk, 'declined');
    }
    default:
      return toJobOffer(talk, { isPersonCertain: true });
  }
}

export async function takeTechnicianMinutes(
  desk: TechnicianDesk,
  { fields, query }: TechnicianRequest,
): Promise<string> {
  const asked = Query.parse(query);
  const talk = await findTalk(desk, asked);
  const etaMinutes = readKeyedMinutes(field(fields, 'Digits') ?? '');
  if (etaMinutes === null && !asked.again) return toMinutesQuestion(talk, { isRepeat: true });
  if (etaMinutes === null) return toTechnicianGoodbye(talk, 'thanksAnyway');
  const { isTakenByOther } = await report(desk, asked, { kind: 'taken', etaMinutes });
  return isTakenByOther ? toTechnicianGoodbye(talk, 'late') : toMinutesNoted(talk, etaMinutes);
}

/** The carrier's word that the call is over: without an answer by then, nobody has answered. */
export async function endTechnicianCall(desk: TechnicianDesk, { query }: TechnicianRequest): Promise<void> {
  await report(desk, Query.parse(query), { kind: 'ended' });
}

async function findTalk({ system, urls }: TechnicianDesk, asked: Query): Promise<TechnicianTalk> {
  const read = async () => {
    const ctx = await contextOf(system, asked);
    return { ctx, call: await getTechnicianCall(ctx, { technicianCallId: asked.call }) };
  };
  const { ctx, call } = await withTimeLimit(read(), READ_LIMIT_MS, 'no database in time');
  return {
    urls,
    query: { business: asked.business, call: asked.call },
    language: call.language,
    businessName: ctx.business.name,
    technicianName: call.technicianName,
    summary: call.summary,
    question: call.question,
  };
}

/** Stored and handed on now, or as soon as the database takes it. */
async function report(
  { system, deferred, onTechnicianAnswer }: TechnicianDesk,
  asked: Query,
  report: Report,
): Promise<{ isTakenByOther: boolean }> {
  let heard = { isTakenByOther: false };
  await deferred.run('dispatch.record-technician-answer', async () => {
    const ctx = await contextOf(system, asked);
    const answer = await recordTechnicianAnswer(ctx, { technicianCallId: asked.call, report });
    if (answer) heard = await onTechnicianAnswer(ctx, answer);
  });
  return heard;
}

function contextOf(system: SystemContext, { business }: Query): Promise<DomainContext> {
  return forBusiness(system, business, { kind: 'carrier' });
}

import { dispatchTechnician, JOB_TYPES, RESIDENCE_PROOFS } from '@afterhourfix/domain';
import { readPhoneNumber, Severity, Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';
import { toConsentWords } from './consent-words.ts';
import { tellStatus } from './get-dispatch-status.ts';
import { ZipCode } from './inputs.ts';

const CALLER_ROLES = ['owner', 'tenant', 'landlord', 'property_manager', 'unknown'] as const;

export const dispatchTechnicianTool = defineTool({
  name: 'dispatch_technician',
  description:
    'Asks the technicians on call to come now. Name all trades that the trouble needs, what must be made safe first: one technician is woken for all of them where one can do them, and the order is kept. For danger to life at once; for damage after the caller agreed to the price; for comfort when the caller wants somebody tonight. It pages people: nobody comes until get_dispatch_status says so, and neither a name nor a time may be said before. Of `notSent` say plainly that nobody of ours comes for it, and why. An address that the caller corrects: call it again with it, and whoever is asked or comes is told. A caller who names a later hour wants a window: get_slots. A refusal with `speakable`: say that, hear the answer, and call it again with callerRole, approvedBy or refusedBy, residenceProof or name as the caller has answered, never as you suppose. After `approver-refused` and `no-residence-proof` nobody is sent. After `rush-worst-first` others are worse off just now: say so, and offer the first slot of get_slots.',
  isWrite: true,
  input: z.object({
    trade: Trade,
    otherTrades: z
      .array(Trade)
      .max(3)
      .optional()
      .describe('Further trades that the same trouble needs, in the order of the work'),
    severity: Severity.describe('As triage_call answered'),
    jobTypes: z.array(z.enum(JOB_TYPES)).max(6).optional(),
    vulnerable: z.boolean().optional(),
    name: z.string().min(1).max(120).optional().describe('Of the person at the door'),
    phone: z
      .string()
      .max(40)
      .optional()
      .describe('Callback number; leave out to use the number the caller is calling from'),
    addressLine: z.string().min(3).max(200).describe('Street address, with unit if any'),
    zip: ZipCode,
    problem: z.string().min(3).max(500).describe("The problem in the caller's words"),
    quoteId: z.string().max(64).optional().describe('quoteId of the price that the caller agreed to'),
    callerRole: z.enum(CALLER_ROLES).optional().describe('Whose home it is, when the caller said so'),
    approvedBy: z
      .string()
      .max(120)
      .optional()
      .describe('Who has said yes to it, when it is not for the caller to say'),
    refusedBy: z.string().max(120).optional().describe('Who has said no to it, when it is for them to say'),
    residenceProof: z
      .enum(RESIDENCE_PROOFS)
      .optional()
      .describe(
        'Of a lockout or other work on a lock: what the caller can show before the door is opened; none when nothing',
      ),
  }),
  async run(input, context) {
    const { domain, callId, callerNumber, readTriage } = context;
    const contactPhone = input.phone === undefined ? callerNumber : readPhoneNumber(input.phone);
    if (input.phone !== undefined && !contactPhone)
      return { result: { refusal: 'invalid-phone' }, effect: null };
    const held = readTriage();
    const made = await dispatchTechnician(domain, {
      ...input,
      callId,
      contactPhone,
      contactName: input.name ?? null,
      severity: toWorse(held.severity, input.severity),
      isVulnerable: held.isVulnerable || input.vulnerable === true,
      jobTypes: input.jobTypes ?? held.jobTypes.filter((jobType) => isOf(jobType, input)),
    });
    if (!made.ok) {
      const { refusal } = made;
      return { result: { refusal, ...toConsentWords(refusal) }, effect: null };
    }
    const { result } = await tellStatus(context, made.dispatchId);
    return {
      result: {
        ...result,
        ...(made.hasJoined && { hasJoined: true }),
        ...(made.notSent.length > 0 && { notSent: made.notSent }),
      },
      effect: { kind: 'technician-dispatched' },
    };
  },
});

const isOf = (
  jobType: string,
  { trade, otherTrades = [] }: { trade: Trade; otherTrades?: Trade[] | undefined },
) => [trade, ...otherTrades].some((one) => jobType.startsWith(`${one}.`));

/** The model's word can make it worse and never better. */
const toWorse = (held: Severity, said: Severity): Severity =>
  Severity.options.indexOf(held) < Severity.options.indexOf(said) ? held : said;

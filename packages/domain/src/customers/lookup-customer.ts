import { createHash } from 'node:crypto';
import type { Transaction } from '@afterhourfix/database';
import { callerVerifications, calls } from '@afterhourfix/database/schema';
import { NotFound } from '@afterhourfix/foundation';
import {
  type BusinessId,
  type CallId,
  type CustomerId,
  type PhoneNumber,
  readPhoneNumber,
  toLocalDay,
} from '@afterhourfix/vocabulary';
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';
import { type CustomerAddress, listAddresses } from './customer-addresses.ts';
import { type CustomerHistory, listHistory } from './customer-history.ts';
import { type CustomerRow, findCustomer } from './find-customer.ts';
import { compareNames } from './rules/compare-names.ts';
import { type CallerClaims, type CustomerFacts, verifyCaller } from './rules/verify-caller.ts';

export interface LookupCustomerInput {
  callId: CallId;
  /** The number that the caller calls their own; the one they call from when left out. */
  phone?: string | undefined;
  name?: string | undefined;
  zip?: string | undefined;
  /** Local day, `YYYY-MM-DD`. */
  appointmentDay?: string | undefined;
}

export interface CustomerView extends CustomerHistory {
  name: string | null;
  membership: string | null;
  addresses: CustomerAddress[];
}

/** Unverified is the same answer for a stranger, for a wrong name and for no record: it tells nothing of anybody. */
export type LookupCustomerResult =
  | { isVerified: true; customer: CustomerView }
  /** `membership`: of the number that calls. It only prices a visit, which every caller may ask for. */
  | { isVerified: false; membership: string | null };

/** Whoever guesses has three guesses in a call. */
const MAX_FAILED_ATTEMPTS = 3;
/** The carrier says that the caller's number was made up. */
const FORGED_CALLER_ID = /TN-Validation-Failed/i;

/** Who calls, and what may be told to them; once verified, a caller stays so for the call. Throws `NotFound`. */
export function lookupCustomer(
  ctx: DomainContext,
  input: LookupCustomerInput,
): Promise<LookupCustomerResult> {
  return ctx.db.transaction(async (tx) => {
    const { callerNumber, customer } = await findCallingCustomer(tx, { ctx, callId: input.callId });
    if (!customer) return { isVerified: false, membership: null };
    const isOwnNumber = input.phone === undefined || readPhoneNumber(input.phone) === callerNumber;
    if (!isOwnNumber) return { isVerified: false, membership: null };
    const known = await readRecord(tx, { ctx, customer });
    const isVerified = await verify(tx, { ctx, input, customer, facts: known.facts });
    if (!isVerified) return { isVerified, membership: customer.membership };
    await linkCall(tx, { ctx, callId: input.callId, customerId: customer.id });
    return { isVerified, customer: known.view };
  });
}

/** Whom the caller of a call has shown to be, or null: the only ground on which a visit is moved or cancelled. */
export async function findVerifiedCustomer(
  tx: Transaction,
  of: { businessId: BusinessId; callId: CallId },
): Promise<CustomerId | null> {
  const [row] = await tx
    .select({ customerId: callerVerifications.customerId })
    .from(callerVerifications)
    .where(
      and(
        eq(callerVerifications.businessId, of.businessId),
        eq(callerVerifications.callId, of.callId),
        isNotNull(callerVerifications.verifiedAt),
      ),
    );
  return row?.customerId ?? null;
}

/** By the number that calls and nothing else. Throws `NotFound` for a call of another business. */
export async function findCallingCustomer(
  tx: Transaction,
  { ctx, callId }: { ctx: DomainContext; callId: CallId },
): Promise<{ callerNumber: PhoneNumber | null; customer: CustomerRow | null }> {
  const businessId = ctx.business.id;
  const [call] = await tx
    .select({ fromNumber: calls.fromNumber, stirVerstat: calls.stirVerstat })
    .from(calls)
    .where(and(eq(calls.businessId, businessId), eq(calls.id, callId)));
  if (!call) throw new NotFound(`No call ${callId}`);
  const callerNumber = FORGED_CALLER_ID.test(call.stirVerstat ?? '') ? null : call.fromNumber;
  const customer = callerNumber ? await findCustomer(tx, { businessId, phone: callerNumber }) : null;
  return { callerNumber, customer };
}

interface OfCustomer {
  ctx: DomainContext;
  customer: CustomerRow;
}

async function readRecord(
  tx: Transaction,
  { ctx, customer }: OfCustomer,
): Promise<{ view: CustomerView; facts: CustomerFacts }> {
  const { name, membership } = customer;
  const addresses = await listAddresses(tx, customer);
  const of = { businessId: ctx.business.id, customerId: customer.id, now: ctx.clock.now() };
  const history = await listHistory(tx, of);
  // Whoever books under the number with a name of their own choice must not prove anything with that visit.
  const own = history.appointments.filter(
    ({ contactName }) => name !== null && compareNames(contactName, name) === 'same',
  );
  const facts = {
    name,
    zips: addresses.map(({ zip }) => zip),
    appointmentDays: own.map(({ startsAt, timeZone }) =>
      toLocalDay(startsAt, timeZone ?? ctx.business.timeZone),
    ),
  };
  return { view: { name, membership, addresses, ...history }, facts };
}

async function verify(
  tx: Transaction,
  { ctx, input, customer, facts }: OfCustomer & { input: LookupCustomerInput; facts: CustomerFacts },
): Promise<boolean> {
  const { callId, name = null, zip = null, appointmentDay = null } = input;
  const [before] = await tx
    .insert(callerVerifications)
    .values({ businessId: ctx.business.id, callId, customerId: customer.id })
    // Locks the row: guesses that come at once are counted one by one.
    .onConflictDoUpdate({ target: callerVerifications.callId, set: { callId } })
    .returning();
  if (!before) throw new Error('An upsert returned no row');
  if (before.verifiedAt) return true;
  if (before.failedAttempts.length >= MAX_FAILED_ATTEMPTS) return false;
  const claims = { name, zip, appointmentDay };
  const proof = verifyCaller({ isCallerIdMatch: true, facts, claims });
  const ofCall = eq(callerVerifications.id, before.id);
  if (proof.verdict === 'verified') {
    const { method } = proof;
    await tx.update(callerVerifications).set({ method, verifiedAt: ctx.clock.now() }).where(ofCall);
  } else if (proof.verdict === 'mismatch') {
    await countGuess(tx, { id: before.id, failedAttempts: before.failedAttempts, claims });
  }
  return proof.verdict === 'verified';
}

async function countGuess(
  tx: Transaction,
  guess: { id: string; failedAttempts: readonly string[]; claims: CallerClaims },
): Promise<void> {
  const { name, zip, appointmentDay } = guess.claims;
  const words = [name, zip, appointmentDay].map((claim) => claim?.trim().toLowerCase() ?? '').join('|');
  const digest = createHash('sha256').update(`${guess.id}|${words}`).digest('hex');
  if (guess.failedAttempts.includes(digest)) return;
  await tx
    .update(callerVerifications)
    .set({ failedAttempts: sql`array_append(${callerVerifications.failedAttempts}, ${digest})` })
    .where(eq(callerVerifications.id, guess.id));
}

async function linkCall(
  tx: Transaction,
  link: { ctx: DomainContext; callId: CallId; customerId: CustomerId },
): Promise<void> {
  const { ctx, callId, customerId } = link;
  await tx
    .update(calls)
    .set({ customerId })
    .where(and(eq(calls.businessId, ctx.business.id), eq(calls.id, callId), isNull(calls.customerId)));
}

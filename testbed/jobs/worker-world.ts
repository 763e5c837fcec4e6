import { createTestDatabase } from '@afterhourfix/database/testing';
import {
  answerCall,
  concludeTransfer,
  type DomainContext,
  forBusiness,
  type SystemContext,
  saveMessagePart,
  seedDemoBusinesses,
  setHandover,
} from '@afterhourfix/domain';
import { systemClock } from '@afterhourfix/foundation';
import { type CallId, PhoneNumber } from '@afterhourfix/vocabulary';
import { createWorker } from '@afterhourfix/worker';
import { readWorkerConfig } from '@afterhourfix/worker/config';
import pg from 'pg';
import { startTwilioRestSimulator, type TwilioRestSimulator } from '../simulators/twilio-rest/index.ts';
import { CapturedLog } from '../world/captured-log.ts';

const ACCOUNT = { accountSid: `AC${'0'.repeat(31)}1`, authToken: 'worker-world-token' };
const OAK_LINE = '+16145550142';
const OAK_ON_CALL = '+16145550190';

/** The real worker over a real database and a simulated Twilio. */
export interface WorkerWorld extends AsyncDisposable {
  system: SystemContext;
  rest: TwilioRestSimulator;
  log: CapturedLog;
  startWorker(environment?: Record<string, string>): Promise<AsyncDisposable>;
  /** To Oak and Iron unless told. */
  placeCall(to?: string): Promise<{ ctx: DomainContext; callId: CallId }>;
  /** A caller's message that is worth paging for. */
  leaveMessage(): Promise<void>;
  /** A caller wants a person, and nobody takes the call. */
  missTransfer(): Promise<void>;
  /** As the owner sees them, over all businesses. */
  rows<Row extends object>(sql: string): Promise<Row[]>;
}

export async function createWorkerWorld(): Promise<WorkerWorld> {
  await using stack = new AsyncDisposableStack();
  const log = new CapturedLog('worker');
  const database = stack.use(await createTestDatabase());
  const rest = stack.use(await startTwilioRestSimulator(ACCOUNT));
  const system: SystemContext = { db: database.system, clock: systemClock, log: log.log };
  await seedDemoBusinesses(system);
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  stack.defer(() => owner.end());
  let calls = 0;
  const placeCall = async (to = OAK_LINE) => {
    const callSid = `CA${String(calls++).padStart(32, '0')}`;
    const answered = await answerCall(system, { callSid, from: '+16145550101', to });
    if (!answered.ok) throw new Error(`The call was refused: ${answered.refusal}`);
    const ctx = await forBusiness(system, answered.business.id, { kind: 'carrier' });
    return { ctx, callSid, callId: answered.call.id };
  };
  const running = stack.move();
  return {
    system,
    rest,
    log,
    placeCall,
    startWorker: (environment) =>
      createWorker(
        readWorkerConfig({
          DATABASE_URL: database.ownerUrl,
          TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
          TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
          TWILIO_API_URL: rest.url,
          ...environment,
        }),
        { log: log.log },
      ),
    async leaveMessage() {
      const { ctx, callId } = await placeCall();
      await saveMessagePart(ctx, { callId, source: 'keypad', problem: 'Water in the basement' });
    },
    async missTransfer() {
      const { ctx, callId, callSid } = await placeCall();
      const to = PhoneNumber.parse(OAK_ON_CALL);
      const handover = { kind: 'transfer', to, technicianName: null, isAccepted: false } as const;
      await setHandover(ctx, { callId, handover });
      await concludeTransfer(system, { callSid });
    },
    rows: async <Row extends object>(sql: string) => (await owner.query<Row>(sql)).rows,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

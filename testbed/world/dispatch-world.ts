import {
  type DomainContext,
  forBusiness,
  type SystemContext,
  setContactConsent,
  setDispatchPolicy,
} from '@afterhourfix/domain';
import { systemClock } from '@afterhourfix/foundation';
import { BusinessId, PhoneNumber } from '@afterhourfix/vocabulary';
import { createWorker } from '@afterhourfix/worker';
import { readWorkerConfig } from '@afterhourfix/worker/config';
import type { Mind, MindContext, MindItem, MindReply } from '../simulators/openai-realtime/index.ts';
import { repeatExactly } from './obedient-replies.ts';
import { OAK, startWorld, type World, type WorldOptions } from './world.ts';

export const BEN = '+16145550192';
export const DEE = '+16145550194';

/** Of ringing, and of what the carrier reads to technicians. */
const SCRIPT_SPEED = 10;
const MS_PER_MINUTE = 60_000;
const ADDRESS = { addressLine: '12 Elm Street', zip: '43201' };

export interface DispatchWorldOptions extends Pick<WorldOptions, 'callees'> {
  /** How long a rung may answer. */
  rungMs: number;
  /** What is passed beside the address; whatever the caller says. */
  job?: Record<string, unknown>;
  /** Instead of one that sends somebody as soon as the caller has spoken. */
  mind?: () => Mind;
  /** What the agent does behind the answer of its dispatch; by default it goes on until somebody comes. */
  reply?: (context: MindContext) => MindReply | null;
}

/** The whole product, its worker included: voice server and worker know of each other through PostgreSQL alone. */
export interface DispatchWorld extends AsyncDisposable {
  world: World;
  ctx: DomainContext;
  startWorker(): Promise<AsyncDisposable>;
  /** A technician answers by text, as the carrier tells it. */
  text(from: string, body: string): Promise<void>;
  /** All that was texted to a number. */
  textsTo(number: string): string[];
  /** A number agrees to be called by our machine about jobs, or a caller to texts. */
  agree(number: string, to: 'calls' | 'texts'): Promise<void>;
}

export async function startDispatchWorld(options: DispatchWorldOptions): Promise<DispatchWorld> {
  const { rungMs, callees = {} } = options;
  const mind = options.mind ?? (() => dispatchingMind(options));
  const world = await startWorld({ callees, scriptSpeed: SCRIPT_SPEED, openai: { mind } });
  const system: SystemContext = { db: world.database.system, clock: systemClock, log: world.log.log };
  const [oak] = await world.rows<{ id: string }>('select id from businesses where slug = $1', [OAK.slug]);
  const ctx = await forBusiness(system, BusinessId.parse(oak?.id), { kind: 'operator' });
  const minutes = rungMs / MS_PER_MINUTE;
  const ackMinutes = { life_safety: minutes, property_damage: minutes, urgent_comfort: minutes };
  await setDispatchPolicy(ctx, { ackMinutes });
  let texts = 0;
  return {
    world,
    ctx,
    startWorker: () =>
      createWorker(
        readWorkerConfig({
          DATABASE_URL: world.database.ownerUrl,
          TWILIO_ACCOUNT_SID: world.accountSid,
          TWILIO_AUTH_TOKEN: world.authToken,
          TWILIO_API_URL: world.rest.url,
          PUBLIC_URL: world.publicUrl,
        }),
        { log: world.log.log },
      ),
    async text(from, body) {
      texts += 1;
      await world.post('/twilio/text', { MessageSid: `SM${texts}`, From: from, To: OAK.number, Body: body });
    },
    textsTo: (number) => world.rest.messages.filter(({ to }) => to === number).map(({ body }) => body),
    async agree(number, to) {
      const channel = to === 'calls' ? 'voice_ai' : 'sms';
      const purpose = to === 'calls' ? 'dispatch' : 'service';
      await setContactConsent(ctx, {
        ...{ number: PhoneNumber.parse(number), channel, purpose, isGranted: true, callId: null },
        ...{ wording: 'May we?', evidence: { form: 'signed' } },
      });
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

/** Sends somebody as soon as the caller has spoken, and says goodbye once code has told who comes. */
function dispatchingMind({ job = {}, reply = () => null }: DispatchWorldOptions): Mind {
  return {
    respond(context) {
      if (context.responseInstructions !== null) return repeatExactly(context);
      const { conversation } = context;
      const call = { name: 'dispatch_technician', arguments: { ...BURST_PIPE, ...job } };
      // While a safety line is said nothing runs; asked again after it, as it is answered.
      const isAnswered = (item: MindItem) => item.kind === 'result' && !item.output.includes('safety-first');
      if (!conversation.some(isAnswered)) return [{ call }];
      const given = reply(context);
      if (given) return given;
      const isTold = conversation.some((item) => item.kind === 'agent' && /is coming to you/.test(item.text));
      if (isTold) return [{ say: 'Goodbye.' }, { call: { name: 'end_call', arguments: {} } }];
      return [{ say: 'Please stay on the line.' }];
    },
  };
}

const BURST_PIPE = {
  ...ADDRESS,
  trade: 'plumbing',
  severity: 'property_damage',
  name: 'Marla Quint',
  problem: 'The main in the basement has burst',
};

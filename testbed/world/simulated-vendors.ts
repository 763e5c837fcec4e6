import { randomBytes } from 'node:crypto';
import { DEMO_LINES, DEMO_TECHNICIANS } from '@afterhourfix/domain';
import type { Environment } from '@afterhourfix/foundation';
import { type CalleeBehaviour, startCarrierSimulator } from '../simulators/carrier/index.ts';
import { startOpenAiRealtimeSimulator } from '../simulators/openai-realtime/index.ts';
import { startTwilioRestSimulator } from '../simulators/twilio-rest/index.ts';

const ACCOUNT_SID = `AC${'0'.repeat(31)}1`;
/** About what the real engine takes to its first sound. */
const THINKING_MS = 300;
/** What a demo technician presses: the job is taken, to be there in 25 minutes. */
const TAKES_THE_JOB: CalleeBehaviour = { kind: 'answers', presses: ['1', '25'] };
/** So much faster than a true one does a call to them go. */
const RINGING_SPEED = 4;
const DEFAULT_VOICE_PORT = '5050';
const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/** Of one outside service: the real one or ours, and why. */
export interface VendorStanding {
  name: string;
  isSimulated: boolean;
  note: string;
}

export interface Vendors {
  /** The given environment, completed with what reaches the simulators. */
  environment: Environment;
  standings: VendorStanding[];
}

/** Starts a simulator for each vendor without a key; half a key is none, and the apps will say what is missing. */
export async function standInForVendors(
  environment: Environment,
  stack: AsyncDisposableStack,
): Promise<Vendors> {
  const engine = await standInForEngine(environment, stack);
  const carrier = await standInForCarrier(engine.environment, stack);
  return { environment: carrier.environment, standings: [...engine.standings, ...carrier.standings] };
}

async function standInForEngine(environment: Environment, stack: AsyncDisposableStack): Promise<Vendors> {
  const name = 'speech engine';
  if (environment.OPENAI_API_KEY || environment.OPENAI_REALTIME_URL) {
    const note = environment.OPENAI_REALTIME_URL || 'OpenAI Realtime';
    return { environment, standings: [{ name, isSimulated: false, note }] };
  }
  const key = randomBytes(16).toString('hex');
  const simulator = stack.use(
    await startOpenAiRealtimeSimulator({ acceptedKey: key, thinkingMs: THINKING_MS }),
  );
  return {
    environment: { ...environment, OPENAI_API_KEY: key, OPENAI_REALTIME_URL: simulator.url },
    standings: [{ name, isSimulated: true, note: 'OPENAI_API_KEY is not set' }],
  };
}

async function standInForCarrier(environment: Environment, stack: AsyncDisposableStack): Promise<Vendors> {
  if (environment.TWILIO_ACCOUNT_SID || environment.TWILIO_AUTH_TOKEN || environment.TWILIO_API_URL) {
    const standings = [
      { name: 'telephone', isSimulated: false, note: `Twilio account ${environment.TWILIO_ACCOUNT_SID}` },
      { name: 'text messages', isSimulated: false, note: environment.TWILIO_API_URL || 'Twilio' },
    ];
    return { environment, standings };
  }
  const publicUrl = toLocalUrl(environment);
  const account = { accountSid: ACCOUNT_SID, authToken: randomBytes(16).toString('hex') };
  const phoneNumbers = DEMO_LINES.map(({ phoneNumber }) => ({
    phone_number: phoneNumber,
    voice_url: `${publicUrl}/twilio/voice`,
  }));
  // Callers bring a carrier of their own (npm run call); this one makes the calls that we ask for.
  const carrier = stack.use(
    startCarrierSimulator({
      ...account,
      voiceUrl: `${publicUrl}/twilio/voice`,
      callees: Object.fromEntries(DEMO_TECHNICIANS.map(({ phone }) => [phone, TAKES_THE_JOB])),
      scriptSpeed: RINGING_SPEED,
      keepsAudio: false,
    }),
  );
  const rest = stack.use(await startTwilioRestSimulator({ ...account, carrier, phoneNumbers }));
  return {
    environment: {
      ...environment,
      PUBLIC_URL: publicUrl,
      TWILIO_ACCOUNT_SID: account.accountSid,
      TWILIO_AUTH_TOKEN: account.authToken,
      TWILIO_API_URL: rest.url,
    },
    standings: [
      { name: 'telephone', isSimulated: true, note: 'TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are not set' },
      { name: 'text messages', isSimulated: true, note: 'accepted, sent to nobody' },
      { name: 'technicians', isSimulated: true, note: 'rung for a job, they press 1 and 25 minutes' },
    ],
  };
}

/** The simulated carrier is on this machine: a public address waits for the real one. */
function toLocalUrl({ PUBLIC_URL, VOICE_PORT }: Environment): string {
  const given = URL.parse(PUBLIC_URL ?? '');
  if (PUBLIC_URL && given && LOOPBACK_HOSTS.includes(given.hostname)) return PUBLIC_URL;
  return `http://127.0.0.1:${VOICE_PORT || DEFAULT_VOICE_PORT}`;
}

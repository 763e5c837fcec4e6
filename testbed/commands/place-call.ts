import { writeFile } from 'node:fs/promises';
import { Client } from 'pg';
import { type CarrierCall, startCarrierSimulator } from '../simulators/carrier/index.ts';
import type { CallPlan } from './call-arguments.ts';
import { describeRows, untilWritten } from './call-rows.ts';
import type { CallServer } from './call-server.ts';
import { CallStory, summarizeLatencies } from './call-story.ts';
import { toCallWav } from './call-wav.ts';
import type { CallerLine } from './caller-lines.ts';
import { followCall, tellTurn } from './follow-call.ts';
import { hearGreeting, holdConversation } from './hold-conversation.ts';
import { TranscriptFollower } from './transcript-follower.ts';

export interface PlacedCall {
  plan: CallPlan;
  lines: readonly CallerLine[];
  server: CallServer;
  /** Where the sound of a call goes. */
  toFile(callSid: string): string;
  print(line: string): void;
  /** Puts the receiver down early. */
  onInterrupt(hangUp: () => void): void;
}

/**
 * Places the call, tells it live, keeps its sound and shows its rows. Resolves to what the carrier would not have
 * accepted of the server; empty after a good call.
 */
export async function placeCall(placed: PlacedCall): Promise<string[]> {
  const { plan, server, print } = placed;
  await using stack = new AsyncDisposableStack();
  const database = new Client({ connectionString: server.databaseUrl });
  // Without a listener a lost connection would end the process in the middle of the call.
  database.once('error', (error) => {
    print(`the database is gone: ${error.message}`);
    database.on('error', () => undefined);
  });
  await database.connect();
  stack.defer(() => database.end());
  const carrier = stack.use(startCarrier(placed));
  const rangAtMs = performance.now();
  const call = await carrier.placeCall({ to: plan.to, from: plan.from });
  placed.onInterrupt(() => call.hangUp());
  const story = new CallStory(print);
  await speakThrough(placed, { call, story, database, rangAtMs });
  await call.untilEnded();
  print(`\n${summarizeLatencies(story.latenciesMs)}`);
  const file = placed.toFile(call.callSid);
  await writeFile(file, toCallWav({ spoken: call.spoken(), heard: call.heard() }));
  print(`sound: ${file} (left the caller, right what the caller heard)`);
  const problems = carrier.problems.map(({ code, message }) => `carrier: ${code} ${message}`);
  return [...problems, ...(await showRows(placed, database, call.callSid))];
}

/** Resolves to what was in the way. */
async function showRows({ print }: PlacedCall, database: Client, callSid: string): Promise<string[]> {
  try {
    await untilWritten(database, callSid);
    print(`\n${await describeRows(database, callSid)}`);
    return [];
  } catch (error) {
    return [`the rows of the call cannot be read: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function startCarrier({ plan, server }: PlacedCall) {
  const { accountSid, authToken, publicUrl } = server;
  const voiceUrl = `${publicUrl}/twilio/voice`;
  return startCarrierSimulator({
    accountSid,
    authToken,
    voiceUrl,
    numbers: { [plan.to]: { voiceUrl, statusCallback: `${publicUrl}/twilio/status` } },
  });
}

interface LiveParts {
  call: CarrierCall;
  story: CallStory;
  database: Client;
  rangAtMs: number;
}

async function speakThrough(
  placed: PlacedCall,
  { call, story, database, rangAtMs }: LiveParts,
): Promise<void> {
  const { lines, plan } = placed;
  using followed = followCall(call, story, rangAtMs);
  const { ear } = followed;
  const { patienceMs, hangsUpAtOnce } = plan;
  const conversation = { call, ear, story, lines, patienceMs, hangsUpAtOnce };
  if (!(await hearGreeting(conversation))) return;
  await using follower = ear.isSimulatedAgent
    ? null
    : new TranscriptFollower(database, call.callSid, (turn) => tellTurn(story, turn));
  await follower?.start();
  await holdConversation(conversation);
  await call.untilEnded();
}

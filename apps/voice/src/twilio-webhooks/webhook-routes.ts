import { withTimeLimit } from '@afterhourfix/foundation';
import { toHangup, toNoReply } from '@afterhourfix/integrations/twilio/twiml';
import formBody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerIncomingCall, type WebhookParts } from './answer-call.ts';
import {
  endTechnicianCall,
  offerJob,
  takeTechnicianKey,
  takeTechnicianMinutes,
} from './answer-technician.ts';
import { answerWhisper, continueAfterDial, continueAfterStream, whisper } from './continue-call.ts';
import { toNameStep } from './message-script.ts';
import { type FormFields, field, isCallerGone, readForm, requireSignature } from './signed-form.ts';
import { storeCallStatus, storeRecording, storeStreamStatus, storeTranscription } from './store-reports.ts';
import { storeText, storeTextStatus } from './store-texts.ts';
import { readCause, takeName, takeNumber, takeProblem } from './take-message.ts';
import {
  briefPerson,
  endPerson,
  holdCaller,
  joinCaller,
  releasePerson,
  takePersonKey,
} from './warm-transfer.ts';

/** Twilio gives up after 15 s and the caller hears an application error: a database that hangs must not get us there. */
const ANSWER_LIMIT_MS = 8_000;

/** A step of the keypad script or a person's ringing takes two minutes at most; a talk with a person may take longer. */
const AWAITED_LIMIT_MS = 10 * 60_000;
/** Asked about the call of a person rung, not the caller's. */
const CALLEE_PATHS = /^(whisper|technician|transfer\/person)/;

type Answer = (fields: FormFields, query: Record<string, unknown>) => Promise<string> | string;

/** Everything Twilio asks or tells us by HTTP, all of it signed, answered in TwiML even when we fail. */
export async function webhookRoutes(app: FastifyInstance, parts: WebhookParts): Promise<void> {
  await app.register(formBody);
  app.addHook('preHandler', requireSignature(parts.sessions.config));

  /** A fault of ours must not become silence: the caller gets `onFault` instead. */
  const answer = (path: string, toTwiml: Answer, onFault: () => string) => {
    app.post(`/twilio/${path}`, async (request, reply) => {
      const twiml = await runAnswer(request, toTwiml, onFault);
      if (!CALLEE_PATHS.test(path)) noteWhoIsAwaited(parts, { request, reply, twiml });
      return sendTwiml(reply, twiml);
    });
  };
  const toMessage = () => toNameStep(parts.urls, 'tech_failure');

  answer('voice', (fields) => answerIncomingCall(parts, fields), toMessage);
  answer('stream-ended', (fields) => continueAfterStream(parts, fields), toMessage);
  answer('dial-ended', (fields) => continueAfterDial(parts, fields), toMessage);
  answer('whisper', (_fields, query) => whisper(parts, String(query.call ?? '')), toHangup);
  answer(
    'whisper-answered',
    (fields, query) => answerWhisper(parts, { callSid: String(query.call ?? ''), fields }),
    toHangup,
  );
  answer('transfer/hold', (fields, query) => holdCaller(parts, { fields, query }), toMessage);
  answer('transfer/join', (fields) => joinCaller(parts, fields), toMessage);
  answer('transfer/person', (fields, query) => briefPerson(parts, { fields, query }), toHangup);
  answer('transfer/person-key', (fields, query) => takePersonKey(parts, { fields, query }), toHangup);
  answer('technician/offer', (fields, query) => offerJob(parts, { fields, query }), toHangup);
  answer('technician/key', (fields, query) => takeTechnicianKey(parts, { fields, query }), toHangup);
  answer('technician/minutes', (fields, query) => takeTechnicianMinutes(parts, { fields, query }), toHangup);
  answer(
    'message/name',
    (fields, query) => takeName(parts, { fields, cause: readCause(query.cause) }),
    toMessage,
  );
  answer(
    'message/number',
    (fields, query) => takeNumber(parts, { fields, cause: readCause(query.cause) }),
    toMessage,
  );
  answer(
    'message/problem',
    (fields, query) => takeProblem(parts, { fields, cause: readCause(query.cause) }),
    toHangup,
  );

  const store = (
    path: string,
    run: (fields: FormFields, query: Record<string, unknown>) => Promise<void>,
  ) => {
    app.post(`/twilio/${path}`, async (request, reply) => {
      await run(readForm(request.body), readQuery(request));
      return reply.code(204).send();
    });
  };
  store('status', async (fields) => {
    await storeCallStatus(parts, fields);
    if (isCallerGone(fields)) await releasePerson(parts, fields);
  });
  store('transfer/person-ended', (fields, query) => endPerson(parts, { fields, query }));
  store('technician/ended', (fields, query) => endTechnicianCall(parts, { fields, query }));
  store('recording', (fields) => storeRecording(parts, fields));
  store('transcription', (fields) => storeTranscription(parts, fields));
  store('stream-status', (fields) => storeStreamStatus(parts, fields));
  app.post('/twilio/text', async (request, reply) => {
    await storeText(parts, readForm(request.body));
    return sendTwiml(reply, toNoReply());
  });
  app.post('/twilio/text-status', async (request, reply) => {
    const query = typeof request.query === 'object' && request.query !== null ? { ...request.query } : {};
    await storeTextStatus(parts, { fields: readForm(request.body), query });
    return reply.code(204).send();
  });
}

/** While the agent has the call it keeps this node up by itself; the last word does so until it is sent. */
function noteWhoIsAwaited(
  { liveCalls }: WebhookParts,
  { request, reply, twiml }: { request: FastifyRequest; reply: FastifyReply; twiml: string },
): void {
  const fields = readForm(request.body);
  const callSid = field(fields, 'CallSid');
  if (!callSid) return;
  const hasMoreToAsk = / action="|<Redirect/.test(twiml) && !isCallerGone(fields) && !liveCalls.has(callSid);
  if (hasMoreToAsk) liveCalls.awaited.expect(callSid, AWAITED_LIMIT_MS);
  else reply.raw.once('close', () => liveCalls.awaited.forget(callSid));
}

async function runAnswer(request: FastifyRequest, toTwiml: Answer, onFault: () => string): Promise<string> {
  try {
    const twiml = Promise.resolve(toTwiml(readForm(request.body), readQuery(request)));
    return await withTimeLimit(twiml, ANSWER_LIMIT_MS, 'no answer in time');
  } catch (error) {
    request.log.error({ err: error, path: request.routeOptions.url }, 'webhook failed');
    return onFault();
  }
}

function readQuery({ query }: FastifyRequest): Record<string, unknown> {
  return typeof query === 'object' && query !== null ? { ...query } : {};
}

function sendTwiml(reply: FastifyReply, twiml: string): FastifyReply {
  return reply.type('text/xml; charset=utf-8').send(twiml);
}

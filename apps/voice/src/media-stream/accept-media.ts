import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock, Logger } from '@afterhourfix/foundation';
import { MAX_CARRIER_FRAME_BYTES, readCarrierFrame } from '@afterhourfix/integrations/twilio/media-frames';
import { isUpgradeSigned } from '@afterhourfix/integrations/twilio/signature';
import { type WebSocket, WebSocketServer } from 'ws';
import { TwilioCarrierLeg } from './twilio-carrier-leg.ts';

const MEDIA_PATH = '/twilio/media';
const START_LIMIT_MS = 5_000;
/** `connected` comes first, then `start`; a little nonsense in between is forgiven. */
const MAX_FRAMES_BEFORE_START = 10;
/** A caller waits in silence meanwhile: behind it the carrier asks what comes next, and has an answer in time. */
const ADMISSION_LIMIT_MS = 4_000;
/** WebSocket close codes for "you broke our rules" and "we failed". */
const POLICY_VIOLATION = 1008;
const INTERNAL_FAULT = 1011;

export interface MediaGate {
  /** As it stands in our TwiML: what the signature covers. */
  mediaUrl: string;
  authTokens: readonly string[];
  /**
   * Takes the leg, or says why not; called once `start` has come. When `expired` is aborted the leg is closed
   * already and must not be taken any more.
   */
  admit(leg: TwilioCarrierLeg, expired: AbortSignal): Promise<{ ok: true } | { ok: false; refusal: string }>;
  clock: Clock;
  log: Logger;
}

/** Lets the carrier's media in: signed upgrade, `start` in time, then the gate's own check of token and call. */
export function acceptMedia(server: Server, gate: MediaGate): AsyncDisposable {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_CARRIER_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: true,
  });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = findUpgradeRefusal(gate, request);
    if (refusal) {
      gate.log.warn({ refusal }, 'media upgrade refused');
      // Nobody else listens on it any more: a reset by the refused peer would end the process.
      socket.on('error', (error) => gate.log.warn({ err: error }, 'refused media upgrade failed'));
      // An upgraded socket is nobody's any more: no timeout of the HTTP server ends it, nor does its close.
      socket.once('finish', () => socket.destroy());
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => awaitStart(gate, webSocket));
  };
  server.on('upgrade', upgrade);
  return {
    async [Symbol.asyncDispose]() {
      server.off('upgrade', upgrade);
      for (const webSocket of sockets.clients) webSocket.terminate();
      await new Promise((resolve) => sockets.close(resolve));
    },
  };
}

function findUpgradeRefusal(gate: MediaGate, request: IncomingMessage): string | null {
  const path = (request.url ?? '').split('?')[0]?.replace(/\/$/, '');
  if (path !== MEDIA_PATH) return '404 Not Found';
  const signature = request.headers['x-twilio-signature'];
  const isSigned = isUpgradeSigned({
    authTokens: gate.authTokens,
    signature: typeof signature === 'string' ? signature : undefined,
    url: gate.mediaUrl,
  });
  return isSigned ? null : '403 Forbidden';
}

function awaitStart(gate: MediaGate, socket: WebSocket): void {
  let frames = 0;
  const refuse = (why: string) => {
    limit[Symbol.dispose]();
    socket.off('message', onMessage);
    gate.log.warn({ refusal: why }, 'media stream refused');
    socket.close(POLICY_VIOLATION, why);
  };
  const limit = gate.clock.after(START_LIMIT_MS, () => refuse('no start in time'));
  const onMessage = (frame: unknown, isBinary: boolean) => {
    // `ws` hands over Buffers as long as binaryType is left at its default.
    const read = isBinary ? null : readCarrierFrame(frame as Buffer);
    if (read !== null && read !== 'malformed' && read.type === 'started') {
      limit[Symbol.dispose]();
      socket.off('message', onMessage);
      void admitLeg(
        gate,
        new TwilioCarrierLeg({ socket, started: read, clock: gate.clock, log: gate.log }),
        socket,
      );
    } else if (++frames > MAX_FRAMES_BEFORE_START) refuse('no start');
  };
  socket.on('message', onMessage);
  // A frame over the limit, bad UTF-8 or a reset ends this socket and nothing else; `close` follows.
  socket.on('error', (error) => gate.log.warn({ err: error }, 'media socket failed'));
  socket.on('close', () => limit[Symbol.dispose]());
}

async function admitLeg(gate: MediaGate, leg: TwilioCarrierLeg, socket: WebSocket): Promise<void> {
  const expiry = new AbortController();
  const fail = (error: unknown) => {
    gate.log.error({ err: error }, 'media stream could not be admitted');
    socket.close(INTERNAL_FAULT, 'try again');
  };
  const limit = gate.clock.after(ADMISSION_LIMIT_MS, () => {
    expiry.abort();
    fail(new Error('no admission in time'));
  });
  try {
    const admission = await gate.admit(leg, expiry.signal);
    if (admission.ok || expiry.signal.aborted) return;
    gate.log.warn({ refusal: admission.refusal, callSid: leg.started.callSid }, 'media stream refused');
    socket.close(POLICY_VIOLATION, admission.refusal);
  } catch (error) {
    if (!expiry.signal.aborted) fail(error);
  } finally {
    limit[Symbol.dispose]();
  }
}

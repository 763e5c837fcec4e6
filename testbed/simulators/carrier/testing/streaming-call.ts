import {
  type CallRequest,
  type CarrierCall,
  type CarrierSimulator,
  startCarrierSimulator,
} from '../index.ts';
import {
  type OurServer,
  type ReceivedFrame,
  type ReceivedStream,
  startOurServer,
  toResponse,
} from './our-server.ts';

export const ACCOUNT = { accountSid: `AC${'1'.repeat(32)}`, authToken: '12345' };
export const CALLER = '+16145550115';
export const BUSINESS = '+16145550142';

/** Our server and a carrier that knows it, with a script that opens one stream. */
export interface StreamingWorld extends AsyncDisposable {
  server: OurServer;
  carrier: CarrierSimulator;
}

export async function startStreamingWorld(): Promise<StreamingWorld> {
  const server = await startOurServer();
  server.answers.set(
    '/voice',
    toResponse(
      `<Connect action="/stream-ended"><Stream url="${server.mediaUrl}" statusCallback="/stream-status">`,
      '<Parameter name="token" value="one-time"/></Stream></Connect>',
    ),
  );
  server.answers.set('/stream-ended', toResponse('<Hangup/>'));
  server.answers.set('/stream-status', '');
  const carrier = startCarrierSimulator({ ...ACCOUNT, voiceUrl: `${server.url}/voice` });
  return {
    server,
    carrier,
    async [Symbol.asyncDispose]() {
      await carrier[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** A call whose first media frame has reached our server. */
export async function placeStreamingCall(
  world: StreamingWorld,
  request: Partial<CallRequest> = {},
): Promise<[CarrierCall, ReceivedStream]> {
  const call = await world.carrier.placeCall({ from: CALLER, to: BUSINESS, ...request });
  await call.untilStreaming();
  await untilFrame(world, (frame) => frame.event === 'media');
  const stream = world.server.streams[0];
  if (stream === undefined) throw new Error('no stream reached our server');
  return [call, stream];
}

/** Resolves when our server has got so many of such frames, counted from now. */
export function untilFrame(
  { server }: StreamingWorld,
  isWanted: (frame: ReceivedFrame) => boolean,
  count = 1,
): Promise<ReceivedFrame> {
  const { promise, resolve } = Promise.withResolvers<ReceivedFrame>();
  const before = server.onFrame;
  let seen = 0;
  server.onFrame = (frame, stream) => {
    before(frame, stream);
    if (isWanted(frame) && ++seen === count) resolve(frame);
  };
  return promise;
}

export function sendAudio(stream: ReceivedStream, mulaw: Uint8Array): void {
  const streamSid = stream.frames[1]?.streamSid;
  stream.send({ event: 'media', streamSid, media: { payload: Buffer.from(mulaw).toString('base64') } });
}

export function sendMark(stream: ReceivedStream, name: string): void {
  stream.send({ event: 'mark', streamSid: stream.frames[1]?.streamSid, mark: { name } });
}

export function listMarks(stream: ReceivedStream): (string | undefined)[] {
  return stream.frames.filter((frame) => frame.event === 'mark').map((frame) => frame.mark?.name);
}

export function listMedia(stream: ReceivedStream): NonNullable<ReceivedFrame['media']>[] {
  return stream.frames.flatMap((frame) => frame.media ?? []);
}

/** Sound that no two neighbouring bytes of are alike, and none of which is silence. */
export const toRamp = (length: number) => Uint8Array.from({ length }, (_, index) => 1 + (index % 100));

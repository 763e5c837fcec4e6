import type { MediaConnection } from '../media-connection.ts';
import {
  followAction,
  type Next,
  readMethod,
  reportAction,
  resolveUrl,
  type Scene,
  ScriptFault,
} from '../script.ts';
import { newSid } from '../sids.ts';
import type { StreamEnding } from '../stream-record.ts';
import { listElements, type XmlElement } from '../xml-reader.ts';

const MAX_PARAMETER_CHARACTERS = 500;

function readParameters(stream: XmlElement, scene: Scene): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const parameter of listElements(stream)) {
    const name = parameter.attributes.get('name') ?? '';
    const value = parameter.attributes.get('value') ?? '';
    if (name === '') scene.leg.problems.add(12200, '<Parameter> has no name');
    if (name.length + value.length >= MAX_PARAMETER_CHARACTERS) {
      scene.leg.problems.add(31920, `<Parameter name="${name}"> has 500 characters or more`);
      continue;
    }
    parameters[name] = value;
  }
  return parameters;
}

/** Twilio drops a query string without a word, so what it carried never arrives. */
function readStreamUrl(stream: XmlElement, scene: Scene): string {
  const written = stream.attributes.get('url') ?? '';
  const url = resolveUrl(written, scene).replace(/\?.*$/s, '');
  if (!/^wss?:\/\//.test(url))
    throw new ScriptFault(31921, `<Stream url="${written}"> is not a media socket`);
  if (written.includes('?'))
    scene.leg.problems.add(31920, `query string of <Stream url="${written}"> is dropped`);
  return url;
}

function reportStream(
  stream: XmlElement,
  scene: Scene,
  fields: { streamSid: string; event: string; error?: string },
) {
  const url = stream.attributes.get('statusCallback');
  if (url === undefined) return;
  scene.leg.notify(resolveUrl(url, scene), readMethod(stream, 'statusCallbackMethod'), {
    StreamSid: fields.streamSid,
    StreamName: stream.attributes.get('name') ?? fields.streamSid,
    StreamEvent: fields.event,
    Timestamp: new Date().toISOString(),
    ...(fields.error === undefined ? {} : { StreamError: fields.error }),
  });
}

async function runUntilEnded(connection: MediaConnection, signal: AbortSignal, onOpened: () => void) {
  const stop = () => connection.stop();
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  try {
    if (await connection.opened) onOpened();
    return await connection.ended;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const STREAM_ERRORS: Readonly<Record<StreamEnding, string | undefined>> = {
  carrier: undefined,
  server: undefined,
  network: 'The media socket broke',
  refused: 'The media socket was refused',
};

/** `<Connect><Stream>`: what follows is reached only after our server, or the network, closed the socket. */
export async function connectStream(element: XmlElement, scene: Scene): Promise<Next> {
  const stream = listElements(element)[0];
  const { party } = scene.leg;
  if (stream === undefined || party === null)
    throw new ScriptFault(12200, '<Connect> has nothing to connect here');
  const streamSid = newSid('MZ');
  const customParameters = party.faults.streamParameters ?? readParameters(stream, scene);
  const connection = party.openStream({ url: readStreamUrl(stream, scene), streamSid, customParameters });
  party.line.connect(connection);
  const ending = await runUntilEnded(connection, scene.signal, () =>
    reportStream(stream, scene, { streamSid, event: 'stream-started' }),
  );
  party.line.disconnect(connection);
  const error = STREAM_ERRORS[ending];
  if (error === undefined) reportStream(stream, scene, { streamSid, event: 'stream-stopped' });
  else reportStream(stream, scene, { streamSid, event: 'stream-error', error });
  const fields = { StreamSid: streamSid, ...(error === undefined ? {} : { StreamError: error }) };
  if (scene.leg.isGone) reportAction(element, scene, fields);
  scene.signal.throwIfAborted();
  return followAction(element, scene, { fields });
}

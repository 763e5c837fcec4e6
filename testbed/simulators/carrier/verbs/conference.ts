import type { ConferenceRoom } from '../conference-rooms.ts';
import { followAction, type Next, reportAction, type Scene, ScriptFault } from '../script.ts';
import { toPlainText, type XmlElement } from '../xml-reader.ts';

const MAX_NAME_CHARACTERS = 128;

/** `<Dial><Conference>`: in the room until it ends, or the person hangs up. It starts with its second member. */
export async function joinConference(element: XmlElement, noun: XmlElement, scene: Scene): Promise<Next> {
  const { leg } = scene;
  const name = toPlainText(noun);
  if (name === '' || name.length > MAX_NAME_CHARACTERS)
    throw new ScriptFault(13230, `<Conference> has the name "${name}"`);
  if ((noun.attributes.get('waitUrl') ?? '') !== '')
    throw new ScriptFault(0, 'waitUrl of a <Conference> is not simulated');
  const room = leg.rooms.open(name);
  const member = {
    callSid: leg.callSid,
    startsOnEnter: noun.attributes.get('startConferenceOnEnter') !== 'false',
    endsOnExit: noun.attributes.get('endConferenceOnExit') === 'true',
  };
  const fields = { DialCallStatus: 'completed', DialBridged: 'true', ConferenceSid: room.sid };
  room.enter(member);
  try {
    await untilOver(room, scene);
  } catch (error) {
    if (leg.isGone) reportAction(element, scene, fields);
    throw error;
  } finally {
    room.leave(member);
    leg.rooms.closeIfEmpty(name, room);
  }
  return followAction(element, scene, { fields });
}

async function untilOver(room: ConferenceRoom, scene: Scene): Promise<void> {
  const { leg, signal } = scene;
  const cut = Promise.withResolvers<never>();
  const abort = () => cut.reject(signal.reason);
  signal.addEventListener('abort', abort);
  const over = AbortSignal.any([signal]);
  void room.started.promise.then(async () => {
    if (leg.talksForMs === null) return;
    await leg.wait(leg.talksForMs, over).then(
      () => leg.leave(),
      () => undefined,
    );
  });
  try {
    signal.throwIfAborted();
    await Promise.race([room.ended.promise, cut.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

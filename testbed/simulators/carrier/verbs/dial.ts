import type { CallingParty } from '../calling-party.ts';
import { followAction, type Next, reportAction, type Scene, ScriptFault } from '../script.ts';
import type { FormFields } from '../signature.ts';
import { readCount } from '../twiml-grammar.ts';
import { listElements, toPlainText, type XmlElement } from '../xml-reader.ts';
import { type CalleeCall, type CalleeEnd, ringCallee } from './callee-call.ts';
import { joinConference } from './conference.ts';
import { readRecordingCallback, toRecordingFields } from './record.ts';

const DEFAULT_TALK_MS = 20_000;
const MAX_SIMULTANEOUS_NUMBERS = 10;
/** When nobody talked, the status that says most wins. */
const STATUS_ORDER: readonly CalleeEnd['status'][] = ['completed', 'busy', 'no-answer', 'failed', 'canceled'];

function listNumbers(element: XmlElement): XmlElement[] {
  const nouns = listElements(element);
  const other = nouns.find((noun) => noun.name !== 'Number');
  if (other !== undefined) throw new ScriptFault(12200, `<Dial><${other.name}> is not simulated`);
  if (nouns.length > MAX_SIMULTANEOUS_NUMBERS)
    throw new ScriptFault(13223, '<Dial> has more than 10 numbers');
  const numbers =
    nouns.length > 0 ? nouns : [{ ...element, name: 'Number', attributes: new Map<string, string>() }];
  for (const number of numbers) {
    const text = toPlainText(number);
    if (!/^\+?[\d\s().-]{7,}$/.test(text))
      throw new ScriptFault(13223, `<Dial> of an invalid number "${text}"`);
  }
  return numbers;
}

function checkCallerId(element: XmlElement, scene: Scene, party: CallingParty): void {
  const callerId = element.attributes.get('callerId');
  const { To: ownNumber } = scene.leg.describe();
  if (callerId === undefined || callerId === party.from || callerId === ownNumber) return;
  scene.leg.problems.add(13214, `callerId ${callerId} is neither the caller's nor the called number`);
}

/** Rings all at once, or one after the other; the first callee who accepts wins and the rest stop ringing. */
async function ringAll(element: XmlElement, scene: Scene): Promise<CalleeEnd> {
  const timeoutMs = readCount(element, 'timeout', 30) * 1000;
  const callerId = element.attributes.get('callerId') ?? scene.leg.party?.from ?? '';
  const numbers = listNumbers(element);
  const isSequential = element.attributes.get('sequential') === 'true';
  const cancel = new AbortController();
  const ends: CalleeEnd[] = [];
  const ring = async (number: XmlElement) => {
    ends.push(await ringCallee(number, { scene, timeoutMs, callerId, cancel }));
  };
  if (isSequential) {
    for (const number of numbers) {
      if (!cancel.signal.aborted) await ring(number);
    }
  }
  if (!isSequential) await Promise.all(numbers.map(ring));
  scene.signal.throwIfAborted();
  const best = ends.toSorted((a, b) => rank(a) - rank(b))[0];
  if (best === undefined) throw new ScriptFault(13223, '<Dial> has no number');
  return best;
}

function rank(end: CalleeEnd): number {
  return end.call === null ? STATUS_ORDER.indexOf(end.status) : -1;
}

/** The two talk until the callee hangs up; the caller's hang-up or a redirect rejects. */
async function talk(element: XmlElement, scene: Scene, callee: CalleeCall): Promise<FormFields> {
  const isRecorded = (element.attributes.get('record') ?? 'do-not-record') !== 'do-not-record';
  const recording = isRecorded
    ? scene.leg.party?.startRecording({
        source: 'DialVerb',
        channels: element.attributes.get('record')?.endsWith('dual') === true ? 2 : 1,
        ...readRecordingCallback(element, scene),
      })
    : undefined;
  const talkMs = callee.talksForMs ?? DEFAULT_TALK_MS;
  try {
    await scene.leg.wait(talkMs, scene.signal);
  } finally {
    recording?.finish();
    callee.finish();
  }
  return {
    DialCallDuration: String(Math.round(talkMs / 1000)),
    ...(recording === undefined ? {} : toRecordingFields(recording)),
  };
}

/** `<Dial>`: rings people, whispers to who answers, and bridges the first who accepts. */
export async function dial(element: XmlElement, scene: Scene): Promise<Next> {
  const { party } = scene.leg;
  const [noun] = listElements(element);
  if (noun?.name === 'Conference') return joinConference(element, noun, scene);
  if (party === null) throw new ScriptFault(12200, '<Dial> on a callee’s leg is not simulated');
  checkCallerId(element, scene, party);
  const fields: Record<string, string> = { DialCallStatus: 'canceled', DialBridged: 'false' };
  try {
    const end = await ringAll(element, scene);
    fields.DialCallSid = end.callSid;
    fields.DialCallStatus = end.status;
    if (end.call !== null) {
      fields.DialBridged = 'true';
      Object.assign(fields, await talk(element, scene, end.call));
    }
  } catch (error) {
    if (scene.leg.isGone) reportAction(element, scene, fields);
    throw error;
  }
  return followAction(element, scene, { fields });
}

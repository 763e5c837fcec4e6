import type { Recording } from '../recordings.ts';
import {
  followAction,
  NEXT_VERB,
  type Next,
  readMethod,
  reportAction,
  resolveUrl,
  type Scene,
  ScriptFault,
} from '../script.ts';
import type { FormFields } from '../signature.ts';
import { readCount } from '../twiml-grammar.ts';
import type { XmlElement } from '../xml-reader.ts';

const DEFAULT_TIMEOUT_SECONDS = 5;
const DEFAULT_MAX_LENGTH_SECONDS = 3600;
const DEFAULT_FINISH_KEYS = '1234567890*#';
const LOOK_EVERY_MS = 20;

/** The recording part of the attributes that `<Record>` and `<Dial>` share. */
export function readRecordingCallback(element: XmlElement, scene: Scene) {
  const url = element.attributes.get('recordingStatusCallback');
  if (url === undefined) return {};
  return {
    statusCallback: resolveUrl(url, scene),
    statusCallbackMethod: readMethod(element, 'recordingStatusCallbackMethod'),
    statusCallbackEvents: (element.attributes.get('recordingStatusCallbackEvent') ?? 'completed').split(
      /[\s,]+/,
    ),
  };
}

export function toRecordingFields(recording: Recording): FormFields {
  return {
    RecordingUrl: recording.url,
    RecordingSid: recording.sid,
    RecordingDuration: String(recording.durationSeconds),
  };
}

/** Ends by key, by silence, or at the maximum length; silence is the caller's, on the real line. */
async function untilOver(element: XmlElement, scene: Scene): Promise<{ key: string; hasSpoken: boolean }> {
  const { party, scriptSpeed } = scene.leg;
  if (party === null) throw new ScriptFault(12200, '<Record> on a callee’s leg is not simulated');
  const finishKeys = element.attributes.get('finishOnKey') ?? DEFAULT_FINISH_KEYS;
  const timeoutMs = (readCount(element, 'timeout', DEFAULT_TIMEOUT_SECONDS) * 1000) / scriptSpeed;
  const startedAtMs = party.line.nowMs();
  const maxLengthMs = (readCount(element, 'maxLength', DEFAULT_MAX_LENGTH_SECONDS) * 1000) / scriptSpeed;
  let key = '';
  using _keys = scene.leg.keypad.onKey((pressed) => {
    if (finishKeys.includes(pressed)) key = pressed;
  });
  for (;;) {
    await scene.leg.wait(LOOK_EVERY_MS * scriptSpeed, scene.signal);
    const nowMs = party.line.nowMs();
    const spokeAtMs = party.line.lastSpokeAtMs ?? 0;
    const hasSpoken = spokeAtMs > startedAtMs;
    const isSilentSinceMs = party.line.isSilent ? nowMs - Math.max(startedAtMs, spokeAtMs) : 0;
    // A caller who is speaking is heard out: script time runs faster than speech does.
    const isFull = nowMs - startedAtMs >= maxLengthMs && party.line.isSilent;
    if (key !== '' || isSilentSinceMs >= timeoutMs || isFull) return { key, hasSpoken };
  }
}

/** `<Record>`: a message of the caller; when nothing was said the next verb follows. */
export async function record(element: XmlElement, scene: Scene): Promise<Next> {
  const { party } = scene.leg;
  if (party === null) throw new ScriptFault(12200, '<Record> on a callee’s leg is not simulated');
  const recording = party.startRecording({
    source: 'RecordVerb',
    channels: 1,
    ...readRecordingCallback(element, scene),
  });
  try {
    const { key, hasSpoken } = await untilOver(element, scene);
    recording.finish();
    if (!hasSpoken && key === '') return NEXT_VERB;
    const fields = { ...toRecordingFields(recording), Digits: key };
    return followAction(element, scene, { fields, isSelfByDefault: true });
  } catch (error) {
    recording.finish();
    if (scene.leg.isGone) reportAction(element, scene, { ...toRecordingFields(recording), Digits: 'hangup' });
    throw error;
  }
}

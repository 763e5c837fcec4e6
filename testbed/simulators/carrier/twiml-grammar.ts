import { listElements, toPlainText, type XmlElement } from './xml-reader.ts';

interface ElementRule {
  attributes: readonly string[];
  children: readonly string[];
  hasText?: true;
}

const SSML = ['break', 'emphasis', 'lang', 'p', 'phoneme', 'prosody', 's', 'say-as', 'sub', 'w'];
const ssml = (...attributes: string[]): ElementRule => ({ attributes, children: SSML, hasText: true });
const CALLBACK = ['action', 'method'];
const RECORDING = [
  'recordingConfigurationId',
  'recordingStatusCallback',
  'recordingStatusCallbackEvent',
  'recordingStatusCallbackMethod',
  'trim',
];
const STATUS = ['statusCallback', 'statusCallbackMethod'];

/** Verbs, nouns and attributes as the vendor's SDK 6.2.0 types them, as far as a voice server may use them. */
const RULES: ReadonlyMap<string, ElementRule> = new Map(
  Object.entries({
    Response: {
      attributes: [],
      children:
        'Say Play Pause Gather Record Dial Redirect Hangup Reject Connect Start Stop Enqueue Leave'.split(
          ' ',
        ),
    },
    Say: ssml('voice', 'language', 'loop'),
    Play: { attributes: ['loop', 'digits'], children: [], hasText: true },
    Pause: { attributes: ['length'], children: [] },
    Gather: {
      attributes: [
        ...CALLBACK,
        ...'actionOnEmptyResult bargeIn debug enhanced finishOnKey hints input language maxSpeechTime'.split(
          ' ',
        ),
        ...'numDigits partialResultCallback partialResultCallbackMethod profanityFilter'.split(' '),
        ...'speechModel speechTimeout timeout'.split(' '),
      ],
      children: ['Say', 'Play', 'Pause'],
    },
    Record: {
      attributes: [
        ...CALLBACK,
        ...RECORDING,
        ...'finishOnKey maxLength playBeep timeout transcribe transcribeCallback'.split(' '),
      ],
      children: [],
    },
    Dial: {
      attributes: [
        ...CALLBACK,
        ...RECORDING,
        ...'answerOnBridge callerId events hangupOnStar passports record recordingTrack referMethod'.split(
          ' ',
        ),
        ...'referUrl ringTone sequential timeLimit timeout'.split(' '),
      ],
      children: ['Number', 'Client', 'Sip', 'Queue', 'Conference'],
      hasText: true,
    },
    Number: {
      attributes: [
        ...'url method statusCallbackEvent sendDigits byoc machineDetection'.split(' '),
        ...'machineDetectionTimeout amdStatusCallback amdStatusCallbackMethod'.split(' '),
        ...STATUS,
      ],
      children: [],
      hasText: true,
    },
    Conference: {
      attributes: [
        ...'beep coach endConferenceOnExit eventCallbackUrl jitterBufferSize maxParticipants muted'.split(
          ' ',
        ),
        ...'participantLabel record recordingStatusCallback recordingStatusCallbackEvent'.split(' '),
        ...'recordingStatusCallbackMethod region startConferenceOnEnter statusCallbackEvent trim'.split(' '),
        ...'waitMethod waitUrl'.split(' '),
        ...STATUS,
      ],
      children: [],
      hasText: true,
    },
    Redirect: { attributes: ['method'], children: [], hasText: true },
    Hangup: { attributes: [], children: [] },
    Reject: { attributes: ['reason'], children: [] },
    Connect: { attributes: CALLBACK, children: ['Stream'] },
    Stream: { attributes: ['url', 'name', 'track', 'connectorName', ...STATUS], children: ['Parameter'] },
    Parameter: { attributes: ['name', 'value'], children: [] },
    break: ssml('strength', 'time'),
    emphasis: ssml('level'),
    lang: ssml('xml:lang'),
    p: ssml(),
    phoneme: ssml('alphabet', 'ph'),
    prosody: ssml('volume', 'rate', 'pitch'),
    s: ssml(),
    'say-as': ssml('interpret-as', 'format'),
    sub: ssml('alias'),
    w: ssml('role'),
  } satisfies Record<string, ElementRule>),
);

/** Everything in the tree that Twilio's schema does not know, one sentence each; its warning 12200. */
export function listGrammarFaults(element: XmlElement): string[] {
  const rule = RULES.get(element.name);
  if (rule === undefined) return [`<${element.name}> is not simulated`];
  const faults: string[] = [];
  for (const name of element.attributes.keys()) {
    if (!rule.attributes.includes(name)) faults.push(`<${element.name}> has no attribute ${name}`);
  }
  const hasText = element.children.some((child) => typeof child === 'string' && child.trim() !== '');
  if (hasText && rule.hasText !== true) {
    faults.push(`<${element.name}> takes no text, but has "${toPlainText(element)}"`);
  }
  for (const child of listElements(element)) {
    if (rule.children.includes(child.name)) faults.push(...listGrammarFaults(child));
    else faults.push(`<${child.name}> is not allowed in <${element.name}>`);
  }
  return faults;
}

/** A whole number of the attribute, or the default when it is absent or not one. */
export function readCount(element: XmlElement, name: string, defaultCount: number): number {
  const text = element.attributes.get(name) ?? '';
  return /^\d+$/.test(text) ? Number(text) : defaultCount;
}

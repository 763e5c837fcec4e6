import type { Leg, ScriptSource } from './leg.ts';
import {
  type Next,
  readMethod,
  resolveUrl,
  type Scene,
  type ScriptEnd,
  ScriptFault,
  type Verb,
} from './script.ts';
import { listGrammarFaults } from './twiml-grammar.ts';
import { connectStream } from './verbs/connect-stream.ts';
import { dial } from './verbs/dial.ts';
import { gather } from './verbs/gather.ts';
import { record } from './verbs/record.ts';
import { makeSound } from './verbs/speak.ts';
import { WebhookFailure } from './webhook-client.ts';
import { listElements, readXml, toPlainText, type XmlElement, XmlError } from './xml-reader.ts';

const MAX_DOCUMENT_CHARACTERS = 64 * 1024;

const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['Say', makeSound],
  ['Play', makeSound],
  ['Pause', makeSound],
  ['Gather', gather],
  ['Record', record],
  ['Dial', dial],
  ['Connect', connectStream],
  ['Redirect', redirect],
  ['Hangup', async () => ({ kind: 'hang-up' })],
  ['Reject', reject],
]);

async function redirect(element: XmlElement, scene: Scene): Promise<Next> {
  const url = resolveUrl(toPlainText(element), scene);
  return {
    kind: 'fetch',
    source: { kind: 'url', url, method: readMethod(element), fields: scene.leg.describe() },
  };
}

async function reject(element: XmlElement): Promise<Next> {
  return { kind: 'reject', reason: element.attributes.get('reason') === 'busy' ? 'busy' : 'rejected' };
}

async function fetchTwiml(leg: Leg, source: ScriptSource): Promise<string> {
  if (source.kind === 'text') return source.twiml;
  const answer = await leg.ask(source);
  if (answer.status === 204) return '<Response/>';
  if (answer.status < 200 || answer.status > 299) {
    throw new ScriptFault(11200, `${source.url} answered ${answer.status}`);
  }
  if (!/^(text|application)\/xml\b/.test(answer.contentType)) {
    throw new ScriptFault(12300, `${source.url} answered with content type "${answer.contentType}"`);
  }
  return answer.body;
}

/** A call that is redirected or hung up does not wait for the answer of a slow webhook. */
async function orAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function readDocument(twiml: string): XmlElement {
  if (twiml.length > MAX_DOCUMENT_CHARACTERS) throw new ScriptFault(11750, 'TwiML is larger than 64 KB');
  const root = readXml(twiml);
  if (root.name !== 'Response')
    throw new ScriptFault(12100, `root element is <${root.name}>, not <Response>`);
  return root;
}

function toScriptFault(error: unknown): ScriptFault {
  if (error instanceof ScriptFault) return error;
  if (error instanceof XmlError) return new ScriptFault(12100, `document parse failure: ${error.message}`);
  if (error instanceof WebhookFailure) return new ScriptFault(11205, error.message);
  throw error;
}

async function performVerb(element: XmlElement, scene: Scene): Promise<Next> {
  const verb = VERBS.get(element.name);
  if (verb === undefined) throw new ScriptFault(12200, `<${element.name}> is not simulated`);
  if (element.name !== 'Reject') scene.leg.party?.answer();
  scene.leg.noteStep(element, null);
  return verb(element, scene);
}

async function performDocument(root: XmlElement, scene: Scene): Promise<Next> {
  for (const fault of listGrammarFaults(root)) scene.leg.problems.add(12200, fault);
  for (const element of listElements(root)) {
    scene.signal.throwIfAborted();
    const next = await performVerb(element, scene);
    if (next.kind !== 'next-verb') return next;
  }
  return { kind: 'next-verb' };
}

async function playSource(leg: Leg, source: ScriptSource, signal: AbortSignal): Promise<Next> {
  const twiml = await orAborted(fetchTwiml(leg, source), signal);
  leg.noteDocument();
  const documentUrl = source.kind === 'url' ? source.url : null;
  return performDocument(readDocument(twiml), { leg, signal, documentUrl, runScript });
}

function toScriptEnd(next: Exclude<Next, { kind: 'fetch' }>): ScriptEnd {
  if (next.kind === 'reject') return next.reason;
  return next.kind === 'hang-up' ? 'hung-up' : 'finished';
}

/** Fetches and executes TwiML on the leg until nothing follows. */
export async function runScript(leg: Leg, first: ScriptSource, fallbackUrl?: string): Promise<ScriptEnd> {
  let source = first;
  let hasFallenBack = fallbackUrl === undefined;
  for (;;) {
    const signal = leg.beginDocument();
    try {
      signal.throwIfAborted();
      const next = await playSource(leg, source, signal);
      if (next.kind !== 'fetch') return toScriptEnd(next);
      source = next.source;
    } catch (error) {
      if (signal.aborted) {
        const replacement = leg.takeReplacement();
        if (replacement === null) return 'gone';
        source = replacement;
        continue;
      }
      const fault = toScriptFault(error);
      leg.problems.add(fault.code, fault.message);
      if (hasFallenBack || fallbackUrl === undefined) {
        leg.party?.answer();
        leg.noteApplicationError();
        return 'error';
      }
      hasFallenBack = true;
      source = toFallback(leg, source, { url: fallbackUrl, code: fault.code });
    }
  }
}

function toFallback(leg: Leg, failed: ScriptSource, fallback: { url: string; code: number }): ScriptSource {
  const errorUrl = failed.kind === 'url' ? failed.url : '';
  const fields = { ...leg.describe(), ErrorCode: String(fallback.code), ErrorUrl: errorUrl };
  return { kind: 'url', url: fallback.url, method: 'POST', fields };
}

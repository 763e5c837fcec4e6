import type { Leg, ScriptSource } from './leg.ts';
import type { FormFields } from './signature.ts';
import type { XmlElement } from './xml-reader.ts';

/** What follows a verb. */
export type Next =
  | { kind: 'next-verb' }
  | { kind: 'fetch'; source: ScriptSource }
  | { kind: 'hang-up' }
  | { kind: 'reject'; reason: 'rejected' | 'busy' };

/** How a script ended: ran out, hung up by a verb, refused, or cut off because the person is gone. */
export type ScriptEnd = 'finished' | 'hung-up' | 'rejected' | 'busy' | 'gone' | 'error';

/** Where a verb runs. */
export interface Scene {
  leg: Leg;
  /** Ends the document: replaced by REST, or the person is gone. */
  signal: AbortSignal;
  /** Of the running document, for relative addresses; null for TwiML given by REST. */
  documentUrl: string | null;
  /** Runs another script on another leg; dialling needs it for the whisper. */
  runScript: (leg: Leg, source: ScriptSource) => Promise<ScriptEnd>;
}

export type Verb = (element: XmlElement, scene: Scene) => Promise<Next>;

export const NEXT_VERB: Next = { kind: 'next-verb' };

/** The document cannot be had or understood; the call gets the fallback or ends with an application error. */
export class ScriptFault extends Error {
  override readonly name = 'ScriptFault';
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export function resolveUrl(url: string, scene: Scene): string {
  if (/^[a-z]+:\/\//.test(url)) return url;
  if (scene.documentUrl === null)
    throw new ScriptFault(11100, `relative address ${url} in TwiML without one`);
  return new URL(url, scene.documentUrl).toString();
}

export function readMethod(element: XmlElement, name = 'method'): 'GET' | 'POST' {
  return element.attributes.get(name)?.toUpperCase() === 'GET' ? 'GET' : 'POST';
}

/** Asks the verb's `action`, or the running document's own address when `isSelfByDefault`. */
export function followAction(
  element: XmlElement,
  scene: Scene,
  request: { fields: FormFields; isSelfByDefault?: boolean },
): Next {
  const url =
    element.attributes.get('action') ?? (request.isSelfByDefault === true ? scene.documentUrl : null);
  if (url === null) return NEXT_VERB;
  const fields = { ...scene.leg.describe(), ...request.fields };
  return {
    kind: 'fetch',
    source: { kind: 'url', url: resolveUrl(url, scene), method: readMethod(element), fields },
  };
}

/** After a hang-up the action is still asked, but what it answers cannot run. */
export function reportAction(element: XmlElement, scene: Scene, fields: FormFields): void {
  const action = element.attributes.get('action');
  if (action !== undefined) scene.leg.notify(resolveUrl(action, scene), readMethod(element), fields);
}

import { once } from 'node:events';
import type { CarrierSimulator } from '../carrier/index.ts';
import type { Account } from './api-request.ts';
import { Calls } from './calls.ts';
import { Messages, type StoredMessage } from './messages.ts';
import { type OwnedNumber, type PhoneNumberRow, PhoneNumbers } from './phone-numbers.ts';
import { Recordings } from './recordings.ts';
import type { RestFault } from './rest-faults.ts';
import { RestServer, type Route } from './rest-server.ts';

interface TwilioRestSimulatorOptions {
  accountSid: string;
  authToken: string;
  /** API keys by their sid (`SK…`), beside the account's own token. */
  apiKeys?: Readonly<Record<string, string>>;
  /** Its live calls can be redirected, ended and recorded. */
  carrier?: CarrierSimulator;
  phoneNumbers?: readonly OwnedNumber[];
}

export interface TwilioRestSimulator extends AsyncDisposable {
  /** Base address, without a path. */
  readonly url: string;
  readonly messages: readonly StoredMessage[];
  readonly phoneNumbers: readonly PhoneNumberRow[];
  /** Every request, as `METHOD /path`. */
  readonly requests: readonly string[];
  /** Paths and fields that this simulator does not know; empty after a good test. */
  readonly unexpected: readonly string[];
  /** Makes the next requests fail, by default one of any path. */
  failNext(fault: RestFault, which?: { times?: number; path?: RegExp }): void;
  /** Texts to this number end undelivered with this error code, for example 30034. */
  refuseDelivery(to: string, errorCode: number): void;
  /** Resolves when all texts have reached their final state. */
  settled(): Promise<void>;
}

function toRoutes(account: Account, resources: { messages: Messages; phoneNumbers: PhoneNumbers }): Route[] {
  const { messages, phoneNumbers } = resources;
  const calls = new Calls(account);
  const recordings = new Recordings(account);
  const route = (method: string, path: string, answer: Route['answer']): Route => ({
    method,
    pattern: new RegExp(`^${account.rootPath}/${path}$`),
    answer,
  });
  return [
    route('POST', 'Messages\\.json', (request) => messages.create(request)),
    route('GET', 'Messages/([^/]+)\\.json', (request) => messages.fetch(request)),
    route('POST', 'Calls\\.json', (request) => calls.create(request)),
    route('GET', 'Calls\\.json', (request) => calls.list(request)),
    route('GET', 'Calls/([^/]+)\\.json', (request) => calls.fetch(request)),
    route('POST', 'Calls/([^/]+)\\.json', (request) => calls.update(request)),
    route('POST', 'Calls/([^/]+)/Recordings\\.json', (request) => calls.startRecording(request)),
    route('POST', 'Calls/([^/]+)/Recordings/([^/]+)\\.json', (request) => calls.stopRecording(request)),
    route('POST', 'Calls/([^/]+)/Transcriptions\\.json', (request) => calls.startTranscription(request)),
    route('GET', 'Recordings/([^/]+)\\.json', (request) => recordings.fetch(request)),
    route('DELETE', 'Recordings/([^/]+)\\.json', (request) => recordings.remove(request)),
    route('GET', 'Recordings/([^/.]+)(?:\\.wav)?', (request) => recordings.download(request)),
    route('GET', 'IncomingPhoneNumbers\\.json', (request) => phoneNumbers.list(request)),
    route('GET', 'IncomingPhoneNumbers/([^/]+)\\.json', (request) => phoneNumbers.fetch(request)),
    route('POST', 'IncomingPhoneNumbers/([^/]+)\\.json', (request) => phoneNumbers.update(request)),
  ];
}

/** The part of the REST API that a voice server uses, over HTTP on a free port of loopback. */
export async function startTwilioRestSimulator(
  options: TwilioRestSimulatorOptions,
): Promise<TwilioRestSimulator> {
  const account: Account = {
    accountSid: options.accountSid,
    authToken: options.authToken,
    carrier: options.carrier ?? null,
    rootPath: `/2010-04-01/Accounts/${options.accountSid}`,
  };
  const messages = new Messages(account);
  const phoneNumbers = new PhoneNumbers(account, options.phoneNumbers ?? []);
  const server = new RestServer(options, toRoutes(account, { messages, phoneNumbers }));
  server.http.listen(0, '127.0.0.1');
  await once(server.http, 'listening');
  const address = server.http.address();
  if (address === null || typeof address === 'string') throw new Error('the REST simulator has no port');
  const url = `http://127.0.0.1:${address.port}`;
  options.carrier?.setApiUrl(url);
  return {
    url,
    messages: messages.stored,
    phoneNumbers: phoneNumbers.rows,
    requests: server.requests,
    unexpected: server.unexpected,
    failNext: (fault, which) => server.faults.add(fault, which),
    refuseDelivery: (to, errorCode) => messages.undeliverable.set(to, errorCode),
    settled: () => messages.settled(),
    async [Symbol.asyncDispose]() {
      await messages.settled();
      server.http.closeAllConnections();
      server.http.close();
      await once(server.http, 'close');
    },
  };
}

import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';

export interface RecordedAnswer {
  name: string;
  status: number;
  body: unknown;
}

/** The answers of a recording, by name. */
export function readAnswers(file: URL): ReadonlyMap<string, RecordedAnswer> {
  const answers: RecordedAnswer[] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return new Map(answers.map((answer) => [answer.name, answer]));
}

export interface RecordedServer extends AsyncDisposable {
  baseUrl: string;
  /** Path and query of each request, in order. */
  readonly asked: readonly string[];
  readonly userAgents: readonly (string | undefined)[];
  /** Gives the recorded answers of these names to the requests to come, one each. */
  play(...names: string[]): void;
  /** Answers the next request by hand. */
  playRaw(answer: (response: ServerResponse) => void): void;
}

/** A server on this machine that gives recorded answers; a request beyond them is answered 404 in plain words. */
export async function startRecordedServer(
  answers: ReadonlyMap<string, RecordedAnswer>,
): Promise<RecordedServer> {
  const asked: string[] = [];
  const userAgents: (string | undefined)[] = [];
  const queue: ((response: ServerResponse) => void)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    userAgents.push(request.headers['user-agent']);
    const answer = queue.shift() ?? ((unasked) => unasked.writeHead(404).end('Nothing is recorded for this'));
    answer(response);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port');
  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    asked,
    userAgents,
    play(...names) {
      for (const name of names) {
        const answer = answers.get(name);
        if (!answer) throw new Error(`Nothing is recorded as ${name}`);
        queue.push((response) =>
          response
            .writeHead(answer.status, { 'content-type': 'application/json' })
            .end(JSON.stringify(answer.body)),
        );
      }
    },
    playRaw: (answer) => queue.push(answer),
    async [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      await closed.promise;
    },
  };
}

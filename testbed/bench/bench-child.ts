import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Question } from './child-desk.ts';

const STOP_LIMIT_MS = 10_000;

type Asked<Desk, Name extends keyof Desk> = Desk[Name] extends (...values: infer Values) => infer Result
  ? { values: Values; result: Awaited<Result> }
  : never;

/** One process of the bench, asked over its channel by the names of its desk. */
export class BenchChild<Desk> implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #name: string;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #nextId = 1;
  #isStopping = false;

  /** `script` is a file of this folder. `--expose-gc`, so that memory is measured without garbage. */
  constructor(script: string, options: { environment?: Record<string, string>; nodeFlags?: string[] } = {}) {
    this.#name = script;
    this.#process = fork(fileURLToPath(new URL(script, import.meta.url)), {
      execArgv: ['--expose-gc', ...(options.nodeFlags ?? [])],
      env: { ...process.env, ...options.environment },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#process.on('message', (answer: Answer) => this.#answered(answer));
    this.#process.on('exit', (code, signal) => this.#exited(code ?? signal));
  }

  ask<Name extends keyof Desk & string>(
    name: Name,
    ...values: Asked<Desk, Name>['values']
  ): Promise<Asked<Desk, Name>['result']> {
    const id = this.#nextId++;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    const question: Question = { id, name, value: values[0] };
    this.#process.send(question, (error) => {
      if (error) waiting.reject(error);
    });
    // The desk's own type says what this name answers.
    return waiting.promise as Promise<Asked<Desk, Name>['result']>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopping = true;
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGTERM');
    const limit = setTimeout(() => this.#process.kill('SIGKILL'), STOP_LIMIT_MS);
    await exited;
    clearTimeout(limit);
  }

  #answered(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('fault' in answer) waiting?.reject(new Error(`${this.#name}: ${answer.fault}`));
    else waiting?.resolve(answer.value);
  }

  #exited(how: number | string | null): void {
    const error = new Error(`${this.#name} ended (${how})`);
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
    if (!this.#isStopping) console.error(error.message);
  }
}

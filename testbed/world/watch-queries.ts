import type { WatchConnection } from './tcp-proxy.ts';

/** PostgreSQL's last word on a question: ready for the next one, outside, inside or in a failed transaction. */
const READY = ['5a0000000549', '5a0000000554', '5a0000000545'];
const READY_BYTES = 6;

/** Holds what `beginWait` gives for as long as PostgreSQL owes an answer on a connection. */
export function watchQueries(beginWait: () => Disposable): WatchConnection {
  return () => {
    let waiting: Disposable | null = null;
    let ending = Buffer.alloc(0);
    const stop = () => {
      waiting?.[Symbol.dispose]();
      waiting = null;
    };
    return {
      asked() {
        waiting ??= beginWait();
      },
      answered(chunk) {
        ending = Buffer.concat([ending, chunk.subarray(-READY_BYTES)]).subarray(-READY_BYTES);
        if (READY.includes(ending.toString('hex'))) stop();
      },
      closed: stop,
    };
  };
}

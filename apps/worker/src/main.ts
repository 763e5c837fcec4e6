import { runUntilSignal } from '@afterhourfix/foundation';
import { readWorkerConfig } from './config.ts';
import { createWorker } from './worker.ts';

await runUntilSignal(() => createWorker(readWorkerConfig()));

import type { PgBoss, QueueOptions } from 'pg-boss';

/** Where jobs go that failed for good; how an operator sends them again stands in docs/subsystems/database.md. */
export const DEAD_LETTER_QUEUE = 'dead-letter';

/**
 * Tried again after about 2, 4, 8, 16 and 32 s, then given up; a run that takes a minute counts as failed. A job may
 * be sent with more tries: the pauses grow to five minutes.
 */
const RETRIES: QueueOptions = {
  retryLimit: 5,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 300,
  expireInSeconds: 60,
};

/** Makes the queue of a job name unless it exists; safe from any process at any time. */
export async function ensureQueue(boss: PgBoss, name: string): Promise<void> {
  await boss.createQueue(DEAD_LETTER_QUEUE, { retryLimit: 0, deleteAfterSeconds: 90 * 24 * 60 * 60 });
  await boss.createQueue(name, { ...RETRIES, notify: true, deadLetter: DEAD_LETTER_QUEUE });
}

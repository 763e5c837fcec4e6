import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { isProcessAlive } from './server-folder.ts';

/** `busy`: starting or stopping, ask again soon. */
export type ServerStatus = { state: 'absent' } | { state: 'busy' } | { state: 'ready'; port: number };

/**
 * Reads `postmaster.pid`: process id, data folder, start, port, socket folder, address, shared memory and
 * status, a line each. A file left by a killed server counts as absent; PostgreSQL replaces it, except
 * when its process id now belongs to another program of the same account: then we remove it.
 */
export async function readServerStatus(cluster: string): Promise<ServerStatus> {
  const file = path.join(cluster, 'postmaster.pid');
  const lines = await readFile(file, 'utf8').then(
    (content) => content.split('\n').map((line) => line.trim()),
    () => null,
  );
  if (!lines) return { state: 'absent' };
  const processId = Number(lines[0]);
  if (!isProcessAlive(processId)) return { state: 'absent' };
  if (!(await isPostgres(processId))) {
    await rm(file, { force: true });
    return { state: 'absent' };
  }
  return lines[7] === 'ready' ? { state: 'ready', port: Number(lines[3]) } : { state: 'busy' };
}

/** Linux tells the program; elsewhere we believe the file. A zombie has no command line. */
async function isPostgres(processId: number): Promise<boolean> {
  if (!existsSync('/proc/self/cmdline')) return true;
  const commandLine = await readFile(`/proc/${processId}/cmdline`, 'utf8').catch(() => '');
  return commandLine.includes('postgres');
}

import { spawn } from 'node:child_process';

/** The system account that PostgreSQL runs as when we are root, which it refuses to be. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

/** Resolves with the output when the program ends with 0; otherwise rejects with what it said. */
export function runProgram(
  program: string,
  programArguments: readonly string[],
  account: ServerAccount | null = null,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, programArguments, {
      ...account,
      cwd: '/',
      // PGPORT, PGDATA and the like in our own environment must not reach the server.
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A terminal sends Ctrl-C to its whole process group: a start or stop of the server must run to its end.
      detached: true,
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${program} ended with ${code}: ${output.trim()}`));
    });
  });
}

import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const FILE_NAME = 'world.json';
const READY_LIMIT_MS = 2_000;

const WorldFile = z.object({
  pid: z.int().positive(),
  publicUrl: z.url(),
  accountSid: z.string(),
  authToken: z.string(),
  databaseUrl: z.string(),
});

/** How another process calls into a running world: where its voice server is, and what its carrier signs with. */
export type WorldFile = z.infer<typeof WorldFile>;

/** Readable by its owner only: the token lets calls in, and the database URL is the owner's. */
export async function writeWorldFile(dataDir: string, world: WorldFile): Promise<AsyncDisposable> {
  const file = path.join(dataDir, FILE_NAME);
  const draft = `${file}.${world.pid}`;
  await mkdir(dataDir, { recursive: true });
  await writeFile(draft, `${JSON.stringify(world, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
  return {
    async [Symbol.asyncDispose]() {
      const standing = await readWorldFile(dataDir);
      if (standing?.pid === world.pid) await rm(file, { force: true });
    },
  };
}

/** The world that runs on this data folder and takes calls, or null; a killed one leaves its file behind. */
export async function findRunningWorld(dataDir: string): Promise<WorldFile | null> {
  const world = await readWorldFile(dataDir);
  return world && isAlive(world.pid) && (await isReady(world.publicUrl)) ? world : null;
}

async function readWorldFile(dataDir: string): Promise<WorldFile | null> {
  const content = await readFile(path.join(dataDir, FILE_NAME), 'utf8').catch(() => null);
  if (content === null) return null;
  return WorldFile.safeParse(readJson(content)).data ?? null;
}

function readJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function isReady(publicUrl: string): Promise<boolean> {
  const url = `${publicUrl}/health/ready`;
  return fetch(url, { signal: AbortSignal.timeout(READY_LIMIT_MS) }).then(
    (response) => response.ok,
    () => false,
  );
}

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';

/** The port remembered in the file when it is still free, else any free one. */
export async function chooseFreePort(rememberedIn: string): Promise<number> {
  const remembered = Number(await readFile(rememberedIn, 'utf8').catch(() => '0'));
  return (remembered && (await tryPort(remembered))) || (await getAnyPort());
}

async function getAnyPort(): Promise<number> {
  const port = await tryPort(0);
  if (!port) throw new Error('No free port on 127.0.0.1');
  return port;
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : null));
    });
  });
}

import { createServer } from 'node:net';

/** The preferred port when nobody has it, else the next free one of the following nine, else any. */
export async function freePort(preferred: number): Promise<number> {
  for (let port = preferred; preferred > 0 && port < preferred + 10 && port <= 65_535; port += 1) {
    if (await isFree(port)) return port;
  }
  return anyPort();
}

/** Looks on loopback and on all addresses: some systems let the two be taken apart. */
export async function isFree(port: number): Promise<boolean> {
  return (await listensOn(port, '127.0.0.1')) !== undefined && (await listensOn(port, '0.0.0.0')) !== undefined;
}

async function anyPort(): Promise<number> {
  const port = await listensOn(0, '127.0.0.1');
  if (port === undefined) throw new Error('No free port was found on this machine.');
  return port;
}

function listensOn(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import type { TestDatabase } from './postgres';

/** Where the wire between the application and PostgreSQL is cut: as COMMIT is sent, or as its answer comes back. */
export type Cut = 'before COMMIT arrives' | 'before its answer comes back';

/** Stands between the application and PostgreSQL, and cuts the next connection that has posted something and commits. */
export class Cutter {
  /** The next cut; undefined lets everything through. */
  next: Cut | undefined;
  cuts = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(private readonly behind: URL) {
    this.server = createServer((client) => this.join(client));
  }

  static async before(database: TestDatabase): Promise<{ cutter: Cutter; database: TestDatabase }> {
    const cutter = new Cutter(new URL(database.url));
    await new Promise<void>((resolve) => cutter.server.listen(0, '127.0.0.1', resolve));
    const url = new URL(database.url);
    url.port = String((cutter.server.address() as AddressInfo).port);
    const drop = async (): Promise<void> => {
      for (const socket of cutter.sockets) socket.destroy();
      cutter.server.close();
      await database.drop();
    };
    return { cutter, database: { url: url.href, drop } };
  }

  private join(client: Socket): void {
    const server = connect(Number(this.behind.port), this.behind.hostname);
    const both = [client, server];
    let [posted, waiting] = [false, false];
    const cut = (): void => {
      this.cuts += 1;
      this.next = undefined;
      for (const socket of both) socket.destroy();
    };
    client.on('data', (sent) => {
      posted ||= sent.includes('ledger.post');
      const commits = posted && sent.includes('COMMIT\0');
      if (commits && this.next === 'before COMMIT arrives') return cut();
      waiting = commits && this.next !== undefined;
      if (commits) posted = false;
      server.write(sent);
    });
    server.on('data', (answer) => {
      if (waiting) cut();
      else client.write(answer);
    });
    for (const socket of both) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => both.forEach((one) => one.destroy()));
    }
  }
}

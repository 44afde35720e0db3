import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** What the server does with a letter: takes it, refuses its reader or what it says, cuts the line once it has it all, or takes its time. */
export type Act = 'accept' | 'busy' | 'refuse' | 'content' | 'drop' | 'slow';

type Scripted = SMTPServerSession & { act: Act };

const refusals = {
  busy: Object.assign(new Error('the mailbox is busy, try later'), { responseCode: 451 }),
  content: Object.assign(new Error('5.7.1 this letter is refused by policy'), { responseCode: 550 }),
  refuse: Object.assign(new Error('there is no such mailbox'), { responseCode: 550 }),
};

/** A real mail server that does as it is told, address by address; what is not told is accepted. */
export class PostOffice {
  readonly letters: (ParsedMail & { envelope: string[] })[] = [];
  private readonly scripts = new Map<string, Act[]>();
  private readonly server: SMTPServer;
  connections = 0;

  constructor() {
    this.server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onConnect: (_, done) => {
        this.connections += 1;
        done();
      },
      onRcptTo: ({ address }, session, done) => {
        const act = this.scripts.get(address)?.shift() ?? 'accept';
        Object.assign(session, { act });
        done(act === 'refuse' ? refusals.refuse : null);
      },
      onData: (stream, session, done) => {
        // Where the sender goes away in the middle there is no letter.
        this.take(stream, session as Scripted, done).catch(() => undefined);
      },
    });
    this.server.on('error', () => undefined);
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()));
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** For the next letters to this address, one act each. */
  script(address: string, ...acts: Act[]): void {
    this.scripts.set(address, acts);
  }

  to(address: string) {
    return this.letters.filter(({ envelope }) => envelope.includes(address));
  }

  forget(): void {
    this.letters.length = 0;
    this.scripts.clear();
  }

  private async take(stream: Readable, session: Scripted, done: (error?: Error) => void): Promise<void> {
    const letter = await simpleParser(stream);
    if (session.act === 'busy') return done(refusals.busy);
    if (session.act === 'content') return done(refusals.content);
    if (session.act === 'slow') await sleep(1500);
    this.letters.push(Object.assign(letter, { envelope: session.envelope.rcptTo.map(({ address }) => address) }));
    if (session.act === 'drop') return this.cut(session);
    done();
  }

  private cut({ id }: SMTPServerSession): void {
    const lines = this.server.connections as unknown as Set<{ id: string; _socket: { destroy(): void } }>;
    for (const line of lines) if (line.id === id) line._socket.destroy();
  }
}

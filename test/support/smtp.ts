import type { AddressInfo, Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/**
 * What the server does with a letter: takes it, refuses its reader or what it says, cuts the line once it has it all, or takes its time.
 * Deaf: it does not answer to whom the letter goes until it is released. Torn: it never has all of it. Mute: it has it, and says so only
 * when it is released. Trickle: it answers a byte a second. Late: it has it, and says so after three seconds.
 */
export type Act =
  'accept' | 'busy' | 'refuse' | 'content' | 'drop' | 'slow' | 'deaf' | 'torn' | 'mute' | 'trickle' | 'late';

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
  /** What it does with whatever it was not told about. */
  otherwise: () => Act = () => 'accept';
  private readonly server: SMTPServer;
  connections = 0;
  /** Letters that it keeps waiting: what it was told to do, and to whom they go. */
  readonly held: string[] = [];
  private releases: { what: string; go: () => void }[] = [];

  constructor() {
    this.server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onConnect: (_, done) => {
        this.connections += 1;
        done();
      },
      onRcptTo: ({ address }, session, done) => {
        const act = this.scripts.get(address)?.shift() ?? this.otherwise();
        Object.assign(session, { act });
        if (act === 'deaf') void this.hold(`deaf ${address}`).then(() => done(null));
        else done(act === 'refuse' ? refusals.refuse : null);
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

  /** It answers to everything that it keeps waiting, or to what goes to this address. */
  release(address = ''): void {
    const waiting = this.releases.splice(0);
    this.releases = waiting.filter(({ what }) => !what.includes(address));
    this.held.splice(0, Infinity, ...this.releases.map(({ what }) => what));
    for (const { what, go } of waiting) if (what.includes(address)) go();
  }

  forget(): void {
    this.release();
    this.letters.length = 0;
    this.scripts.clear();
    this.otherwise = () => 'accept';
  }

  private async take(stream: Readable, session: Scripted, done: (error?: Error) => void): Promise<void> {
    const to = session.envelope.rcptTo.map(({ address }) => address);
    if (session.act === 'torn') return void (await this.hold(`torn ${to.join()}`));
    const letter = await simpleParser(stream);
    if (session.act === 'busy') return done(refusals.busy);
    if (session.act === 'content') return done(refusals.content);
    if (session.act === 'slow') await sleep(1500);
    this.letters.push(Object.assign(letter, { envelope: to }));
    if (session.act === 'mute') await this.hold(`mute ${to.join()}`);
    if (session.act === 'late') await sleep(3000);
    if (session.act === 'trickle') return this.trickle(session);
    if (session.act === 'drop') return this.cut(session);
    done();
  }

  private hold(what: string): Promise<void> {
    this.held.push(what);
    return new Promise((go) => this.releases.push({ what, go }));
  }

  private async trickle(session: SMTPServerSession): Promise<void> {
    for (const byte of '250 taken\r\n') {
      this.line(session)?.write(byte);
      await sleep(1000);
    }
  }

  private cut(session: SMTPServerSession): void {
    this.line(session)?.destroy();
  }

  private line({ id }: SMTPServerSession): Socket | undefined {
    const lines = [...(this.server.connections as unknown as Set<{ id: string; _socket: Socket }>)];
    return lines.find((line) => line.id === id)?._socket;
  }
}

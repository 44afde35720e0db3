import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Readable } from 'node:stream';
import { Clock } from '../kernel/clock';
import { Config } from '../kernel/config';

export interface Outgoing {
  id: string;
  name: string | null;
  address: string;
  subject: string;
  text: string;
  html: string;
}

/** What became of a letter at the mail server. */
export type Outcome =
  | { kind: 'sent'; messageId: string }
  /** Refused for now, or not reached: it was not sent. */
  | { kind: 'temporary'; words: string }
  | { kind: 'permanent'; words: string }
  /** The connection was lost after the letter began to flow: it may have arrived. */
  | { kind: 'uncertain'; words: string };

const wholeMs = 45_000;

interface Refused {
  message: string;
  responseCode?: number;
  command?: string;
  code?: string;
}

/** The one place where mail leaves the house. */
@Injectable()
export class Smtp implements OnApplicationShutdown {
  private transport: Transporter | undefined;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @param wanted asked last of all, when the server is ready to take the letter; false holds it back */
  async send(mail: Outgoing, wanted: () => Promise<boolean>): Promise<Outcome> {
    const flow = { begun: false };
    const messageId = `<${mail.id}@${new URL(this.config.APP_URL).hostname}>`;
    try {
      const message = {
        ...this.headers(mail),
        messageId,
        signal: AbortSignal.timeout(wholeMs),
        guard: guard(wanted, flow),
      };
      await this.pool().sendMail(message);
      return { kind: 'sent', messageId };
    } catch (error) {
      return outcomeOf(error as Refused, flow.begun);
    }
  }

  onApplicationShutdown(): void {
    this.transport?.close();
    this.transport = undefined;
  }

  private headers({ name, address, subject, text, html }: Outgoing) {
    return {
      from: this.config.MAIL_FROM,
      to: { name: name ?? '', address },
      subject,
      text,
      html,
      date: this.clock.now(),
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    };
  }

  private pool(): Transporter {
    if (this.transport) return this.transport;
    const transport = createTransport({
      url: this.config.SMTP_URL,
      pool: true,
      maxConnections: 5,
      // The pool takes another connection only where the server had closed an idle one before it was handed the letter.
      maxRequeues: 2,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
    } as Parameters<typeof createTransport>[0]);
    // The body is read only once the server said that it takes it, so its first byte parts "not sent" from "perhaps sent".
    transport.use('stream', (mail, done) => {
      const { guard: guarded } = mail.data as unknown as { guard: (letter: () => Readable) => Readable };
      const open = mail.message.createReadStream.bind(mail.message);
      mail.message.createReadStream = (options) => guarded(() => open(options));
      done();
    });
    this.transport = transport;
    return transport;
  }
}

function guard(wanted: () => Promise<boolean>, flow: { begun: boolean }): (open: () => Readable) => Readable {
  async function* letter(open: () => Readable): AsyncGenerator<Buffer> {
    if (!(await wanted())) throw new Error('Held back at the last moment.');
    flow.begun = true;
    yield* open() as AsyncIterable<Buffer>;
  }
  return (open) => Readable.from(letter(open), { objectMode: false });
}

/** Only what the server says about this letter is final; trouble with the server or our login is not the reader's fault. */
function outcomeOf({ message, responseCode, command = '', code }: Refused, begun: boolean): Outcome {
  const ofLetter = ['MAIL FROM', 'RCPT TO', 'DATA'].includes(command);
  if (responseCode && responseCode >= 500 && ofLetter) return { kind: 'permanent', words: message };
  if (code === 'EENVELOPE' && command === 'API') return { kind: 'permanent', words: message };
  if (begun && !responseCode) return { kind: 'uncertain', words: message };
  return { kind: 'temporary', words: message };
}

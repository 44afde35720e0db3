import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Readable } from 'node:stream';
import { Config } from '../kernel/config';
import type { Claimed } from './mail-rows';

export type Outgoing = Pick<
  Claimed,
  'id' | 'name' | 'address' | 'subject' | 'text' | 'html' | 'calendar' | 'calendarMethod' | 'now'
>;

/** What became of a letter at the mail server. */
export type Outcome =
  | { kind: 'sent'; messageId: string }
  /** Refused for now, or not reached: it was not sent. */
  | { kind: 'temporary'; words: string }
  | { kind: 'permanent'; words: string }
  /** Not this worker's any more, or not wanted: nothing of it has left. */
  | { kind: 'held'; words: string }
  /** The connection was lost after the letter began to flow: it may have arrived. */
  | { kind: 'uncertain'; words: string };

/** So many letters leave at a time. */
export const lines = 5;

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

  constructor(private readonly config: Config) {}

  /** @param wanted asked last of all, when the server is ready to take the letter; false holds it back */
  async send(mail: Outgoing, wanted: () => Promise<boolean>): Promise<Outcome> {
    const flow: Flow = { begun: false, held: false };
    const messageId = `<${mail.id}@${new URL(this.config.APP_URL).hostname}>`;
    try {
      const message = {
        ...this.headers(mail),
        messageId,
        signal: AbortSignal.timeout(this.config.SMTP_PATIENCE_SECONDS * 1000),
        guard: guard(wanted, flow),
      };
      await this.pool().sendMail(message);
      return { kind: 'sent', messageId };
    } catch (error) {
      return flow.held ? { kind: 'held', words: heldBack } : outcomeOf(error as Refused, flow.begun);
    }
  }

  onApplicationShutdown(): void {
    this.transport?.close();
    this.transport = undefined;
  }

  private headers({ name, address, subject, text, html, calendar, calendarMethod, now }: Outgoing) {
    return {
      from: this.config.MAIL_FROM,
      to: { name: name ?? '', address },
      subject,
      text,
      html,
      ...(calendar !== null && {
        icalEvent: { method: calendarMethod ?? 'PUBLISH', content: calendar, filename: 'deadline.ics' },
      }),
      date: now,
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
      maxConnections: lines,
      // The pool takes another connection only where the server had closed an idle one before it was handed the letter.
      maxRequeues: 2,
      maxMessages: Infinity,
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

interface Flow {
  begun: boolean;
  held: boolean;
}

const heldBack = 'Held back at the last moment.';

function guard(wanted: () => Promise<boolean>, flow: Flow): (open: () => Readable) => Readable {
  async function* letter(open: () => Readable): AsyncGenerator<Buffer> {
    flow.held = !(await wanted());
    if (flow.held) throw new Error(heldBack);
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

import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Readable } from 'node:stream';
import { Config } from '../kernel/config';
import { Unsubscribing } from '../letters/unsubscribing.service';
import type { Claimed, MailKind } from './mail-rows';

export type Outgoing = Pick<
  Claimed,
  'id' | 'name' | 'address' | 'subject' | 'text' | 'html' | 'calendar' | 'calendarMethod' | 'now' | 'kind' | 'personId'
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

/** What nobody needs leaves apart from what people wait for, so that neither spoils the other's name with mail servers. */
export const streams = ['needed', 'calls'] as const;
export type Stream = (typeof streams)[number];
export const streamOf = (kind: MailKind): Stream => (kind === 'call' ? 'calls' : 'needed');

/** So many letters of a stream leave at a time. */
export const lines = 10;

interface Refused {
  message: string;
  responseCode?: number;
  command?: string;
  code?: string;
}

/** The one place where mail leaves the house. */
@Injectable()
export class Smtp implements OnApplicationShutdown {
  private readonly transports = new Map<Stream, Transporter>();

  constructor(
    private readonly config: Config,
    private readonly unsubscribing: Unsubscribing,
  ) {}

  /** @param wanted asked last of all, when the server is ready to take the letter; false holds it back */
  async send(mail: Outgoing, wanted: () => Promise<boolean>): Promise<Outcome> {
    const flow: Flow = { begun: false, held: false };
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), this.config.SMTP_PATIENCE_SECONDS * 1000);
    const messageId = `<${mail.id}@${new URL(this.config.APP_URL).hostname}>`;
    try {
      const message = {
        ...this.headers(mail),
        messageId,
        signal: patience.signal,
        guard: guard(wanted, flow),
      };
      await this.pool(streamOf(mail.kind)).sendMail(message);
      return { kind: 'sent', messageId };
    } catch (error) {
      return flow.held ? { kind: 'held', words: heldBack } : outcomeOf(error as Refused, flow.begun);
    } finally {
      clearTimeout(timer);
    }
  }

  onApplicationShutdown(): void {
    for (const transport of this.transports.values()) transport.close();
    this.transports.clear();
  }

  private headers(mail: Outgoing) {
    const { name, address, subject, text, html, calendar, calendarMethod, now } = mail;
    return {
      from: this.fromOf(mail),
      to: { name: name ?? '', address },
      subject,
      text,
      html,
      ...(calendar !== null && {
        icalEvent: { method: calendarMethod ?? 'PUBLISH', content: calendar, filename: 'deadline.ics' },
      }),
      date: now,
      headers: { 'Auto-Submitted': 'auto-generated', ...this.wayOut(mail) },
      disableFileAccess: true,
      disableUrlAccess: true,
    };
  }

  private fromOf({ kind }: Outgoing): string {
    const { MAIL_FROM: needed, MAIL_CALLS_FROM: calls = needed } = this.config;
    return { needed, calls }[streamOf(kind)];
  }

  /** RFC 8058: mail programs switch a call off with one click; what is needed has no such button. */
  private wayOut({ kind, personId }: Outgoing): Record<string, string | { prepared: true; value: string }> {
    if (kind !== 'call' || personId === null) return {};
    const { hostname } = new URL(this.config.APP_URL);
    return {
      'List-Id': `Calls for applications <calls.${hostname}>`,
      // As it is: folded in the middle, mail programs would not find the address.
      'List-Unsubscribe': { prepared: true, value: `<${this.unsubscribing.urlFor({ personId, kind })}>` },
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    };
  }

  private pool(stream: Stream): Transporter {
    const found = this.transports.get(stream);
    if (found) return found;
    const { SMTP_URL: needed, SMTP_CALLS_URL: calls = needed } = this.config;
    const transport = createTransport({
      url: { needed, calls }[stream],
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
    // It is built before, as many small writes to the line cost more than all else.
    transport.use('stream', (mail, done) => {
      const { guard: guarded } = mail.data as unknown as { guard: (letter: Buffer) => Readable };
      mail.message.build((trouble, letter) => {
        mail.message.createReadStream = () => guarded(letter) as ReturnType<typeof mail.message.createReadStream>;
        done(trouble);
      });
    });
    this.transports.set(stream, transport);
    return transport;
  }
}

interface Flow {
  begun: boolean;
  held: boolean;
}

const heldBack = 'Held back at the last moment.';

function guard(wanted: () => Promise<boolean>, flow: Flow): (letter: Buffer) => Readable {
  async function* guarded(letter: Buffer): AsyncGenerator<Buffer> {
    flow.held = !(await wanted());
    if (flow.held) throw new Error(heldBack);
    flow.begun = true;
    yield letter;
  }
  return (letter) => Readable.from(guarded(letter), { objectMode: false });
}

/** Only what the server says about this letter is final; trouble with the server or our login is not the reader's fault. */
function outcomeOf({ message, responseCode, command = '', code }: Refused, begun: boolean): Outcome {
  const ofLetter = ['MAIL FROM', 'RCPT TO', 'DATA'].includes(command);
  if (responseCode && responseCode >= 500 && ofLetter) return { kind: 'permanent', words: message };
  if (code === 'EENVELOPE' && command === 'API') return { kind: 'permanent', words: message };
  if (begun && !responseCode) return { kind: 'uncertain', words: message };
  return { kind: 'temporary', words: message };
}

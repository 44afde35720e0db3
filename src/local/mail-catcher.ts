import { once } from 'node:events';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { localDirectory } from './checkout';
import { endWithParent } from './end-with-parent';
import { MailStore } from './mail-store';
import { mailboxServer } from './mailbox-server';
import { freePort } from './ports';

const loopback = '127.0.0.1';
const largest = 25 * 1024 * 1024;

export interface MailCatcher {
  smtpUrl: string;
  mailboxUrl: string;
  close(): Promise<void>;
}

/** Takes every mail sent to it on this machine, passes none on, and shows them on a page. */
export async function startMailCatcher(
  options: { directory?: string; smtpPort?: number; mailboxPort?: number } = {},
): Promise<MailCatcher> {
  const store = new MailStore(options.directory ?? join(localDirectory(), 'mail'));
  const smtpPort = await freePort(options.smtpPort ?? 1025);
  const smtp = smtpServer(store);
  await once(smtp.listen(smtpPort, loopback), 'listening');
  const mailboxPort = await freePort(options.mailboxPort ?? 8025);
  const mailbox = mailboxServer(store);
  await once(mailbox.listen(mailboxPort, loopback), 'listening');
  return {
    smtpUrl: `smtp://${loopback}:${smtpPort}`,
    mailboxUrl: `http://localhost:${mailboxPort}`,
    close: async () => {
      mailbox.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => smtp.close(resolve)),
        new Promise((resolve) => mailbox.close(resolve)),
      ]);
    },
  };
}

function smtpServer(store: MailStore): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: largest,
    closeTimeout: 1_000,
    onData: (stream, session, done) => {
      receive(store, stream, session).then(() => done(), done);
    },
  });
  // A sender that hangs up in the middle is its own affair.
  server.on('error', () => undefined);
  return server;
}

async function receive(store: MailStore, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= largest) chunks.push(chunk);
  }
  if (bytes > largest) throw Object.assign(new Error('The mail is larger than 25 MB.'), { responseCode: 552 });
  const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
  await store.keep(Buffer.concat(chunks), { from, to: session.envelope.rcptTo.map(({ address }) => address) });
}

async function serveParent(): Promise<void> {
  const [smtpPort, mailboxPort] = process.argv.slice(2).map(Number);
  const catcher = await startMailCatcher({ smtpPort, mailboxPort });
  endWithParent();
  process.once('SIGTERM', () => void catcher.close().then(() => process.exit(0)));
  process.send?.({ smtpUrl: catcher.smtpUrl, mailboxUrl: catcher.mailboxUrl });
}

if (require.main === module) void serveParent();

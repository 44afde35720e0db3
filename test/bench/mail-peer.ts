import { performance } from 'node:perf_hooks';
import { createTransport } from 'nodemailer';

export interface PeerLetter {
  to: string;
  subject: string;
  text: string;
  html: string;
  calendar: string | null;
  method: string | null;
}

export interface PeerQuestion {
  smtpUrl: string;
  connections: number;
  letters: PeerLetter[];
}

/** Nodemailer alone: the same letters, ready as they are, through a pool of the same size. */
process.on('message', ({ smtpUrl, connections, letters }: PeerQuestion) => {
  const options = { url: smtpUrl, pool: true, maxConnections: connections, maxMessages: Infinity };
  const transport = createTransport(options as Parameters<typeof createTransport>[0]);
  const send = ({ calendar, method, ...letter }: PeerLetter) =>
    transport.sendMail({
      from: 'Innovation Fund <fund@innovation-fund.example>',
      ...letter,
      ...(calendar !== null && {
        icalEvent: { method: method ?? 'PUBLISH', content: calendar, filename: 'deadline.ics' },
      }),
    });
  const began = performance.now();
  void Promise.all(letters.map(send)).then(() => {
    process.send?.(performance.now() - began);
    transport.close();
  });
});
process.on('SIGTERM', () => process.exit(0));

import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** Since when the sink counts, or how many letters are waited for. */
export type SinkQuestion = { forget: true } | { letters: number };

export interface SinkAnswer {
  port: number;
  accepted: number;
}

/** A mail server in a process of its own that takes everything and reads none of it. */
let accepted = 0;
let wanted = Infinity;

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData: (letter, _, done) => {
    letter.resume().on('end', () => {
      accepted += 1;
      done();
      if (accepted === wanted) answer();
    });
  },
});
server.on('error', () => undefined);

const answer = (): void => {
  wanted = Infinity;
  process.send?.({ port: (server.server.address() as AddressInfo).port, accepted });
};

server.listen(0, '127.0.0.1', () => {
  process.on('message', (question: SinkQuestion) => {
    if ('forget' in question) accepted = 0;
    else wanted = question.letters;
    if ('forget' in question || accepted >= wanted) answer();
  });
});
process.on('SIGTERM', () => process.exit(0));

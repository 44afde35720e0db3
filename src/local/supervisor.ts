import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bankKeyOf } from './bank-key';
import { KeptChild, runOnce } from './children';
import { appear, clear, disappear, notePort, waitForPortOf, type Presence } from './presence';
import { keepPostgres } from './kept-postgres';
import { freePort, isFree } from './ports';
import { environmentFor, wishesOf, withoutOwner, type Provided, type Wishes } from './surroundings';

/** They give up by themselves after 25 seconds; killing comes a moment later. */
const drain = 26_000;

export interface Start {
  /** The folder with migrate.js, demo.js, main.js and worker.js. */
  entries: string;
  environment: NodeJS.ProcessEnv;
  reset: boolean;
  say: (line: string) => void;
  /** Aborted with a reason when everything shall end; an Error means that something went wrong. */
  end: AbortController;
  /** Aborted when ending politely takes somebody too long. */
  hurry: AbortSignal;
}

type Closers = (() => Promise<void>)[];

/** Brings everything up, keeps it up until `end`, and takes it down in the opposite order. */
export async function supervise(start: Start): Promise<void> {
  const wishes = wishesOf(start.environment);
  if (start.reset) await reset(start, wishes);
  const killed = await appear();
  const closers: Closers = [async () => disappear()];
  try {
    await bringUp(start, wishes, killed, closers);
    await endOf(start.end.signal);
  } catch (error) {
    if (!start.end.signal.aborted) start.end.abort(error);
  } finally {
    start.say('Stopping.');
    for (const close of closers.reverse()) await close().catch((error: unknown) => start.say(String(error)));
  }
  const { reason } = start.end.signal;
  if (reason instanceof Error) throw reason;
}

async function reset({ say }: Start, wishes: Wishes): Promise<void> {
  if (!wishes.embeddedDatabase) {
    throw new Error('DATABASE_URL is set: only the database that comes with the program is ever reset.');
  }
  await clear();
  say('Data and mail are removed.');
}

async function bringUp(start: Start, wishes: Wishes, killed: Presence | undefined, closers: Closers): Promise<void> {
  const { signal } = start.end;
  await waitForPortOf(killed);
  const provided: Provided = { port: await choosePort(start, wishes) };
  if (wishes.embeddedDatabase) {
    const postgres = await keepPostgres(start.say, (reason) => start.end.abort(reason));
    closers.push(() => postgres.stop());
    Object.assign(provided, { databaseUrl: postgres.url, bankKey: bankKeyOf() });
    signal.throwIfAborted();
  }
  if (wishes.catchMail) Object.assign(provided, await catchMail(start, closers));
  const environment = environmentFor(start.environment, wishes, provided);
  const entry = (name: string, file: string) => ({ name, file: join(start.entries, file), environment });
  const kept = (name: string, file: string) => ({ ...entry(name, file), environment: withoutOwner(environment) });
  await runOnce(entry('Bringing the database up to date', 'migrate.js'), signal);
  if (wishes.demo) await runOnce(entry('Loading the demonstration', 'demo.js'), signal);
  const pair = [kept('The web process', 'main.js'), kept('The worker', 'worker.js')].map((plan) => keep(start, plan));
  closers.push(async () => void (await Promise.all(pair.map((child) => child.stop(drain, start.hurry)))));
  await healthy(wishes.host, provided.port, signal);
  notePort(provided.port);
  start.say(welcome(environment, wishes));
}

function keep({ say, end }: Start, plan: ConstructorParameters<typeof KeptChild>[0]): KeptChild {
  return new KeptChild(plan, say, (reason) => end.abort(reason));
}

async function choosePort({ say }: Start, { port }: Wishes): Promise<number> {
  if (port === 0) return freePort(0);
  if (port !== undefined) {
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('PORT is not a number from 0 to 65535.');
    if (await isFree(port)) return port;
    throw new Error(`Port ${port} is taken. Stop what uses it, or set PORT to another.`);
  }
  const chosen = await freePort(3000);
  if (chosen !== 3000) say(`Port 3000 is taken by another program: port ${chosen} it is.`);
  return chosen;
}

/** In a process of its own, so that no letter keeps the supervisor busy; after a fall it comes back on the same ports. */
async function catchMail(start: Start, closers: Closers): Promise<{ smtpUrl: string; mailboxUrl: string }> {
  let ports: string[] = [];
  let ready: (urls: { smtpUrl: string; mailboxUrl: string }) => void;
  const urls = new Promise<{ smtpUrl: string; mailboxUrl: string }>((resolve) => (ready = resolve));
  const catcher = keep(start, {
    name: 'The mail catcher',
    file: join(__dirname, 'mail-catcher.js'),
    environment: start.environment,
    args: () => ports,
    onMessage: (message) => {
      const told = message as { smtpUrl: string; mailboxUrl: string };
      ports = [new URL(told.smtpUrl).port, new URL(told.mailboxUrl).port];
      ready(told);
    },
  });
  closers.push(() => catcher.stop(5_000, start.hurry));
  return Promise.race([urls, endOf(start.end.signal)]);
}

/** Never fulfilled; rejected when the end comes, or came already. */
function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}

async function healthy(host: string, port: number, signal: AbortSignal): Promise<void> {
  const reachable = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  for (let tries = 0; tries < 1_200; tries += 1) {
    signal.throwIfAborted();
    const answer = await fetch(`http://${reachable}:${port}/health`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`The program did not answer at http://${reachable}:${port}/health within two minutes.`);
}

function welcome({ APP_URL, MAILBOX_URL }: NodeJS.ProcessEnv, { embeddedDatabase, catchMail }: Wishes): string {
  return [
    '\nThe Innovation Fund is running.\n',
    `  Open     ${APP_URL}`,
    ...(catchMail ? [`  Mailbox  ${MAILBOX_URL}   (SMTP_URL is not set: letters stay here and reach nobody)`] : []),
    '  Stop     Ctrl-C',
    ...(embeddedDatabase ? ['  Afresh   npm run reset   (removes the data and the letters on this machine)'] : []),
    '',
  ].join('\n');
}

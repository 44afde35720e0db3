import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, isFree } from '../src/local/ports';
import { removePostgres } from '../src/local/postgres';
import { isAlive } from '../src/local/processes';
import { endAll, makeCheckout, run, type Running } from './support/checkout';

const environmentLine = `console.log(__filename.split('/').pop(), process.env.DEMO, !!process.env.DATABASE_URL, !!process.env.SMTP_URL, process.env.BANK_KEY?.length);`;
const stays = `${environmentLine}
  require('./local/end-with-parent.js').endWithParent();
  require('node:fs').writeFileSync(__filename + '.pid', String(process.pid));
  const answer = (request, response) => (request.url === '/die' ? process.exit(3) : response.end(process.env.APP_URL));
  const server = require('node:http').createServer(answer).listen(__filename.endsWith('main.js') ? process.env.PORT : 0, '127.0.0.1');
  process.on('SIGTERM', () => setTimeout(() => { console.log(__filename.split('/').pop(), 'drained'); process.exit(0); }, 100));`;
const standIns = { 'migrate.js': environmentLine, 'demo.js': environmentLine, 'main.js': stays, 'worker.js': stays };

const checkout = makeCheckout(standIns);
const started = (environment: NodeJS.ProcessEnv = {}, ...args: string[]): Running =>
  run([join(checkout, 'dist/src/start.js'), ...args], environment);
const pidOf = (name: string) => Number(readFileSync(join(checkout, `dist/src/${name}.js.pid`), 'utf8'));
const postmaster = () =>
  Number(readFileSync(join(checkout, '.local/postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
const urlIn = (start: Running) => /Open +(\S+)/.exec(start.output())?.[1] ?? '';

async function stopped(start: Running): Promise<number | null> {
  start.process.kill('SIGTERM');
  return start.ended;
}

async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; isAlive(pid) && tries < 60; tries += 1) await sleep(50);
  return !isAlive(pid);
}

/** Dies for seven seconds while the other tests run. */
const dying = makeCheckout({ ...standIns, 'worker.js': 'process.exit(5)' });
const given = { DATABASE_URL: 'postgres://a:b@db.example/fund', SMTP_URL: 'smtp://mail.example' };
const holder = createServer();
let PORT: string;
let worker: Running;

beforeAll(async () => {
  const dyingPort = await freePort(4200);
  worker = run([join(dying, 'dist/src/start.js')], { ...given, PORT: String(dyingPort) });
  PORT = String(await freePort(4300));
  // Where another program has the port already, the better.
  await new Promise<void>((resolve) => holder.once('error', () => resolve()).listen(3000, '127.0.0.1', resolve));
});

afterAll(async () => {
  holder.close();
  await endAll();
  await removePostgres(join(checkout, '.local/postgres'));
  for (const made of [checkout, dying]) rmSync(made, { recursive: true, force: true });
});

describe('npm start', () => {
  it('brings everything up in order, says where to go, and takes it down in order', async () => {
    const start = started();
    await start.says('Afresh');
    expect(start.output()).toMatch(/^Port 3000 is taken by another program: port 30\d\d it is\.$/m);
    expect(urlIn(start)).toMatch(/^http:\/\/localhost:30\d\d$/);
    const order = start.output().match(/^\w+\.js/gm);
    expect(order?.slice(0, 2)).toEqual(['migrate.js', 'demo.js']);
    expect(order?.slice(2).sort()).toEqual(['main.js', 'worker.js']);
    expect(start.output()).toContain('main.js true true true 64');
    expect(statSync(join(checkout, '.local/postgres/bank-key.json')).mode & 0o777).toBe(0o600);
    expect(await (await fetch(urlIn(start))).text()).toBe(urlIn(start));
    const mailbox = /Mailbox +(\S+)/.exec(start.output())?.[1] ?? '';
    expect((await fetch(mailbox)).status).toBe(200);
    const server = postmaster();
    expect(await stopped(start)).toBe(0);
    expect(start.output()).toMatch(/main\.js drained[^]*worker\.js drained|worker\.js drained[^]*main\.js drained/);
    expect([isAlive(pidOf('main')), isAlive(pidOf('worker')), await gone(server)]).toEqual([false, false, true]);
    await expect(fetch(mailbox)).rejects.toThrow();
  });

  it('starts what dies again, the database included, and says so', async () => {
    const start = started({ PORT });
    await start.says('Afresh');
    await fetch(`${urlIn(start)}/die`).catch(() => undefined);
    await start.says('The web process ended by itself (code 3). It starts again in 0.5 s.');
    const first = postmaster();
    process.kill(first, 'SIGKILL');
    await start.says('PostgreSQL ended by itself. It starts again.');
    for (let tries = 0; tries < 100 && start.output().match(/^main\.js true/gm)?.length !== 2; tries += 1)
      await sleep(50);
    expect(await stopped(start)).toBe(0);
    expect(await gone(first)).toBe(true);
    expect(existsSync(join(checkout, '.local/postgres/data/postmaster.pid'))).toBe(false);
  });

  it('leaves nothing running but the database when killed, and starts again at the same address', async () => {
    const killed = started({ PORT });
    await killed.says('Afresh');
    killed.process.kill('SIGKILL');
    const server = postmaster();
    expect(await gone(pidOf('main'))).toBe(true);
    expect(await gone(pidOf('worker'))).toBe(true);
    expect(isAlive(server)).toBe(true);
    const again = started({ PORT });
    await again.says('Afresh');
    expect([urlIn(again), postmaster()]).toEqual([urlIn(killed), server]);
    const second = started({ PORT });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('It runs already at http://localhost:');
    const reset = started({ PORT }, '--reset');
    await reset.says('Data and mail are removed.');
    expect(await again.ended).toBe(0);
    await reset.says('Afresh');
    expect(await stopped(reset)).toBe(0);
  });

  it('uses the services it is given, without a demonstration, and never resets them', async () => {
    const start = started({ ...given, PORT });
    await start.says('Stop');
    expect(start.output()).toMatch(/^main\.js false true true undefined$/m);
    expect(start.output()).not.toMatch(/demo\.js|Mailbox|Afresh/);
    expect(await stopped(start)).toBe(0);
    const reset = started(given, '--reset');
    expect(await reset.ended).toBe(1);
    expect(reset.output()).toContain('only the database that comes with the program is ever reset');
  });

  it('stops with a sentence when a step fails, when its port is taken, and when a process keeps dying', async () => {
    const failing = makeCheckout({ ...standIns, 'migrate.js': 'console.log("no such column"); process.exit(4)' });
    const migrate = run([join(failing, 'dist/src/start.js')], given);
    expect(await migrate.ended).toBe(1);
    expect(migrate.output()).toContain('Bringing the database up to date failed (code 4). What it said stands above.');
    const taken = started({ ...given, PORT: '3000' });
    expect(await taken.ended).toBe(1);
    expect(taken.output()).toContain('Port 3000 is taken. Stop what uses it, or set PORT to another.');
    expect(await worker.ended).toBe(1);
    expect(worker.output()).toContain('The worker ended 5 times in a row (last: code 5).');
    expect(await isFree(Number(new URL(urlIn(worker)).port))).toBe(true);
    rmSync(failing, { recursive: true });
  });
});

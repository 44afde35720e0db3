import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { startMailCatcher, type MailCatcher } from '../src/local/mail-catcher';
import type { StoredMail } from '../src/local/mail-store';

const directory = mkdtempSync(join(tmpdir(), 'local-mail-'));
const attack = '<script>alert(1)</script><img src=x onerror=alert(2)>';
let catcher: MailCatcher;

interface List {
  total: number;
  page: number;
  pages: number;
  messages: Omit<StoredMail, 'raw'>[];
}

async function send(mail: Record<string, unknown>): Promise<void> {
  const transport = createTransport(catcher.smtpUrl);
  await transport.sendMail({ from: 'fund@innovation-fund.example', text: 'Dear city', ...mail });
  transport.close();
}

async function get(path: string, init?: RequestInit) {
  const response = await fetch(new URL(path, catcher.mailboxUrl), init);
  return { status: response.status, headers: response.headers, body: await response.text() };
}

async function list(query = ''): Promise<List> {
  return JSON.parse((await get(`/messages.json${query}`)).body) as List;
}

async function restart(): Promise<void> {
  await catcher.close();
  catcher = await startMailCatcher({ directory, smtpPort: 0, mailboxPort: 0 });
}

beforeAll(async () => {
  catcher = await startMailCatcher({ directory, smtpPort: 0, mailboxPort: 0 });
});

afterAll(async () => {
  await catcher.close();
  rmSync(directory, { recursive: true });
});

describe('the mail catcher', () => {
  it('says that nothing was sent while nothing was', async () => {
    expect((await get('/')).body).toContain('Nothing has been sent yet.');
    expect((await get('/mail/1')).status).toBe(404);
  });

  it('shows a letter that came over SMTP, to hidden recipients as well', async () => {
    await send({ to: 'Oslo <city@oslo.example>', bcc: 'audit@fund.example', subject: 'Your report is due – 5 März' });
    const { messages } = await list();
    expect(messages).toMatchObject([{ subject: 'Your report is due – 5 März', text: 'Dear city\n' }]);
    expect(messages[0]?.to.sort()).toEqual(['audit@fund.example', 'city@oslo.example']);
    expect(messages[0]?.date).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const page = await get('/');
    expect(page.body).toContain('Your report is due – 5 März');
    expect(page.body).toContain('city@oslo.example');
    expect((await get('/mail/1/raw')).body).toContain('From: fund@innovation-fund.example');
  });

  it('finds by recipient: a whole address, or a part of one', async () => {
    await send({ to: 'kopenhagen-oslo@cities.example', subject: 'Another' });
    expect((await list('?to=CITY@oslo.example')).total).toBe(1);
    expect((await list('?to=oslo')).total).toBe(2);
    expect((await list('?to=oslo@cities.example')).total).toBe(0);
    expect((await get('/?to=nobody')).body).toContain('Nothing was sent to “nobody”.');
  });

  it('keeps hostile mail harmless', async () => {
    await send({
      to: 'x@y.example',
      subject: attack,
      text: `${attack} https://fund.example/sign-in?a=1&b="><script>`,
      html: attack,
    });
    const { id } = (await list('?to=x@y.example')).messages[0] as StoredMail;
    for (const path of ['/', `/?to=${encodeURIComponent(attack)}`, `/mail/${id}`]) {
      const { body, headers } = await get(path);
      expect(body).not.toMatch(/<script|<img/);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/);
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|script-src/);
    }
    const page = (await get(`/mail/${id}`)).body;
    expect(page).toMatch(/<iframe[^>]* sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    expect(page).toContain('href="https://fund.example/sign-in?a=1&amp;b="');
    const letter = await get(`/mail/${id}/html`);
    expect(letter.headers.get('content-security-policy')).toMatch(/^default-src 'none'.*; sandbox allow-popups/);
    expect((await get(`/mail/${id}/raw`)).headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  it('survives a restart, and a file that is broken', async () => {
    const before = await list();
    writeFileSync(join(directory, '00000002.json'), '{"subject": "ha');
    writeFileSync(join(directory, '00000099.json'), '{"id": 99}');
    await restart();
    const after = await list();
    expect(after.messages).toEqual(before.messages.filter(({ id }) => id !== 2));
    await send({ to: 'later@oslo.example', subject: 'Later' });
    expect((await list('?to=later@oslo.example')).messages[0]?.id).toBe(100);
    expect(readdirSync(directory)).toContain('00000100.json');
  });

  it('shows long lists in pages, newest first', async () => {
    const transport = createTransport({ url: catcher.smtpUrl, pool: true });
    const mail = (n: number) => ({ from: 'a@b.example', to: 'many@oslo.example', subject: `Letter ${n}`, text: '-' });
    for (let n = 1; n <= 53; n += 1) await transport.sendMail(mail(n));
    transport.close();
    const last = await list('?to=many@oslo.example&page=2');
    expect([last.total, last.pages]).toEqual([53, 2]);
    expect(last.messages.map(({ subject }) => subject)).toEqual(['Letter 3', 'Letter 2', 'Letter 1']);
    expect((await list('?to=many@oslo.example&page=wrong')).messages[0]?.subject).toBe('Letter 53');
    expect((await get('/?to=many@oslo.example')).body).toContain('href="/?to=many%40oslo.example&amp;page=2"');
  });

  it('answers only this machine, and only reading', async () => {
    const { port } = new URL(catcher.mailboxUrl);
    const status = await new Promise((resolve) => {
      const rebound = { host: '127.0.0.1', port, headers: { host: 'evil.example' } };
      request(rebound, (response) => resolve(response.resume().statusCode)).end();
    });
    expect(status).toBe(421);
    expect((await get('/', { method: 'POST' })).status).toBe(405);
    expect((await get('/mail/1/../../state.json')).status).toBe(404);
    expect((await get('/style.css')).headers.get('content-type')).toContain('text/css');
  });
});

import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Files } from '../src/files/files.service';
import { Upload } from '../src/kernel/upload';
import type { Person } from '../src/people/person.entity';
import { createWorld, type World } from './support/world';

let world: World;
const people: Record<string, Person> = {};

beforeAll(async () => {
  world = await createWorld();
  for (const role of ['finance', 'city', 'reviewer', 'auditor'] as const) people[role] = await world.person({ role });
  people.other = await world.person({ role: 'city' });
});
afterAll(() => world.close());

const as = (who: string) => world.as(people[who]);
const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

interface Kept {
  id: string;
  name: string;
  size: number;
  mediaType: string;
  sha256: string;
  errors: Record<string, string[]>;
  detail: string;
}

async function send(who: string, name: string, content: Buffer, headers: Record<string, string> = {}) {
  const agent = as(who);
  await agent.get('/');
  const cookie = [...agent.cookies].map((pair) => pair.join('=')).join('; ');
  const response = await fetch(`${world.url}/api/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    body: new Uint8Array(content),
    headers: { cookie, origin: world.url, 'content-type': 'application/octet-stream', ...headers },
  });
  return { status: response.status, json: (await response.json()) as Kept };
}

describe('a file', () => {
  it('is kept with its hash, and comes back byte for byte, as an attachment', async () => {
    const { status, json } = await send('city', '../../Lettre d’accord “Oslo”.PDF', pdf);
    expect(status).toBe(201);
    expect(json).toMatchObject({ name: 'Lettre d’accord “Oslo”.pdf', mediaType: 'application/pdf', size: pdf.length });
    expect(json.sha256).toBe(createHash('sha256').update(pdf).digest('hex'));
    const back = await as('city').get(`/api/files/${json.id}/content`);
    expect(back.text).toBe(pdf.toString());
    expect(back.headers.get('content-disposition')).toBe(
      `attachment; filename="Lettre d_accord _Oslo_.pdf"; filename*=UTF-8''Lettre%20d%E2%80%99accord%20%E2%80%9COslo%E2%80%9D.pdf`,
    );
    expect(back.headers.get('x-content-type-options')).toBe('nosniff');
    expect(back.headers.get('cache-control')).toBe('no-store');
  });

  it('is its uploader’s alone until it is attached to something', async () => {
    const { json } = await send('city', 'a.pdf', pdf);
    for (const who of ['other', 'finance']) {
      expect((await as(who).get(`/api/files/${json.id}`)).status).toBe(404);
      expect((await as(who).get(`/api/files/${json.id}/content`)).status).toBe(404);
    }
    expect((await send('reviewer', 'a.pdf', pdf)).status).toBe(403);
    expect((await send('auditor', 'a.pdf', pdf)).status).toBe(403);
  });

  it('sent twice under one key is kept once', async () => {
    const key = { 'idempotency-key': 'the-letter' };
    const [first, second] = [await send('city', 'a.pdf', pdf, key), await send('city', 'a.pdf', pdf, key)];
    expect(second.json).toEqual(first.json);
    const other = await send('city', 'a.pdf', Buffer.concat([pdf, pdf]), key);
    expect(other.status).toBe(409);
  });

  it.each<[string, string, Buffer, RegExp]>([
    ['is empty', 'a.pdf', Buffer.alloc(0), /empty/],
    ['is larger than 10 MB', 'a.pdf', Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024)]), /10 MB/],
    ['is a program', 'letter.pdf', Buffer.from('MZ' + 'x'.repeat(200)), /exe|no kind/],
    ['is a page', 'page.html', Buffer.from('<!doctype html><script>alert(1)</script>'), /no kind/],
    ['only calls itself text', 'a.csv', Buffer.from([65, 0, 66]), /not a text file/],
    ['is text by another name', 'a.pdf', Buffer.from('just words'), /no kind/],
  ])('is refused where it %s', async (_, name, content, sentence) => {
    const { status, json } = await send('city', name, content);
    expect([413, 422]).toContain(status);
    expect(JSON.stringify([json.detail, json.errors])).toMatch(sentence);
  });

  it('keeps no file that was not named', async () => {
    expect((await send('city', '', pdf)).status).toBe(422);
  });

  it('cannot be changed or deleted, and holds what its hash says', async () => {
    const { json } = await send('city', 'a.pdf', pdf);
    const attempt = (sql: string) =>
      world
        .get(DataSource)
        .query(sql, [json.id])
        .catch((error: { code: string; constraint?: string }) => error.code);
    expect(await attempt(`update file set name = 'b.pdf' where id = $1`)).toBe('42501');
    expect(await attempt('delete from file where id = $1')).toBe('42501');
    const forged = `insert into file (name, media_type, size, sha256, content, uploaded_by, uploaded_at)
      select name, media_type, size, sha256, 'x'::bytea || substr(content, 2), uploaded_by, uploaded_at from file where id = $1`;
    expect(await attempt(forged)).toBe('23514');
  });
});

describe('a form with files', () => {
  const form = (parts: Record<string, string | Blob>): FormData => {
    const data = new FormData();
    for (const [name, value] of Object.entries(parts)) {
      if (typeof value === 'string') data.append(name, value);
      else data.append(name, value, 'letter.pdf');
    }
    return data;
  };

  it('is read only from people who are signed in, whatever cookie they send', async () => {
    const path = `${world.url}/funds/00000000-0000-4000-8000-000000000000/restrictions`;
    for (const cookie of ['', 'session=somebody']) {
      const body = form({ fileId: new Blob([pdf]) });
      const sent = { method: 'POST', body, redirect: 'manual', headers: { cookie, origin: world.url } } as const;
      expect((await fetch(path, sent)).status).toBe(401);
      const bytes = { ...sent, body: new Uint8Array(pdf) };
      const plain = { ...bytes, headers: { ...sent.headers, 'content-type': 'application/octet-stream' } };
      expect((await fetch(`${world.url}/api/files?name=a.pdf`, plain)).status).toBe(401);
    }
    const [{ count } = { count: NaN }] = await world.sql<{ count: number }>(
      `select count(*)::int as count from refused_form where content::text like '%letter.pdf%'`,
    );
    expect(count).toBe(0);
  });

  it('is refused without a copy of its files', async () => {
    const agent = as('city');
    await agent.get('/');
    const cookie = [...agent.cookies].map((pair) => pair.join('=')).join('; ');
    const body = form({ name: 'A letter', fileId: new Blob([new Uint8Array(8 * 1024 * 1024)]) });
    const path = `${world.url}/funds/00000000-0000-4000-8000-000000000000/restrictions`;
    const began = performance.now();
    const answer = await fetch(path, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { cookie, origin: world.url },
    });
    expect(answer.status).toBe(303);
    expect(performance.now() - began).toBeLessThan(5_000);
    const [kept] = await world.sql<{ values: unknown }>(
      `select content->'values' as values from refused_form order by at desc limit 1`,
    );
    expect(kept?.values).toEqual({ name: 'A letter', fileId: null });
  });

  it('is refused at once where a file stands in a field that takes none', async () => {
    const agent = as('city');
    await agent.get('/');
    const cookie = [...agent.cookies].map((pair) => pair.join('=')).join('; ');
    const body = form({ note: new Blob([new Uint8Array(4 * 1024 * 1024)]) });
    const path = `${world.url}/api/instalments/00000000-0000-4000-8000-000000000000/request`;
    const began = performance.now();
    const answer = await fetch(path, { method: 'POST', body, headers: { cookie, origin: world.url } });
    expect([answer.status, ((await answer.json()) as Kept).detail]).toEqual([
      422,
      'A file was sent in a field that takes none. Upload it by itself, and send its id.',
    ]);
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('leaves the id of the file in its field, and null where none was chosen', async () => {
    const files = world.get(Files);
    const actor = world.actor(people.city as Person);
    const kept = await files.receive(actor, { fileId: new Upload('letter.pdf', pdf), name: 'x' });
    expect(await files.info(String(kept.fileId))).toMatchObject({ name: 'letter.pdf', uploadedBy: actor.id });
    expect(await files.receive(actor, { fileId: '' })).toEqual({ fileId: null });
    expect(await files.receive(actor, { fileId: kept.fileId })).toEqual({ fileId: kept.fileId });
    await expect(files.receive(actor, { fileId: new Upload('x.exe', Buffer.from('MZ')) })).rejects.toMatchObject({
      fields: { fileId: [expect.stringContaining('We take PDF')] },
    });
  });
});

import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { publish, type Subject } from '../src/kernel/outbox';
import { refusesAddress } from '../src/notifications/bounces.rules';
import { DeliveryService } from '../src/notifications/delivery.service';
import type { Person } from '../src/people/person.entity';
import { Office } from './support/office';
import { createWorld } from './support/world';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
let office: Office;
let program: Person;
let finance: Person;
let auditor: Person;
let signatory: Person;

beforeAll(async () => {
  office = await Office.open(undefined, { MAIL_WEBHOOK_SECRET: secret });
  office.at('2026-03-02T10:00:00Z');
  program = await office.world.person({ role: 'program' });
  finance = await office.world.person({ role: 'finance' });
  auditor = await office.world.person({ role: 'auditor' });
});
beforeEach(async () => {
  office.post.forget();
  signatory = await office.world.person({ role: 'city' });
});
afterAll(() => office.close());

const tell = async (leadId = signatory.organisationId ?? ''): Promise<Subject> => {
  const data = {
    ...{ awardId: randomUUID(), title: 'Heat from the harbour', leadId, fund: 'Innovation Fund' },
    ...{ amountCents: 12_345_00, currency: 'USD' },
  };
  await office.run(program, (tx) => publish(tx, 'award.activated', data, [`award:${data.awardId}`]));
  return `award:${data.awardId}`;
};
const deliver = () => office.world.get(DeliveryService).deliverDue();
const sent = async (): Promise<{ id: string; about: Subject }> => {
  const about = await tell();
  await deliver();
  const [mail] = await office.mail(about);
  return { id: mail?.id ?? '', about };
};
interface Story {
  id: string;
  state: string;
  address: string;
  copy: number;
  digestId: string | null;
  settledBy: string | null;
  deliveredAt: string | null;
  bouncedAt: string | null;
  told: { type: string; at: string }[];
  copies: { id: string; copy: number; state: string }[];
  moves: { move: string }[];
  words: object | null;
}
const story = async (id: string, by = program) => (await office.world.as(by).get<Story>(`/api/mail/${id}`)).json;
const tasks = async () =>
  (await office.world.as(program).get<{ items: { kind: string; id: string; address: string }[] }>('/api/mail/tasks'))
    .json.items;
const suppressed = (address = signatory.email) =>
  office.world.sql<{ id: string; reason: string }>(
    'select id, reason from suppression where address = $1 and lifted_at is null',
    [address],
  );
const decide = (id: string, move: string, by = program, reason = 'They called.') =>
  office.world.as(by).post<Story & { detail: string }>(`/api/mail/${id}/${move}`, { reason });

describe('an address that is refused', () => {
  it.each([
    ["Can't send mail - all recipients were rejected: 550 5.1.1 <a@b.example>: user unknown", true],
    ["Can't send mail - all recipients were rejected: 550 there is no such mailbox", true],
    ["Can't send mail - all recipients were rejected: 553 5.1.3 bad address syntax", true],
    ["Can't send mail - all recipients were rejected: 550 5.2.1 mailbox disabled", true],
    ["Can't send mail - all recipients were rejected: 550 5.7.1 relaying denied", false],
    ["Can't send mail - all recipients were rejected: 550 5.7.26 unauthenticated mail", false],
    ["Can't send mail - all recipients were rejected: 550 rejected, your address is on a block list", false],
    ["Can't send mail - all recipients were rejected: 552 5.2.2 mailbox full", false],
    ['Mail command failed: 550 5.1.8 sender address rejected', false],
    ['Message failed: 554 5.6.0 the content is not acceptable', false],
    ['Message failed: 550 5.7.1 this is spam', false],
  ])('%s: %s', (words, expected) => expect(refusesAddress(words)).toBe(expected));

  it('gets nothing more, becomes a task, and gets mail again when somebody releases it', async () => {
    office.post.script(signatory.email, 'refuse');
    const { id } = await sent();
    expect(await story(id)).toMatchObject({ state: 'dead', moves: [{ move: 'let-be' }] });
    const [one] = await suppressed();
    expect(one?.reason).toContain('550 there is no such mailbox');
    expect((await tasks()).filter(({ address }) => address === signatory.email).map(({ kind }) => kind)).toEqual([
      ...['dead', 'address'],
    ]);
    const desk = await office.world.as(program).get('/desk');
    expect(desk.text).toContain('Nothing is sent to this address');
    expect(desk.text).toContain('A letter could not be delivered');

    const next = await sent();
    expect(await story(next.id)).toMatchObject({ state: 'suppressed', moves: [] });
    expect(office.post.to(signatory.email)).toEqual([]);
    const history = await office.world.as(auditor).get<{ items: object[] }>(`/api/mail/${id}/history`);
    expect(history.json.items).toMatchObject([{ who: 'The system' }]);

    const lift = (by: Person, reason = 'They mended it.') =>
      office.world.as(by).post<{ items: object[] }>(`/api/mail/addresses/${one?.id ?? ''}/release`, { reason });
    expect((await lift(auditor)).status).toBe(403);
    expect((await lift(program, ' ')).status).toBe(422);
    expect((await lift(finance)).status).toBe(200);
    expect((await lift(program)).status).toBe(409);
    expect(await suppressed()).toEqual([]);
    expect((await decide(next.id, 'send-again')).status).toBe(201);
    await deliver();
    expect(office.post.to(signatory.email)).toHaveLength(1);
  });

  it('is not the reader’s fault where the letter itself is refused', async () => {
    office.post.script(signatory.email, 'content');
    const { id } = await sent();
    expect(await story(id)).toMatchObject({ state: 'dead' });
    expect(await suppressed()).toEqual([]);
  });

  it('is no task any more once the person has another', async () => {
    office.post.script(signatory.email, 'refuse');
    const { id } = await sent();
    const email = `new.${signatory.email}`;
    await office.world.sql('update person set email = $2 where id = $1', [signatory.id, email]);
    expect((await tasks()).filter(({ address }) => address === signatory.email).map(({ kind }) => kind)).toEqual([
      'dead',
    ]);
    const again = await decide(id, 'send-again');
    expect(again.json).toMatchObject({
      address: email,
      copy: 1,
      state: 'planned',
      copies: [{ id, copy: 0, state: 'dead' }],
    });
    await deliver();
    expect(office.post.to(email)).toHaveLength(1);
  });
});

describe('an address', () => {
  const bad = [
    ...['two@example.org,mailboxes@example.org', 'two@example.org mailboxes@example.org', 'a@b@example.org'],
    ...['x@example.org\r\nBcc: evil@example.org', 'x@example.org\nRCPT TO:<evil@example.org>', 'Name <x@example.org>'],
    ...[
      '<x@example.org>',
      '"x y"@example.org',
      'x(y)@example.org',
      'x@[127.0.0.1]',
      'x;y@example.org',
      'x\u0000@example.org',
      '',
    ],
  ];

  it.each(bad)('is one mailbox at every door: %j', async (email) => {
    const admin = office.world.as(await office.world.person({ role: 'admin' }));
    const person = { name: 'Somebody', email, role: 'reviewer' };
    expect((await admin.post('/api/people', person)).status).toBe(422);
    expect((await office.world.as().post('/api/sign-in', { email })).status).toBe(422);
    const page = await admin.follow(await admin.form('/people', { ...person, _page: '/people', _key: randomUUID() }));
    const said = /Enter one email address, like name@example.org.|contains a character \(NUL\) that cannot be kept/;
    expect(said.test(page.text)).toBe(true);
    expect(await office.world.sql(`select 1 from person where name = 'Somebody'`)).toEqual([]);
  });

  it.each(bad.filter((one) => !one.includes('\u0000')))(
    'is looked at once more before anything leaves: %j',
    async (address) => {
      const about = await tell();
      await office.world.sql(`update outbox set state = 'done' where subject = $1`, [about]);
      const [row] = await office.world.sql<{ id: string }>('select id from outbox where subject = $1', [about]);
      await office.world.sql(
        `insert into mail (outbox_id, address, letter, about, subject, text, html, kind, due_at, created_at)
       values ($1, $2, 'award.activated', $3, 'A subject', 'Text', '<p>', 'decision', $4, $4)`,
        [row?.id, address, about, office.world.clock.now()],
      );
      await deliver();
      expect(await office.mail(about)).toMatchObject([
        { state: 'dead', error: 'This is not the address of one mailbox.' },
      ]);
      expect(office.post.letters).toEqual([]);
    },
  );
});

describe('what people decide', () => {
  const unknown = async () => {
    office.post.script(signatory.email, 'drop');
    const { id, about } = await sent();
    expect(await story(id)).toMatchObject({ state: 'unknown', settledBy: null });
    return { id, about };
  };

  it('settles that a letter arrived', async () => {
    const { id } = await unknown();
    expect((await tasks()).map((task) => task.id)).toContain(id);
    expect((await story(id)).moves.map(({ move }) => move)).toEqual(['arrived', 'send-again']);
    expect((await decide(id, 'arrived', auditor)).status).toBe(403);
    expect((await decide(id, 'let-be')).status).toBe(409);
    const settled = await decide(id, 'arrived', finance);
    expect(settled.json).toMatchObject({ state: 'sent', settledBy: finance.name });
    expect((await decide(id, 'arrived')).status).toBe(409);
    expect((await tasks()).map((task) => task.id)).not.toContain(id);
    await deliver();
    expect(office.post.to(signatory.email)).toHaveLength(1);
  });

  it('sends it again: the old letter stays, and two who do so at once send one', async () => {
    const { id, about } = await unknown();
    const answers = await Promise.all([decide(id, 'send-again', program), decide(id, 'send-again', finance)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    await deliver();
    expect((await office.mail(about)).map(({ state }) => state)).toEqual(['unknown', 'sent']);
    expect(office.post.to(signatory.email)).toHaveLength(2);
    expect(await story(id)).toMatchObject({ moves: [], copies: [{ copy: 1, state: 'sent' }] });
    expect((await tasks()).map((task) => task.id)).not.toContain(id);
    expect((await office.world.as(auditor).get(`/mail/${id}`)).text).toContain('Sent the letter again: “They called.”');
  });

  it('lets a dead letter be, and sends one that was sent again only for a reason', async () => {
    office.post.script(signatory.email, 'content');
    const dead = await sent();
    expect((await decide(dead.id, 'let-be')).json).toMatchObject({ state: 'dead', settledBy: program.name, moves: [] });
    expect((await decide(dead.id, 'send-again')).status).toBe(409);
    const { id, about } = await sent();
    expect((await decide(id, 'send-again', program, '')).status).toBe(422);
    expect((await decide(id, 'send-again', signatory)).status).toBe(403);
    expect((await decide(randomUUID(), 'send-again')).status).toBe(404);
    for (const copy of [1, 2]) expect((await decide(id, 'send-again')).json).toMatchObject({ copy });
    await deliver();
    expect((await office.mail(about)).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
  });

  it('keeps what was typed in a form that was refused', async () => {
    const { id } = await sent();
    const staff = office.world.as(program);
    const long = 'x'.repeat(1001);
    const form = { reason: long, _page: `/mail/${id}?do=send-again`, _key: randomUUID() };
    const page = await staff.follow(await staff.form(`/mail/${id}/send-again`, form));
    expect(page.text).toContain('The reason is 1,001 characters long; at most 1,000 fit.');
    expect(page.text).toContain(long);
    const done = await staff.form(`/mail/${id}/send-again`, { ...form, reason: 'Lost.', _key: 'again' });
    expect((await staff.follow(done)).text).toContain('This is the new letter.');
    expect((await staff.form(`/mail/${id}/send-again`, { ...form, reason: 'Lost.', _key: 'again' })).to).toBe(done.to);
  });

  it('never sends a secret again', async () => {
    const [row] = await office.world.sql<{ id: string }>(
      `insert into outbox (key, subject, event, data, due_at, state) values ($1, $2, 'person.sign_in_requested', '{"token": ""}', now(), 'done') returning id`,
      [randomUUID(), `person:${signatory.id}`],
    );
    const [mail] = await office.world.sql<{ id: string }>(
      `insert into mail (outbox_id, person_id, address, letter, about, subject, text, html, kind, state, due_at, created_at)
       values ($1, $2, $3, 'person.sign_in_requested', 'person:x', 'Sign in', 'A secret.', '<p>', 'security', 'dead', now(), now()) returning id`,
      [row?.id, signatory.id, signatory.email],
    );
    const refused = await decide(mail?.id ?? '', 'send-again');
    expect([refused.status, refused.json.detail]).toEqual([
      ...[409, 'It held a secret that has been blanked. Whoever needs another asks for it.'],
    ]);
    await decide(mail?.id ?? '', 'let-be');
  });
});

describe('what the mail provider tells', () => {
  const webhook = new Webhook(secret);
  const call = (body: unknown, over: Record<string, string> = {}, at = office.world.clock.now()) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const id = over['webhook-id'] ?? randomUUID();
    const headers = {
      ...{ 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)) },
      ...{ 'webhook-signature': webhook.sign(id, at, text), 'content-type': 'application/json', ...over },
    };
    return fetch(`${office.world.url}/api/mail/events`, { method: 'POST', body: text, headers });
  };
  const of = async (id: string) =>
    (await office.world.sql<{ message_id: string }>('select message_id from mail where id = $1', [id]))[0]
      ?.message_id ?? '';
  const event = (messageId: string, type: string, at: string, detail = '') => ({ type, messageId, at, detail });

  it('tells when it was delivered, each once, in whatever order', async () => {
    const { id } = await sent();
    const messageId = await of(id);
    expect(messageId).toBe(`<${id}@localhost>`);
    const twice = { 'webhook-id': 'evt_1' };
    expect((await call(event(messageId, 'delivered', '2026-03-02T10:02:00Z'), twice)).status).toBe(202);
    expect((await call(event(messageId, 'delivered', '2026-03-02T10:03:00Z'), twice)).status).toBe(202);
    expect((await call(event(messageId.slice(1, -1), 'deferred', '2026-03-02T10:01:00Z', 'try later'))).status).toBe(
      202,
    );
    expect((await call(event(messageId, 'delivered', '2026-03-02T10:01:30Z'))).status).toBe(202);
    expect(await story(id, auditor)).toMatchObject({
      deliveredAt: '2026-03-02T10:02:00.000Z',
      bouncedAt: null,
      told: [
        { type: 'deferred', at: '2026-03-02T10:01:00.000Z', detail: 'try later' },
        { type: 'delivered', at: '2026-03-02T10:01:30.000Z' },
        { type: 'delivered', at: '2026-03-02T10:02:00.000Z' },
      ],
    });
  });

  it('a letter that came back closes its address, and no later word opens it', async () => {
    const { id } = await sent();
    const messageId = await of(id);
    await call(event(messageId, 'bounced', '2026-03-02T10:05:00Z', '550 5.1.1 no such user\r\nBcc: x@y.example'));
    await call(event(messageId, 'delivered', '2026-03-02T10:06:00Z'));
    await call(event(messageId, 'bounced', '2026-03-02T10:04:00Z'));
    const rows = await suppressed();
    expect(rows.map(({ reason }) => reason)).toEqual(['A letter came back. 550 5.1.1 no such user Bcc: x@y.example']);
    expect(await story(id)).toMatchObject({
      bouncedAt: '2026-03-02T10:05:00.000Z',
      deliveredAt: '2026-03-02T10:06:00.000Z',
    });
    const page = await office.world.as(program).get('/mail/addresses');
    expect(page.text).toContain(signatory.email);
    expect((await office.world.as(program).get(`/mail/${id}`)).text).toContain('Came back');
  });

  it('told late, a return from before somebody made sure of the address does not close it again', async () => {
    const { id } = await sent();
    await call(event(await of(id), 'bounced', '2026-03-02T09:30:00Z'));
    const [one] = await suppressed();
    const lift = `/api/mail/addresses/${one?.id ?? ''}/release`;
    expect((await office.world.as(program).post(lift, { reason: 'They mended it.' })).status).toBe(200);
    await call(event(await of(id), 'bounced', '2026-03-02T09:31:00Z'));
    expect(await suppressed()).toEqual([]);
    await call(event(await of(id), 'bounced', '2026-03-02T10:01:00Z'));
    expect(await suppressed()).toHaveLength(1);
  });

  it('a complaint closes it as well; a delay does not', async () => {
    const { id } = await sent();
    await call(event(await of(id), 'deferred', '2026-03-02T10:05:00Z'));
    expect(await suppressed()).toEqual([]);
    await call(event(await of(id), 'complained', '2026-03-02T10:05:00Z'));
    expect(await suppressed()).toMatchObject([{ reason: 'Its reader marked a letter as unwanted.' }]);
  });

  it('a complaint about a call ends the calls, and no reminder', async () => {
    const { id } = await sent();
    await office.world.sql(`update mail set kind = 'call' where id = $1`, [id]);
    await call(event(await of(id), 'complained', '2026-03-02T10:05:00Z'));
    expect(await suppressed()).toEqual([]);
    const kept = await office.world.sql('select unwanted from mail_preference where person_id = $1', [signatory.id]);
    expect(kept).toEqual([{ unwanted: ['call'] }]);
    expect(await story(id)).toMatchObject({ told: [{ type: 'complained' }] });
  });

  it('settles what was not known', async () => {
    office.post.script(signatory.email, 'drop');
    const { id } = await sent();
    expect(await story(id)).toMatchObject({ state: 'unknown' });
    await call(event(`${id}@localhost`, 'delivered', '2026-03-02T10:01:00Z'));
    expect(await story(id)).toMatchObject({
      state: 'sent',
      sentAt: '2026-03-02T10:01:00.000Z',
      moves: [{ move: 'send-again' }],
    });
  });

  it('is refused where it is not signed, too old, or not readable, and takes what is about no letter of ours', async () => {
    const { id } = await sent();
    const good = event(await of(id), 'bounced', '2026-03-02T10:01:00Z');
    const now = office.world.clock.now().getTime();
    const statuses = async (...calls: Promise<Response>[]) => (await Promise.all(calls)).map(({ status }) => status);
    expect(
      await statuses(
        call(good, { 'webhook-signature': 'v1,AAAA' }),
        call(good, { 'webhook-signature': '' }),
        call(good, { 'webhook-signature': new Webhook('whsec_' + 'A'.repeat(32)).sign('x', new Date(now), '') }),
        call(good, { 'webhook-timestamp': String(Math.floor(now / 1000) + 1) }),
        call(good, { 'webhook-timestamp': 'soon' }),
        call(good, {}, new Date(now - 301_000)),
        call(good, {}, new Date(now + 302_000)),
        call(good, { 'webhook-id': 'x'.repeat(201) }),
      ),
    ).toEqual([401, 401, 401, 401, 401, 401, 401, 401]);
    expect(
      await statuses(
        call({ ...good, type: 'opened' }),
        call({ ...good, at: 'yesterday' }),
        call({ ...good, at: '2026-03-03T10:00:00Z' }),
        call({ ...good, messageId: 7 }),
        call({ ...good, more: true }),
        call([good]),
        call('{"type":'),
        call(good, { 'content-type': 'text/plain' }),
      ),
    ).toEqual([422, 422, 422, 422, 422, 422, 400, 415]);
    expect(await suppressed()).toEqual([]);
    expect(
      await statuses(
        call({ ...good, messageId: '<somebody@else.example>' }),
        call({ ...good, messageId: `<${randomUUID()}@localhost>` }),
        call({ ...good, messageId: 'nothing' }),
      ),
    ).toEqual([202, 202, 202]);
    expect(await office.world.sql('select 1 from mail_event where mail_id = $1', [id])).toEqual([]);
    const answer = await call(good, { 'webhook-signature': 'v1,AAAA' });
    expect(((await answer.json()) as { detail: string }).detail).toBe(
      'This is not signed as it has to be, so nothing was done.',
    );
  });

  it('has no address where no secret is set', async () => {
    const world = await createWorld();
    expect((await world.as().post('/api/mail/events', {})).status).toBe(404);
    await world.close();
  });
});

describe('the log', () => {
  it('finds letters by what they are, whom they went to, and when they were written', async () => {
    const { id, about } = await sent();
    const find = async (query: string) =>
      (
        await office.world.as(auditor).get<{ items: { id: string }[] }>(`/api/mail?about=${about}&${query}`)
      ).json.items.map((mail) => mail.id);
    const [row] = await office.world.sql<{ kind: string; letter: string }>(
      'select kind, letter from mail where id = $1',
      [id],
    );
    const [event = ''] = (row?.letter ?? '').split('/');
    const other = row?.kind === 'call' ? 'notice' : 'call';
    for (const query of [
      `kind=${row?.kind ?? ''}`,
      `letter=${event}`,
      `letter=${row?.letter ?? ''}`,
      'from=2026-03-02&until=2026-03-02',
      'state=sent',
    ])
      expect([query, await find(query)]).toEqual([query, [id]]);
    for (const query of [`kind=${other}`, 'letter=award.offered', 'from=2026-03-03', 'until=2026-03-01', 'state=dead'])
      expect([query, await find(query)]).toEqual([query, []]);
    const staff = office.world.as(auditor);
    for (const query of ['kind=spam', 'letter=%25', 'from=soon', 'from=2026-03-02&until=2026-03-01'])
      expect([query, (await staff.get(`/api/mail?${query}`)).status]).toEqual([query, 422]);
    const page = await staff.get(`/mail?letter=${event}&limit=1`);
    expect(page.text).toContain(`<option value="${event}" selected`);
    expect((await staff.get(`/mail/${id}`)).text).toContain('The original');
  });

  it('stands on the page of each thing, for staff', async () => {
    const holder = signatory.organisationId ?? '';
    await office.world.sql(
      `insert into outbox (key, subject, event, data, due_at, state) values ($1, $2, 'round.opened', '{}', now(), 'done')`,
      [randomUUID(), `round:${randomUUID()}`],
    );
    const page = await office.world.as(program).get(`/payees/${holder}`);
    expect([page.status, page.text.includes('No letter about this has been written yet.')]).toEqual([200, true]);
    expect((await office.world.as(signatory).get('/bank-details')).text).not.toContain('No letter about this');
  });
});

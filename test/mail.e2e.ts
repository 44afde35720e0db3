import { randomUUID } from 'node:crypto';
import type { Events } from '../src/events';

import { Correspondences } from '../src/kernel/correspondence';
import { publish, type Subject } from '../src/kernel/outbox';
import { Work } from '../src/kernel/transaction';
import { JournalSeal } from '../src/ledger/seal.service';
import { DeliveryService } from '../src/notifications/delivery.service';
import { WritingService } from '../src/notifications/writing.service';
import type { Person } from '../src/people/person.entity';
import { SignInService } from '../src/people/sign-in.service';
import { Office } from './support/office';

let office: Office;
let program: Person;
let signatory: Person;
let reviewer: Person;
let auditor: Person;

beforeAll(async () => {
  office = await Office.open();
  program = await office.world.person({ role: 'program' });
  signatory = await office.world.person({ role: 'city' });
  reviewer = await office.world.person({ role: 'reviewer' });
  auditor = await office.world.person({ role: 'auditor' });
  await office.world.person({ role: 'finance' });
});
beforeEach(() => {
  office.at('2026-03-02T10:00:00Z');
  office.post.forget();
});
afterAll(() => office.close());

const everything = (over: Record<string, unknown> = {}) => ({
  ...{
    personId: reviewer.id,
    token: 'a-secret-token',
    expiresAt: '2026-03-02T10:15:00.000Z',
    expiresZone: 'Europe/Oslo',
  },
  ...{ contributionId: randomUUID(), fund: 'Innovation Fund', funder: 'A funder', netCents: 100, currency: 'USD' },
  ...{ roundId: randomUUID(), round: 'Round 4', deadlineAt: '2026-03-20T22:59:59.000Z', deadlineZone: 'Europe/Oslo' },
  ...{
    applicationId: randomUUID(),
    title: 'Heat from the harbour',
    leadId: signatory.organisationId,
    requestedCents: 5_000_00,
  },
  ...{ reviewId: randomUUID(), reviewerId: reviewer.id, reviewer: reviewer.name, dueAt: '2026-03-20T22:59:59.000Z' },
  ...{ awardId: randomUUID(), amountCents: 12_345_00, given: 1, needed: 2, count: 3, budgetCents: 650_000_00 },
  ...{ instalmentId: randomUUID(), number: 1, settledOn: '2026-03-01', reportId: randomUUID(), award: 'A grant' },
  ...{ dueZone: 'Europe/Oslo', days: 0, reason: 'Because.\nIt is so.' },
  ...{
    transactions: 1234,
    head: 'ab'.repeat(32),
    on: '2026-03-02',
    signedOn: '2026-03-01',
    pledgeId: randomUUID(),
    instructionId: randomUUID(),
    what: 'Refund to a donor',
  },
  ...{ amendmentId: randomUUID(), changes: '$1,000.00 more', evidence: 'The permit', code: '123456' },
  ...{ bankAccountId: randomUUID(), holderId: signatory.organisationId, holder: 'Oslo', lastFour: '1234' },
  ...{ change: true, holdUntil: '2026-03-05T10:00:00.000Z', formerContactId: signatory.id },
  ...{ fundId: randomUUID(), person: 'Nora New', role: 'finance', again: false, waits: true },
  ...{ refundId: randomUUID(), dueOn: '2026-04-01', receivedCents: 5_00, why: 'It is so.' },
  ...over,
});
type Any = Events[keyof Events];
type Reminder = Events['review.reminder'];
const tell = (name: keyof Events, subject: Subject, over: Record<string, unknown> = {}) =>
  office.run(program, (tx) => publish(tx, name, everything(over) as unknown as Any, [subject]));
const deliver = () => office.world.get(DeliveryService).deliverDue();
const subject = (kind: string): Subject => `${kind}:${randomUUID()}`;

describe('letters', () => {
  it('go to those who write for the city, and not to the staff who did it', async () => {
    const other = await office.world.person({ role: 'program' });
    const about = subject('application');
    await tell('application.submitted', about);
    await deliver();
    expect((await office.mail(about)).map(({ address }) => address).sort()).toEqual(
      [signatory.email, other.email].sort(),
    );
    await office.world.sql('update person set disabled_at = now() where id = $1', [other.id]);
  });

  it('tell all staff of whoever was let in among them, and nobody of others', async () => {
    const auditor = await office.world.person({ role: 'auditor' });
    const [staff, outside] = [subject('person'), subject('person')];
    await tell('person.let_in', staff);
    await tell('person.let_in', outside, { role: 'city' });
    await deliver();
    const mail = await office.mail(staff);
    expect(mail.map(({ address }) => address)).toContain(auditor.email);
    const asked = office.post.letters.find(({ text }) => text?.includes('confirm it only if you know Nora New'));
    expect(asked?.text).toContain('http://localhost:3000/people#waiting');
    expect(mail.map(({ address }) => address)).not.toContain(signatory.email);
    expect(await office.mail(outside)).toEqual([]);
    await office.world.sql('update person set disabled_at = now() where id = $1', [auditor.id]);
  });

  it('tell everybody who decides about money that its rules were changed', async () => {
    const about = subject('fund');
    await tell('fund.settings_changed', about, { reason: '2 people approve.' });
    await deliver();
    const [letter] = office.post.letters;
    expect(letter?.subject).toBe('The rules of Innovation Fund were changed');
    expect(letter?.text).toContain('2 people approve.');
    expect((await office.mail(about)).map(({ address }) => address)).not.toContain(signatory.email);
  });

  it('tell a city of a cancelled award only where it was offered', async () => {
    const silent = subject('award');
    await tell('award.cancelled', silent);
    await deliver();
    expect((await office.mail(silent)).filter(({ address }) => address === signatory.email)).toEqual([]);
  });
});

describe('before a letter goes', () => {
  const planReview = async () => {
    const reviewId = randomUUID();
    const data = everything({ reviewId }) as unknown as Reminder;
    await office.plan(program, '2026-03-20', data);
    return `review:${reviewId}` as const;
  };
  const write = async (about: string) => {
    const due = await office.world.sql<{ id: string }>(
      `select id from outbox where subject = $1 and state = 'planned' and due_at <= $2`,
      [about, office.world.clock.now()],
    );
    for (const { id } of due) await office.world.get(WritingService).write([id]);
  };

  it('it is looked at again: called off since it was written', async () => {
    const about = await planReview();
    office.at('2026-03-13T09:00:00Z');
    await write(about);
    expect(await office.mail(about)).toMatchObject([{ state: 'planned' }]);
    await office.callOff(program, about);
    await deliver();
    expect(await office.mail(about)).toMatchObject([
      { state: 'skipped', error: 'Not needed any more: it was done, or its date has moved.' },
    ]);
    expect(office.post.letters).toEqual([]);
  });

  it('a date that moved away and back again is reminded of after all', async () => {
    const about = await planReview();
    office.at('2026-03-13T09:00:00Z');
    await write(about);
    await office.callOff(program, about);
    await deliver();
    expect(await office.mail(about)).toMatchObject([{ state: 'skipped' }]);
    office.at('2026-03-13T08:59:00Z');
    await office.plan(program, '2026-03-20', everything({ reviewId: about.slice(7) }) as unknown as Reminder);
    office.at('2026-03-13T09:00:00Z');
    await deliver();
    expect(await office.mail(about)).toMatchObject([{ state: 'sent' }]);
    await office.callOff(program, about);
  });

  it('the account is looked at: disabled people get nothing, moved people get it at their new address', async () => {
    const city = await office.world.organisation();
    const [gone, moved] = await Promise.all(
      [1, 2].map(() => office.world.person({ role: 'city', organisation: city })),
    );
    const about = subject('award');
    await tell('award.activated', about, { leadId: city.id });
    await write(about);
    await office.world.sql('update person set disabled_at = now() where id = $1', [gone?.id]);
    await office.world.sql(`update person set email = 'moved@example.org' where id = $1`, [moved?.id]);
    await deliver();
    expect(await office.mail(about)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ state: 'skipped', error: 'The account of this person is disabled.' }),
        expect.objectContaining({ state: 'sent', address: 'moved@example.org' }),
      ]),
    );
    expect(office.post.letters.map(({ envelope }) => envelope)).toEqual([['moved@example.org']]);
  });

  it('only the newest of several reminders that fell due during an outage is sent', async () => {
    const about = await planReview();
    office.at('2026-03-20T12:00:00Z');
    await deliver();
    expect(office.post.letters.map(({ subject: line }) => line)).toEqual([
      'Review due today, 20 March: Heat from the harbour',
    ]);
    const states = await office.world.sql(
      'select state from outbox where subject = $1 and person_id = $2 order by due_at',
      [about, reviewer.id],
    );
    const [late, waiting] = [
      ['overtaken', 'overtaken', 'done'],
      ['planned', 'planned', 'planned', 'planned'],
    ];
    expect(states.map(({ state }) => state)).toEqual([...late, ...waiting]);
  });

  it.each([
    ['award', 'unknown', 0],
    ['review', 'sent', 1],
  ] as const)('what a dead worker left behind of a letter about an %s ends %s', async (kind, state, letters) => {
    const about = kind === 'review' ? await planReview() : subject('award');
    if (kind === 'award') await tell('award.activated', about);
    else office.at('2026-03-13T09:00:00Z');
    await write(about);
    const lease = new Date(office.world.clock.now().getTime() + 60_000);
    await office.world.sql(`update mail set state = 'sending', attempts = 1, lease_until = $2 where about = $1`, [
      about,
      lease,
    ]);
    await deliver();
    expect(await office.mail(about)).toMatchObject([{ state: 'sending', attempts: 1 }]);
    office.later(2);
    await deliver();
    expect(await office.mail(about)).toMatchObject([{ state, attempts: 2 }]);
    expect(office.post.letters).toHaveLength(letters);
  });
});

describe('the link to sign in', () => {
  const ask = async () => {
    await office.world.get(SignInService).sendLink({ email: reviewer.email });
    const [row] = await office.world.sql<{ token: string; about: string }>(
      `select data->>'token' as token, subject as about from outbox where event = 'person.sign_in_requested' and data->>'token' <> '' order by due_at desc limit 1`,
    );
    if (!row) throw new Error('no link');
    return row;
  };
  const nowhere = async (token: string) => {
    const hits = await office.world.sql(
      `select 1 from mail where text like $1 or html like $1 union all select 1 from outbox where data::text like $1`,
      [`%${token}%`],
    );
    expect(hits).toEqual([]);
  };

  it('works, and nothing of it stays behind', async () => {
    const { token } = await ask();
    await deliver();
    const [letter] = office.post.to(reviewer.email);
    const link = /^http:\/\/localhost:3000(\/sign-in\/\S+)$/m.exec(letter?.text ?? '')?.[1] ?? '';
    expect(await office.world.get(SignInService).look(decodeURIComponent(link.slice('/sign-in/'.length)))).toBe('open');
    await nowhere(token);
  });

  it('is not sent when it came too late, and stays nowhere', async () => {
    office.post.script(reviewer.email, 'busy');
    const { token } = await ask();
    await deliver();
    office.later(20);
    await deliver();
    const [mail] = (await office.mail(`person:${reviewer.id}`)).slice(-1);
    expect(mail).toMatchObject({ state: 'skipped', error: 'It came too late to be of use.' });
    await nowhere(token);
  });
});

describe('the mail log', () => {
  it('shows what was sent to whom, by state, recipient and subject, part by part', async () => {
    const about = subject('award');
    for (let i = 0; i < 3; i += 1) await tell('award.activated', about);
    await deliver();
    const get = async (query: string) => (await office.world.as(auditor).get(`/api/mail?${query}`)).json as never;
    const first = (await get(`about=${about}&limit=2`)) as { items: { state: string }[]; next: string };
    const rest = (await get(`about=${about}&limit=2&after=${first.next}`)) as { items: unknown[]; next: null };
    expect([first.items.length, rest.items.length, rest.next]).toEqual([2, 1, null]);
    expect(first.items[0]).toMatchObject({
      state: 'sent',
      address: signatory.email,
      aboutUrl: `/awards/${about.slice(6)}`,
    });
    expect(((await get(`about=${about}&state=dead`)) as { items: unknown[] }).items).toEqual([]);
    expect(
      ((await get(`about=${about}&recipient=${signatory.email.slice(0, 5)}`)) as { items: unknown[] }).items,
    ).toHaveLength(3);
    expect(((await get(`about=${about}&recipient=%25`)) as { items: unknown[] }).items).toEqual([]);
  });

  it('shows a letter as text and in a frame that can do nothing', async () => {
    const about = subject('award');
    await tell('award.activated', about);
    await deliver();
    const [mail] = await office.mail(about);
    const staff = office.world.as(program);
    const page = await staff.get(`/mail/${mail?.id ?? ''}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain(`src="/mail/${mail?.id ?? ''}/html"`);
    const html = await staff.get(`/mail/${mail?.id ?? ''}/html`);
    expect(html.headers.get('content-type')).toContain('text/html');
    expect(html.headers.get('content-security-policy')).toContain(`sandbox; default-src 'none'`);
    expect(html.text).toContain('Your grant of $12,345.00');
    expect((await staff.get('/mail')).text).toContain('Your grant has started');
    expect((await staff.get('/mail/planned')).status).toBe(200);
  });

  it('never shows what a letter with a secret said', async () => {
    await office.world.get(SignInService).sendLink({ email: signatory.email });
    const [row] = await office.world.sql<{ id: string; token: string }>(
      `select id, data->>'token' as token from outbox where subject = $1`,
      [`person:${signatory.id}`],
    );
    await office.world.get(WritingService).write([row?.id ?? '']);
    const [mail] = (await office.mail(`person:${signatory.id}`)).slice(-1);
    const { text } = await office.world.as(program).get(`/api/mail/${mail?.id ?? ''}`);
    expect(mail?.state).toBe('planned');
    expect(text).toContain('What it said is not shown.');
    expect(text).not.toContain(row?.token);
    await deliver();
  });

  it('is closed to cities and reviewers, and knows no strangers', async () => {
    for (const path of ['/api/mail', '/api/mail/planned', `/api/mail/${randomUUID()}`, '/mail', '/mail/planned']) {
      for (const person of [signatory, reviewer]) expect((await office.world.as(person).get(path)).status).toBe(403);
    }
    expect((await office.world.as(program).get(`/api/mail/${randomUUID()}`)).status).toBe(404);
    expect((await office.world.as(program).get('/api/mail?after=WyJ4Il0')).status).toBe(200);
    expect((await office.world.as(program).get('/api/mail?state=lost')).status).toBe(422);
  });

  it('tells of a thing what went out and what is to come', async () => {
    const reviewId = randomUUID();
    await office.plan(program, '2026-03-20', everything({ reviewId }) as unknown as Reminder);
    office.at('2026-03-13T09:00:00Z');
    await deliver();
    const told = await office.world.get(Correspondences).of(office.world.actor(program), `review:${reviewId}`);
    const { sent = [], planned = [] } = told ?? {};
    expect(sent.map(({ state, letter }) => [state, letter])).toEqual([['sent', 'review.reminder/ahead']]);
    expect([...new Set(planned.map(({ dueAt }) => dueAt.slice(0, 10)))]).toEqual([
      ...['2026-03-18', '2026-03-20', '2026-03-23', '2026-03-27'],
      ...['2026-03-31', '2026-04-06'],
    ]);
  });
});

describe('the head of the journal', () => {
  it('is written to auditors and administrators once a day, and only where something was posted', async () => {
    const seal = new JournalSeal(office.world.get(Work));
    await deliver();
    office.post.forget();
    await Promise.all([seal.seal(), seal.seal()]);
    await deliver();
    expect(office.post.letters).toEqual([]);

    const id = randomUUID();
    await office.world.sql(`insert into fund (id, name, currency) values ($1::uuid, $1::uuid::text, 'USD')`, [id]);
    const pledge = { book: 'accounts', currency: 'USD', fund: id };
    const lines = [{ debit: { ...pledge, kind: 'pledges' }, credit: { ...pledge, kind: 'revenue' }, cents: 100 }];
    const post = (key: string) => {
      const entry = { kind: 'pledge.signed', subject: key, occurrence: 1, key, actor: id, at: '2026-03-02', lines };
      return office.world.sql('select ledger.post($1)', [JSON.stringify(entry)]);
    };
    const heads = () => office.world.sql<{ head: string }>(`select encode(hash, 'hex') as head from ledger.head`);
    const tellers = async (): Promise<unknown[]> => {
      await Promise.all([seal.seal(), seal.seal()]);
      await deliver();
      return office.post.letters.map(({ envelope, text }) => [envelope, /^[0-9a-f]{64}$/m.exec(text ?? '')?.[0]]);
    };
    await post('pledge:1');
    const [first] = await heads();
    expect(await tellers()).toEqual([[[auditor.email], first?.head]]);
    await post('pledge:2');
    expect(await tellers()).toHaveLength(1);
    office.at('2026-03-03T00:00:10Z');
    const [second] = await heads();
    expect((await tellers()).at(-1)).toEqual([[auditor.email], second?.head]);
    expect(await tellers()).toHaveLength(2);
  });
});

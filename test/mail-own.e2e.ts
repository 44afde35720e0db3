import ICAL from 'ical.js';
import { randomUUID } from 'node:crypto';
import type { EventName, Events } from '../src/events';
import { readConfig } from '../src/kernel/config';
import { publish, type Subject } from '../src/kernel/outbox';
import { type Tx, Work } from '../src/kernel/transaction';
import { Calendars } from '../src/letters/calendars.service';
import { samples } from '../src/letters/samples';
import { Unsubscribing } from '../src/letters/unsubscribing.service';
import { DeliveryService } from '../src/notifications/delivery.service';
import type { OwnLetter, OwnLetterList, OwnPlannedList } from '../src/notifications/own-mail.dto';
import type { MailPreferences } from '../src/notifications/preferences.dto';
import { lines } from '../src/notifications/smtp';
import type { Organisation } from '../src/people/organisation.entity';
import type { Person } from '../src/people/person.entity';
import { Deadlines, type Expected } from '../src/reminders/deadlines.service';
import { PostOffice } from './support/smtp';
import { bankKey } from './support/keys';
import { createWorld, type World } from './support/world';

interface Problem {
  detail: string;
  errors: Record<string, string[]>;
}

let world: World;
let oslo: Organisation;
let siv: Person;
let kari: Person;
let vidar: Person;
let rita: Person;
let amara: Person;
let jonas: Person;
let boulder: Person;
const needed = new PostOffice();
const calls = new PostOffice();
const monday = '2026-11-02T12:00:00Z';

beforeAll(async () => {
  world = await createWorld({
    ...{ SMTP_URL: await needed.open(), SMTP_CALLS_URL: await calls.open(), APP_URL: 'https://fund.example.org' },
    MAIL_CALLS_FROM: 'Innovation Fund <calls@news.example.org>',
  });
  await world.sql('update mail_brake set daily_cap = 1000, hourly_floor = 100000');
  at(monday);
  oslo = await world.organisation('Oslo', 'city', 'Europe/Oslo');
  await world.sql(`update organisation set country = 'NO' where id = $1`, [oslo.id]);
  siv = await world.person({ role: 'city', organisation: oslo, name: 'Siv' });
  kari = await world.person({ role: 'city', cityRight: 'contributor', organisation: oslo, name: 'Kari' });
  vidar = await world.person({ role: 'city', cityRight: 'viewer', organisation: oslo, name: 'Vidar' });
  rita = await world.person({ role: 'reviewer', name: 'Rita' });
  amara = await world.person({ role: 'program', name: 'Amara' });
  jonas = await world.person({ role: 'finance', name: 'Jonas' });
  boulder = await world.person({ role: 'city', name: 'Bo Boulder' });
});
beforeEach(() => {
  at(monday);
  needed.forget();
  calls.forget();
});
afterAll(async () => {
  await world.close();
  await Promise.all([needed.close(), calls.close()]);
});

const at = (instant: string): void => world.clock.pin(new Date(instant));
const run = <T>(steps: (tx: Tx) => Promise<T>): Promise<T> => world.get(Work).run(world.actor(amara), steps);
const tell = <E extends EventName>(name: E, subject: Subject, over: object = {}): Promise<void> =>
  run((tx) => publish(tx, name, { ...samples[name], ...over } as Events[E], [subject]));
const deliver = (): Promise<number> => world.get(DeliveryService).deliverDue();
const mine = async (person: Person, query = ''): Promise<OwnLetter[]> =>
  (await world.as(person).get<OwnLetterList>(`/api/account/mail${query}`)).json.items;
const prefer = (person: Person, rhythm: string, ...wanted: string[]) =>
  world.as(person).put<MailPreferences & Problem>('/api/account/mail/preferences', { rhythm, wanted });
const subject = (kind: string): Subject => `${kind}:${randomUUID()}`;

describe('my letters', () => {
  it('are empty before the first, and say what will be here', async () => {
    const newcomer = await world.person({ role: 'auditor', name: 'A'.repeat(120) });
    const page = await world.as(newcomer).get('/account/mail');
    expect(page.text).toContain('Nothing was sent to you yet.');
    expect(page.text).toContain('Nothing is planned for you.');
    expect((await world.as(newcomer).get('/account')).text).toContain('href="/account/mail"');
    expect(await mine(newcomer)).toEqual([]);
  });

  it('are mine alone, newest first, in parts', async () => {
    for (let n = 1; n <= 3; n += 1) {
      await tell('application.review_started', subject('application'), { leadId: oslo.id, title: `Heat ${n}` });
      await deliver();
    }
    const titles = (letters: OwnLetter[]): string[] => letters.map((one) => one.subject.slice(-6));
    expect(titles(await mine(siv))).toEqual(['Heat 3', 'Heat 2', 'Heat 1']);
    expect(titles(await mine(kari))).toEqual(['Heat 3', 'Heat 2', 'Heat 1']);
    expect([await mine(vidar), await mine(boulder)]).toEqual([[], []]);
    const first = await world.as(siv).get<OwnLetterList>('/api/account/mail?limit=2');
    expect(titles(first.json.items)).toEqual(['Heat 3', 'Heat 2']);
    expect(titles(await mine(siv, `?limit=2&after=${first.json.next}`))).toEqual(['Heat 1']);
    const page = await world.as(siv).get('/account/mail?limit=2');
    const older = /href="(\/account\/mail\?after=[^"]+)"/.exec(page.text)?.[1] ?? '';
    const second = await world.as(siv).get(older);
    expect([second.text.includes('Heat 1'), second.text.includes('Heat 2')]).toEqual([true, false]);
    expect(second.text).toContain('Newest letters');
    expect(second.text).not.toContain('What comes next');
  });

  it('open to read, with their link, and not for others', async () => {
    const [letter] = await mine(siv);
    const page = await world.as(siv).get(`/account/mail/${letter?.id}`);
    expect(page.text).toContain('Dear Siv,');
    expect(page.text).toMatch(/<a class="govuk-link" href="https:\/\/fund\.example\.org\/applications\/[^"]+">/);
    const full = await world.as(siv).get(`/api/account/mail/${letter?.id}`);
    expect(full.json).toMatchObject({ state: 'sent', kind: 'notice', address: siv.email, bouncedAt: null });
    expect(full.json.html).toContain('<!DOCTYPE html>');
    for (const other of [kari, amara]) {
      expect((await world.as(other).get(`/account/mail/${letter?.id}`)).status).toBe(404);
      expect((await world.as(other).get(`/api/account/mail/${letter?.id}`)).status).toBe(404);
    }
    expect((await world.as().get('/account/mail')).to).toBe('/sign-in?to=%2Faccount%2Fmail');
  });

  it('do not show what was a secret, nor what was never sent because it was not needed', async () => {
    await world.as().post('/api/sign-in', { email: rita.email });
    await deliver();
    const [letter] = await mine(rita);
    const { json } = await world.as(rita).get(`/api/account/mail/${letter?.id}`);
    expect(json).toMatchObject({ text: 'This letter carried a secret. What it said is not shown.', html: '' });
    expect((await world.as(rita).get(`/account/mail/${letter?.id}`)).text).not.toMatch(/\/sign-in\/[\w-]{20}/);
    const [row] = await world
      .sql<{ id: string }>(
        `update mail set state = 'skipped', text = 'Not for you any more' where person_id = $1 and subject like '%Heat 1' returning id`,
        [kari.id],
      )
      .then(([rows]) => rows as unknown as { id: string }[]);
    expect((await mine(kari)).map(({ id }) => id)).not.toContain(row?.id);
    expect((await world.as(kari).get(`/api/account/mail/${row?.id}`)).status).toBe(404);
  });

  it('show a name with HTML as it is', async () => {
    const name = '<b onmouseover=alert(1)>Åse</b> "&"';
    const odd = await world.person({ role: 'city', organisation: oslo, name, email: 'aase@example.org' });
    await tell('application.review_started', subject('application'), { leadId: oslo.id, title: '<script>x</script>' });
    await deliver();
    const [letter] = await mine(odd);
    const page = await world.as(odd).get(`/account/mail/${letter?.id}`);
    expect(page.text).not.toMatch(/<script>x|<b onmouseover/);
    expect(page.text).toContain('&lt;script>x&lt;/script>');
    await world.sql('update person set disabled_at = now() where id = $1', [odd.id]);
  });
});

const fact = { fund: 'Fund', amountCents: 1, currency: 'USD' };
const due = { dueAt: '2026-11-18T22:59:59.000Z', dueZone: 'Europe/Oslo' };

/** Ends on Wednesday 18 November in Oslo. */
const offer = (about: Subject, over: Partial<Expected> = {}): Expected => ({
  ...{ anchor: 'offer_expires', subject: about, within: [], roundId: null, organisationId: oslo.id },
  ...{ staffRole: 'program', title: 'Offer: District heat', at: new Date(due.dueAt), zone: due.dueZone },
  data: { ...fact, ...due, ...{ awardId: about.slice(6), title: 'District heat', leadId: oslo.id } },
  ...(over as object),
});

/** On Saturday 14 November at noon; three days before is a Wednesday, seven days before a Saturday. */
const review = (about: Subject): Expected => ({
  ...{ anchor: 'review_due', subject: about, within: [], roundId: null, personId: rita.id, staffRole: 'program' },
  ...{ title: 'Review: Cool roofs', at: new Date('2026-11-14T12:00:00Z'), zone: 'UTC' },
  data: {
    ...{ reviewId: about.slice(7), reviewerId: rita.id, reviewer: 'Rita', applicationId: randomUUID() },
    ...{ title: 'Cool roofs', round: 'Round 4', dueAt: '2026-11-14T12:00:00.000Z', dueZone: 'UTC' },
  },
});

const instalment = (about: Subject): Expected => ({
  ...{ anchor: 'instalment_due', subject: about, within: [], roundId: null, organisationId: oslo.id },
  ...{ staffRole: 'finance', title: 'Instalment: no. 1', at: new Date(due.dueAt), zone: due.dueZone },
  data: {
    ...{ ...due, awardId: randomUUID(), instalmentId: about.slice(11), title: 'Heat', leadId: oslo.id, number: 1 },
    ...{ amountCents: 1, currency: 'USD' },
  },
});

const unsigned = (about: Subject): Expected => ({ ...offer(about), anchor: 'agreement_unsigned' }) as Expected;
const expectAll = (...many: Expected[]): Promise<void> => run((tx) => world.get(Deadlines).expectMany(tx, many));

describe('what comes next', () => {
  const planned = async (person: Person) =>
    (await world.as(person).get<OwnPlannedList>('/api/account/mail/planned')).json.items.map(
      ({ at: when, title, reason }) => `${when.slice(0, 16)} ${title} | ${reason}`,
    );

  it('is each reminder with its reason in words, for whom it is', async () => {
    const [award, report] = [subject('award'), subject('review')];
    await expectAll(offer(award), review(report));
    const until = '18 November 2026, 23:59 (Europe/Oslo)';
    expect(await planned(siv)).toEqual([
      `2026-11-11T08:00 Offer: District heat | 7 days before the offer ends: ${until}.`,
      `2026-11-16T08:00 Offer: District heat | 2 days before the offer ends: ${until}.`,
      `2026-11-18T08:00 Offer: District heat | On the day: the offer ends by ${until}.`,
    ]);
    const noon = '14 November 2026, 12:00 (UTC)';
    expect((await planned(rita)).slice(0, 4)).toEqual([
      `2026-11-09T09:00 Review: Cool roofs | 7 days before the review is due: ${noon}. Moved from Saturday 7 November to Monday 9 November.`,
      `2026-11-12T09:00 Review: Cool roofs | 2 days before the review is due: ${noon}.`,
      `2026-11-13T09:00 Review: Cool roofs | On the day: the review is due by ${noon}. Moved from Saturday 14 November to Friday 13 November, before the deadline.`,
      `2026-11-17T09:00 Review: Cool roofs | 3 days after the review was due: ${noon}.`,
    ]);
    expect(await planned(amara)).toEqual([
      `2026-11-23T09:00 Review: Cool roofs | 7 days after the review was due: ${noon}, and you hear what is still open then. Moved from Saturday 21 November to Monday 23 November.`,
    ]);
    expect(await planned(vidar)).toEqual([]);
    const page = await world.as(siv).get('/account/mail');
    expect(page.text).toContain(`<a class="govuk-link" href="/awards/${award.slice(6)}">Offer: District heat</a>`);
    await run((tx) => world.get(Deadlines).met(tx, 'offer_expires', award));
    await run((tx) => world.get(Deadlines).met(tx, 'review_due', report));
    expect([await planned(siv), await planned(rita)]).toEqual([[], []]);
  });

  it('is also what waits for the letter of the morning, and then what was in it', async () => {
    await prefer(siv, 'digest', 'notice', 'call');
    await tell('application.review_started', subject('application'), { leadId: oslo.id, title: 'Slow heat' });
    await tell('award.suspended', subject('award'), { leadId: oslo.id, title: 'Quick heat' });
    await deliver();
    expect(await planned(siv)).toEqual([
      '2026-11-03T08:30 Your application is in review: Slow heat | Waits for the one letter of the morning.',
    ]);
    expect((await mine(siv))[0]?.subject).toContain('Quick heat');
    at('2026-11-03T09:31:00Z');
    await deliver();
    await deliver();
    expect((await mine(siv)).map((one) => one.subject)).toEqual(
      expect.arrayContaining(['Your application is in review: Slow heat']),
    );
    expect(await planned(siv)).toEqual([]);
    await prefer(siv, 'each', 'notice', 'call');
  });
});

describe('preferences', () => {
  const here = '/api/account/mail/preferences';

  it('are each letter at once and everything, until somebody says otherwise', async () => {
    expect((await world.as(boulder).get(here)).json).toEqual({ rhythm: 'each', wanted: ['notice', 'call'] });
    expect((await prefer(boulder, 'digest', 'call')).json).toEqual({ rhythm: 'digest', wanted: ['call'] });
    expect((await prefer(boulder, 'each')).json).toEqual({ rhythm: 'each', wanted: [] });
    expect((await prefer(boulder, 'each', 'call', 'notice')).json.wanted).toEqual(['notice', 'call']);
  });

  it.each<[string, object, string, RegExp]>([
    ['a rhythm that is none', { rhythm: 'never', wanted: [] }, 'rhythm', /^Choose/],
    ['no rhythm', { wanted: [] }, 'rhythm', /^Choose/],
    ['no list', { rhythm: 'each' }, 'wanted', /as a list/],
    ['what cannot be switched', { rhythm: 'each', wanted: ['duty'] }, 'wanted', /^Only notices/],
    ['one twice', { rhythm: 'each', wanted: ['call', 'call'] }, 'wanted', /twice/],
    ['what is no field', { rhythm: 'each', wanted: [], unwanted: ['duty'] }, 'unwanted', /no field/],
  ])('refuse %s', async (_, body, field, sentence) => {
    const refused = await world.as(boulder).put<Problem>(here, body);
    expect([refused.status, refused.json.errors[field]]).toEqual([422, [expect.stringMatching(sentence)]]);
    expect((await world.as(boulder).get(here)).json).toEqual({ rhythm: 'each', wanted: ['notice', 'call'] });
  });

  it('are chosen on a page, where a refused form keeps what was chosen', async () => {
    const browser = world.as(boulder);
    const page = await browser.get('/account/mail/preferences');
    for (const words of [
      'decisions: offers, approvals, payments and agreements',
      'Deadlines and tasks',
      'deadline before',
    ])
      expect(page.text).toContain(words);
    const saved = await browser.form('/account/mail/preferences', { rhythm: 'digest', wanted: ['notice'] });
    expect([saved.status, saved.to]).toEqual([303, '/account/mail']);
    expect((await browser.get('/account/mail')).text).toContain('One letter a morning');
    const refused = await browser.form('/account/mail/preferences', {
      ...{ rhythm: 'weekly', wanted: ['call'], _page: '/account/mail/preferences' },
    });
    const again = await browser.follow(refused);
    expect(again.text).toContain('Choose “each letter at once”');
    expect(again.text).toMatch(/value="call" checked/);
    expect(again.text).not.toMatch(/value="notice" checked/);
    expect((await browser.form('/account/mail/preferences', { rhythm: 'each' })).status).toBe(303);
    expect((await browser.get(here)).json).toEqual({ rhythm: 'each', wanted: [] });
    await prefer(boulder, 'each', 'notice', 'call');
  });

  it('hold from the next letter on, and never for deadlines and decisions', async () => {
    await prefer(kari, 'each');
    const lead = { leadId: oslo.id };
    await tell('application.review_started', subject('application'), { ...lead, title: 'Unread' });
    await tell('application.waitlisted', subject('application'), { ...lead, title: 'Decided' });
    await tell('application.returned', subject('application'), { ...lead, title: 'Asked' });
    await deliver();
    const told = needed.to(kari.email).map((letter) => letter.subject);
    expect(told).toHaveLength(2);
    expect(told.join()).toMatch(/Decided.*Asked|Asked.*Decided/);
    await prefer(kari, 'each', 'notice', 'call');
  });
});

describe('the calendar', () => {
  const make = async (person: Person): Promise<string> => {
    const made = await world.as(person).post<{ url: string }>('/api/account/mail/calendar');
    return new URL(made.json.url).pathname;
  };
  /** A calendar program: no cookies, no origin. */
  const fetched = (path: string, headers: Record<string, string> = {}) => {
    const program = world.as();
    program.origin = undefined;
    return program.get(path, { headers });
  };
  const events = (text: string) => {
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    return calendar.getAllSubcomponents('vevent').map((event) => ({
      uid: event.getFirstPropertyValue('uid') as string,
      summary: event.getFirstPropertyValue('summary') as string,
      sequence: event.getFirstPropertyValue('sequence') as unknown as number,
      status: event.getFirstPropertyValue('status') as string | null,
      start: new ICAL.Event(event).startDate,
      zone: event.getFirstProperty('dtstart')?.getParameter('tzid'),
    }));
  };
  const titles = async (person: Person): Promise<string[]> =>
    events((await fetched(await make(person))).text)
      .filter(({ status }) => status !== 'CANCELLED')
      .map(({ summary }) => summary);

  const [award, task, payment, waits] = [subject('award'), subject('review'), subject('instalment'), subject('award')];
  beforeAll(async () => {
    at(monday);
    await expectAll(offer(award), review(task), instalment(payment), unsigned(waits));
  });

  it('has an address that is shown once, and of which only a hash is kept', async () => {
    expect((await world.as(siv).get('/api/account/mail/calendar')).json).toEqual({ madeAt: null });
    const page = await world.as(siv).form('/account/mail/calendar');
    const url = /https:\/\/fund\.example\.org(\/calendar\/([\w-]{43})\.ics)/.exec(page.text);
    expect([page.status, url?.length]).toEqual([200, 3]);
    const [, path = '', secret = ''] = url ?? [];
    for (const shown of ['/account/mail', '/account/mail/calendar', '/api/account/mail/calendar'])
      expect((await world.as(siv).get(shown)).text).not.toContain(secret);
    const rows = JSON.stringify(await world.sql('select * from mail_preference, idempotency'));
    expect(rows).not.toContain(secret);
    expect((await fetched(path)).status).toBe(200);
    expect((await world.as(siv).get('/account/mail/calendar')).text).toContain('Make a new one, which ends this one');
  });

  it('is made once by a request that comes twice', async () => {
    const browser = world.as(kari);
    const first = await browser.post<{ url: string }>('/api/account/mail/calendar', {}, { key: 'once' });
    const second = await browser.post<Problem>('/api/account/mail/calendar', {}, { key: 'once' });
    expect([first.status, second.status, second.json.detail]).toEqual([
      201,
      409,
      expect.stringMatching(/shown already/),
    ]);
    expect((await fetched(new URL(first.json.url).pathname)).status).toBe(200);
  });

  it('is fetched without cookies, kept by nobody on the way, and in the zone of its deadline', async () => {
    const path = await make(siv);
    const answer = await fetched(path);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('set-cookie')).toBeNull();
    const [event] = events(answer.text);
    expect(event?.start.toJSDate().toISOString()).toBe('2026-11-18T22:59:59.000Z');
    expect(event?.zone).toBe('Europe/Oslo');
    const zones = new ICAL.Component(ICAL.parse(answer.text) as unknown[]).getAllSubcomponents('vtimezone');
    expect(zones.map((zone) => zone.getFirstPropertyValue('tzid'))).toContain('Europe/Oslo');
    // A cookie of somebody else, and a login that a program was given, make no difference.
    expect((await world.as(boulder).get(path)).text).toBe((await fetched(path)).text);
    expect((await fetched(path, { authorization: 'Basic eDp5' })).status).toBe(200);
  });

  it('has the dates of those whom they concern, and of nobody else', async () => {
    expect(await titles(siv)).toEqual([expect.stringContaining('District heat')]);
    expect(await titles(kari)).toEqual([expect.stringContaining('District heat')]);
    expect(await titles(rita)).toEqual([expect.stringContaining('Cool roofs')]);
    expect(await titles(jonas)).toEqual([expect.stringContaining('no. 1')]);
    for (const other of [vidar, amara, boulder]) expect(await titles(other)).toEqual([]);
  });

  it('follows the rule of a round and the staff named in it', async () => {
    const [row] = await world.sql<{ id: string }>(
      `with fund as (insert into fund (name, currency) values ('Fund of a calendar', 'USD') returning id)
       insert into round (fund_id, name, currency, budget_cents, sectors, stages, deadline_local, deadline_zone, deadline_at, created_at, created_by)
         select id, 'Round 9', 'USD', 100, '{energy}', '{test}', '2026-11-20T12:00', 'UTC', '2026-11-20T12:00Z', now(), $1 from fund returning id`,
      [amara.id],
    );
    const roundId = row?.id ?? '';
    await world.sql(
      `insert into reminder_rule (round_id, anchor, on_the_day, audience, changed_at, changed_by) values ($1, 'offer_expires', true, '{staff_owner}', now(), $2)`,
      [roundId, amara.id],
    );
    const about = subject('award');
    await expectAll(offer(about, { roundId, title: 'Offer: Staff only' }));
    expect(await titles(amara)).toEqual([expect.stringContaining('Staff only')]);
    expect(await titles(siv)).toEqual([expect.stringContaining('District heat')]);
    const other = await world.person({ role: 'program', name: 'Priya' });
    await world.sql(
      `insert into round_contact (round_id, staff_owner_id, changed_at, changed_by) values ($1, $2, now(), $2)`,
      [roundId, other.id],
    );
    expect(await titles(other)).toEqual([expect.stringContaining('Staff only')]);
    expect(await titles(amara)).toEqual([]);
    await run((tx) => world.get(Deadlines).callOff(tx, about));
  });

  it('is the same entry as that of the letter, moves with it, and goes with it', async () => {
    const path = await make(siv);
    const [row] = await world.sql<{ id: string }>(`select id from deadline where subject = $1`, [award]);
    const entry = async () => events((await fetched(path)).text).find(({ uid }) => uid.startsWith(row?.id ?? '-'));
    const letter = async (as: 'entry' | 'cancel', sequence: number) => {
      const deadline = {
        ...{ id: row?.id ?? '', anchor: 'offer_expires', subject: award, title: 'x', data: {} },
        sequence,
      };
      const dated = { ...deadline, dueAt: new Date(due.dueAt), dueZone: due.dueZone };
      return events(world.get(Calendars).entry(dated, siv, as, new Date(monday)).content)[0];
    };
    const before = await entry();
    expect([before?.uid, before?.sequence]).toEqual([(await letter('entry', 0))?.uid, 0]);
    await expectAll(offer(award, { at: new Date('2026-11-25T22:59:59Z') }));
    const moved = await entry();
    expect([moved?.uid, moved?.sequence]).toEqual([before?.uid, 1]);
    expect(moved?.start.toJSDate().toISOString()).toBe('2026-11-25T22:59:59.000Z');
    await run((tx) => world.get(Deadlines).met(tx, 'offer_expires', award));
    const gone = await entry();
    const cancel = await letter('cancel', 1);
    expect([gone?.uid, gone?.sequence, gone?.status]).toEqual([cancel?.uid, cancel?.sequence, 'CANCELLED']);
    at('2026-12-02T11:59:00Z');
    expect(await entry()).toBeDefined();
    at('2026-12-02T12:01:00Z');
    expect(await entry()).toBeUndefined();
    at(monday);
    await expectAll(offer(award));
    expect((await entry())?.status).not.toBe('CANCELLED');
  });

  it('is not sent again to a program that has it', async () => {
    const path = await make(siv);
    const first = await fetched(path);
    const known = { 'if-none-match': first.headers.get('etag') ?? '' };
    at('2026-11-02T13:00:00Z');
    const same = await fetched(path, known);
    expect([same.status, same.text]).toEqual([304, '']);
    await expectAll(offer(award, { at: new Date('2026-11-26T22:59:59Z') }));
    const changed = await fetched(path, known);
    expect([changed.status, changed.headers.get('etag') === first.headers.get('etag')]).toEqual([200, false]);
  });

  it('is nowhere for whoever has a wrong address, an old one, or no account any more', async () => {
    const leaver = await world.person({ role: 'city', organisation: oslo, name: 'Lena Leaver' });
    const waiting = await world.person({ role: 'program', name: 'Wanda Waiting' });
    const [old, ended, left, unconfirmed] = [
      await make(siv),
      await make(kari),
      await make(leaver),
      await make(waiting),
    ];
    const current = await make(siv);
    await world.as(kari).delete('/api/account/mail/calendar');
    await world.sql('update person set disabled_at = now() where id = any($1)', [[leaver.id, waiting.id]]);
    const wrong = [
      `${current.slice(0, -5)}x.ics`,
      current.replace('.ics', ''),
      '/calendar/.ics',
      `/calendar/${'x'.repeat(99)}.ics`,
    ];
    const refused = await Promise.all([old, ended, left, unconfirmed, ...wrong].map((path) => fetched(path)));
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 404));
    expect(new Set(refused.slice(0, 6).map(({ text }) => text.replaceAll(/\/calendar\/[^"]*/g, ''))).size).toBe(1);
    expect((await fetched(current)).status).toBe(200);
    expect((await world.as(kari).get('/account/mail/calendar')).text).toContain('Make a calendar address');
  });

  it('is ended on its page', async () => {
    const path = await make(siv);
    expect((await world.as(siv).form('/account/mail/calendar/end')).to).toBe('/account/mail/calendar');
    expect((await fetched(path)).status).toBe(404);
  });
});

describe('calls for applications', () => {
  const header = (letter: { headerLines: readonly { key: string; line: string }[] } | undefined, key: string) =>
    letter?.headerLines.find((one) => one.key === key)?.line.slice(key.length + 2);
  const open = (): Promise<void> => tell('round.opened', subject('round'));
  const wayOut = async (person: Person): Promise<string> => {
    await open();
    await deliver();
    const url = /<(.+)>/.exec(header(calls.to(person.email)[0], 'list-unsubscribe') ?? '')?.[1] ?? '';
    calls.forget();
    return new URL(url).pathname;
  };
  const wanted = async (person: Person): Promise<string[]> =>
    (await world.as(person).get<MailPreferences>('/api/account/mail/preferences')).json.wanted;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  /** A mail program: no cookies, no origin. */
  const click = (path: string, body = 'List-Unsubscribe=One-Click', headers: Record<string, string> = form) => {
    const program = world.as();
    program.origin = undefined;
    return program.send('POST', path, body, { headers });
  };
  afterEach(() => Promise.all([siv, kari].map((person) => prefer(person, 'each', 'notice', 'call'))));

  it('leave by their own server, from their own sender, with the buttons of RFC 8058; duties never', async () => {
    await prefer(siv, 'digest', 'notice', 'call');
    await open();
    await tell('application.returned', subject('application'), { leadId: oslo.id });
    await deliver();
    const [call] = calls.to(siv.email);
    expect(calls.letters.map(({ envelope }) => envelope[0]).sort()).toEqual(
      [boulder, kari, siv].map((p) => p.email).sort(),
    );
    expect(call?.from?.value).toEqual([{ address: 'calls@news.example.org', name: 'Innovation Fund' }]);
    expect(header(call, 'list-unsubscribe')).toMatch(
      /^<https:\/\/fund\.example\.org\/unsubscribe\/[\w-]{22}\.call\.[\w-]{43}>$/,
    );
    expect(header(call, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(header(call, 'list-id')).toBe('Calls for applications <calls.fund.example.org>');
    const url = header(call, 'list-unsubscribe')?.slice(1, -1) ?? '';
    expect(call?.text).toContain(`Get no more calls for applications: ${url}`);
    expect(call?.html).toContain(`<a href="${url}">Get no more calls for applications</a>`);
    const [duty] = needed.to(kari.email);
    expect(duty?.from?.value[0]?.address).toBe('fund@innovation-fund.example');
    for (const name of ['list-unsubscribe', 'list-unsubscribe-post', 'list-id'])
      expect(header(duty, name)).toBeUndefined();
    expect(`${duty?.text}${duty?.html}`).not.toContain('unsubscribe');
    expect(needed.to(siv.email)).toEqual([]);
  });

  it('end at once with one click, which counts once however often it comes', async () => {
    const path = await wayOut(siv);
    const answers = [await click(path), await click(path), await click(path, '')];
    expect(answers.map(({ status, to }) => [status, to])).toEqual([
      [200, ''],
      [200, ''],
      [200, ''],
    ]);
    expect(answers[0]?.text).toContain('You get no more calls for applications');
    expect(await wanted(siv)).toEqual(['notice']);
    const [row] = await world.sql<{ unwanted: string[] }>('select unwanted from mail_preference where person_id = $1', [
      siv.id,
    ]);
    expect(row?.unwanted).toEqual(['call']);
    await open();
    await deliver();
    expect(calls.letters.map(({ envelope }) => envelope[0]).sort()).toEqual([boulder, kari].map((p) => p.email).sort());
  });

  it('end from wherever the click comes, in either form of a form', async () => {
    const path = await wayOut(siv);
    const foreign = world.as(kari);
    foreign.origin = 'https://mail.example.com';
    expect((await foreign.form(path, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
    expect([await wanted(siv), await wanted(kari)]).toEqual([['notice'], ['notice', 'call']]);
    await prefer(siv, 'each', 'notice', 'call');
    const parts = '--x\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';
    const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await click(path, parts, multipart)).status).toBe(200);
    expect(await wanted(siv)).toEqual(['notice']);
    expect((await click(path, parts.replace('One-Click', 'x'.repeat(10_001)), multipart)).status).toBe(413);
  });

  it('do not end because somebody looks, and say how they begin again', async () => {
    const path = await wayOut(siv);
    const page = await world.as().get(path);
    expect(page.text).toContain('Stop calls for applications?');
    expect(page.text).toContain(`<form method="post" action="${path}"`);
    expect(page.text).toContain('href="/account/mail/preferences"');
    expect(await wanted(siv)).toEqual(['notice', 'call']);
    expect((await world.as().form(path)).text).toContain('You get no more calls for applications');
    expect((await world.as().get(path)).text).toContain('You get no more calls for applications');
    await prefer(siv, 'each', 'notice', 'call');
    expect((await world.as().get(path)).text).toContain('Stop calls for applications?');
  });

  it('end for nobody with an address that is not ours', async () => {
    const path = await wayOut(siv);
    const [person = '', , mark = ''] = path.slice('/unsubscribe/'.length).split('.');
    const other = Buffer.from(kari.id.replaceAll('-', ''), 'hex').toString('base64url');
    const last = mark.at(-1) === 'A' ? 'B' : 'A';
    const wrong = [
      ...[
        `${other}.call.${mark}`,
        `${person}.notice.${mark}`,
        `${person}.duty.${mark}`,
        `${person}.call`,
        `${person}.call.`,
      ],
      ...[
        `${person}.call.${mark.slice(0, -1)}${last}`,
        `${person}.call.${mark}x`,
        `${person}=.call.${mark}`,
        'x',
        '...',
        'é',
      ],
    ];
    for (const token of wrong.map((one) => encodeURIComponent(one))) {
      expect([token, (await click(`/unsubscribe/${token}`)).status]).toEqual([token, 404]);
      expect([token, (await world.as().get(`/unsubscribe/${token}`)).status]).toEqual([token, 404]);
    }
    expect([await wanted(siv), await wanted(kari)]).toEqual([
      ['notice', 'call'],
      ['notice', 'call'],
    ]);
  });

  it('end with an address from the time of a key before', () => {
    const settings = { DATABASE_URL: 'postgres://x/y', SMTP_URL: 'smtp://x', APP_URL: 'https://fund.example.org' };
    const under = (BANK_KEY: string, BANK_KEY_OLD = '') =>
      new Unsubscribing(readConfig({ ...settings, BANK_KEY, BANK_KEY_OLD } as never));
    const of = { personId: siv.id, kind: 'call' } as const;
    const token = under('b2'.repeat(32)).urlFor(of).split('/').at(-1) ?? '';
    expect(under(bankKey, 'b2'.repeat(32)).read(token)).toEqual(of);
    expect(under(bankKey).read(token)).toBeUndefined();
  });

  it('that were written before the click do not leave after it', async () => {
    const path = await wayOut(siv);
    calls.script(siv.email, 'busy');
    await open();
    await deliver();
    expect(calls.to(siv.email)).toEqual([]);
    await click(path);
    at('2026-11-02T12:10:00Z');
    await deliver();
    expect(calls.to(siv.email)).toEqual([]);
    const [row] = await world.sql<{ state: string; error: string }>(
      `select state, error from mail where person_id = $1 and kind = 'call' order by seq desc limit 1`,
      [siv.id],
    );
    expect(row).toEqual({ state: 'skipped', error: 'This person has switched letters of this kind off.' });
  });

  it('hold up nothing that is needed where their server hangs', async () => {
    for (let n = 0; n <= lines; n += 1) {
      await world.person({ role: 'city', organisation: oslo, name: `Many ${n}` });
      calls.script(`many.${n}@example.org`, 'slow');
    }
    // Written first, and so first in turn.
    await open();
    at('2026-11-02T12:00:01Z');
    await tell('application.returned', subject('application'), { leadId: oslo.id });
    const sending = deliver();
    while (needed.letters.length < lines + 3) await new Promise((on) => setTimeout(on, 20));
    expect(calls.to('many.0@example.org')).toEqual([]);
    await sending;
    expect(calls.to(`many.${lines}@example.org`)).toHaveLength(1);
  });
});

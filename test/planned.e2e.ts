import { randomUUID } from 'node:crypto';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Correspondences } from '../src/kernel/correspondence';
import { LettersOf } from '../src/kernel/page/letters-of';
import type { Subject } from '../src/kernel/outbox';
import { Work } from '../src/kernel/transaction';
import type { Organisation } from '../src/people/organisation.entity';
import type { Person } from '../src/people/person.entity';
import { Deadlines, type Expected } from '../src/reminders/deadlines.service';
import type { PlannedMonth, PlannedReminder, PlannedReminders } from '../src/reminders/planned.dto';
import { createWorld, type World } from './support/world';

let world: World;
let oslo: Organisation;
let siv: Person;
let kari: Person;
let amara: Person;
let rita: Person;
let roundId: string;
const offered: Subject = `award:${randomUUID()}`;
const reviewed: Subject = `review:${randomUUID()}`;

/** A Wednesday. */
const wednesday = '2026-11-04T12:00:00Z';

beforeAll(async () => {
  world = await createWorld();
  at(wednesday);
  oslo = await world.organisation('Oslo', 'city', 'Europe/Oslo');
  await world.sql(`update organisation set country = 'NO' where id = $1`, [oslo.id]);
  siv = await world.person({ role: 'city', organisation: oslo, name: 'Siv' });
  kari = await world.person({ role: 'city', cityRight: 'contributor', organisation: oslo, name: 'Kari' });
  amara = await world.person({ role: 'program', name: 'Amara' });
  rita = await world.person({ role: 'reviewer', name: 'Rita' });
  await world.sql(`update person set time_zone = 'America/New_York' where id = $1`, [rita.id]);
  roundId = await newRound('Round 4');
  await world.get(Work).run(world.actor(amara), async (tx) => {
    await world.get(Deadlines).expectMany(tx, [offer(offered)]);
    await world.get(Deadlines).expectMany(tx, [review(reviewed)]);
  });
});
beforeEach(() => at(wednesday));
afterAll(() => world.close());

const at = (instant: string): void => world.clock.pin(new Date(instant));

async function newRound(name: string): Promise<string> {
  const [row] = await world.sql<{ id: string }>(
    `with fund as (insert into fund (name, currency) values ('Fund ' || gen_random_uuid(), 'USD') returning id)
     insert into round (fund_id, name, currency, budget_cents, sectors, stages, deadline_local, deadline_zone, deadline_at, created_at, created_by)
       select id, $2, 'USD', 100, '{energy}', '{test}', '2026-11-20T12:00', 'UTC', '2026-11-20T12:00Z', now(), $1 from fund returning id`,
    [amara.id, name],
  );
  return row?.id ?? '';
}

/** Ends on Wednesday 18 November, 23:59:59 in Oslo: 7 and 2 days before and on the day, for each of Siv and Kari. */
const offer = (subject: Subject): Expected<'offer_expires'> => ({
  anchor: 'offer_expires',
  ...{ subject, within: [], roundId: null, organisationId: oslo.id, staffRole: 'program', title: 'District heat' },
  ...{ at: new Date('2026-11-18T22:59:59Z'), zone: 'Europe/Oslo' },
  data: {
    ...{ awardId: subject.slice(6), title: 'Heat', leadId: oslo.id, fund: 'Fund', amountCents: 1, currency: 'USD' },
    ...{ dueAt: '2026-11-18T22:59:59.000Z', dueZone: 'Europe/Oslo' },
  },
});

/**
 * Rita's, due on Saturday 14 November, 12:00 UTC: 7 days before is a Saturday, so Monday 9 November; 2 days before is Thursday;
 * the day itself is a Saturday, so the Friday before it. Then 3, 7, 11 and 15 days after: Tuesday 17, Saturday 21 → Monday 23,
 * Wednesday 25, Sunday 29 → Monday 30. A week after it the program lead hears of it: Monday 23.
 */
const review = (subject: Subject): Expected<'review_due'> => ({
  anchor: 'review_due',
  ...{ subject, within: [], roundId, personId: rita.id, staffRole: 'program', title: 'Cool roofs' },
  ...{ at: new Date('2026-11-14T12:00:00Z'), zone: 'UTC' },
  data: {
    ...{ reviewId: subject.slice(7), reviewerId: rita.id, reviewer: 'Rita', applicationId: randomUUID() },
    ...{ title: 'Cool roofs', round: 'Round 4', dueAt: '2026-11-14T12:00:00.000Z', dueZone: 'UTC' },
  },
});

const line = ({ dueAt, person, words }: PlannedReminder): string => `${dueAt.slice(0, 16)} ${person}: ${words}`;
const list = async (query = '', who = amara): Promise<PlannedReminder[]> =>
  (await world.as(who).get<PlannedReminders>(`/api/mail/planned${query}`)).json.items;
const all = [
  '2026-11-09T14:00 Rita: 7 days before',
  '2026-11-11T08:00 Siv: 7 days before',
  '2026-11-11T08:00 Kari: 7 days before',
  '2026-11-12T14:00 Rita: 2 days before',
  '2026-11-13T14:00 Rita: On the day',
  '2026-11-16T08:00 Siv: 2 days before',
  '2026-11-16T08:00 Kari: 2 days before',
  '2026-11-17T14:00 Rita: 3 days after',
  '2026-11-18T08:00 Siv: On the day',
  '2026-11-18T08:00 Kari: On the day',
  '2026-11-23T09:00 Amara: 7 days overdue, for the program lead',
  '2026-11-23T14:00 Rita: 7 days after',
  '2026-11-25T14:00 Rita: 11 days after',
  '2026-11-30T14:00 Rita: 15 days after',
];
const of = (lines: string[], ...people: string[]): string[] =>
  lines.filter((one) => people.some((name) => one.includes(` ${name}:`)));

describe('the plan, for programs', () => {
  it('lists everything that waits, earliest first, with its reason', async () => {
    const items = await list();
    expect(items.map(line).sort()).toEqual([...all].sort());
    expect(items.map(({ dueAt }) => dueAt)).toEqual(items.map(({ dueAt }) => dueAt).sort());
    expect(items[0]).toMatchObject({
      ...{ letter: 'review.reminder', anchor: 'review_due', anchorName: 'A review is due', title: 'Cool roofs' },
      ...{ about: reviewed, aboutUrl: `/reviews/${reviewed.slice(7)}`, deadlineAt: '2026-11-14T12:00:00.000Z' },
      ...{ roundId, round: 'Round 4', personId: rita.id, organisation: null, zone: 'America/New_York', step: -7 },
      ...{
        why: 'Moved from Saturday 7 November to Monday 9 November.',
        ruleUrl: `/rounds/${roundId}/reminders/review_due`,
      },
    });
    const ofSiv = items.find(({ person }) => person === 'Siv');
    expect(ofSiv).toMatchObject({ organisation: 'Oslo', ruleUrl: '/reminders/offer_expires', why: '', roundId: null });
  });

  it('comes in parts without a gap and without a repetition, also within one instant', async () => {
    const seen: string[] = [];
    let after = '';
    do {
      const { json } = await world
        .as(amara)
        .get<PlannedReminders>(`/api/mail/planned?limit=1${after && `&after=${after}`}`);
      seen.push(...json.items.map(({ id }) => id));
      after = json.next ?? '';
    } while (after !== '');
    expect(seen).toEqual((await list()).map(({ id }) => id));
  });

  it.each<[string, () => string, string[]]>([
    ['a round', () => `round=${roundId}`, of(all, 'Rita', 'Amara')],
    ['what is due', () => 'anchor=offer_expires', of(all, 'Siv', 'Kari')],
    ['a name', () => 'person=RI', of(all, 'Rita', 'Kari')],
    ['an address', () => `person=${kari.email}`, of(all, 'Kari')],
    ['a sign that is not meant as one', () => 'person=%25', []],
    ['a thing', () => `about=${offered}`, of(all, 'Siv', 'Kari')],
    ['a day on', () => 'from=2026-11-23', all.slice(-4)],
    ['one day', () => 'day=2026-11-16', all.slice(5, 7)],
    ['several of these', () => `round=${roundId}&anchor=review_due&person=rita&from=2026-11-25`, all.slice(-2)],
  ])('is narrowed to %s', async (_, query, expected) => {
    expect((await list(`?${query()}`)).map(line).sort()).toEqual([...expected].sort());
  });

  it('reads days where its reader is', async () => {
    await world.sql(`update person set time_zone = 'Pacific/Kiritimati' where id = $1`, [amara.id]);
    // There Rita's 14:00 UTC is four in the morning of the next day.
    expect((await list('?day=2026-11-10')).map(line)).toEqual(['2026-11-09T14:00 Rita: 7 days before']);
    await world.sql(`update person set time_zone = 'UTC' where id = $1`, [amara.id]);
  });

  it.each([
    'from=soon',
    'day=2026-13-01',
    'round=4',
    'anchor=lunch',
    'about=me',
    'after=x',
    'after=WyJ4IiwieSJd',
    'limit=0',
  ])('says what is wrong with %s', async (query) => {
    const { status, json } = await world.as(amara).get(`/api/mail/planned?${query}`);
    expect(status).toBe(422);
    expect(Object.keys(json.errors as object)).toEqual([query.split('=')[0]]);
  });

  it('counts what goes out on each of thirty days, in whole weeks', async () => {
    const { json } = await world.as(amara).get<PlannedMonth>('/api/mail/planned/days');
    expect(json).toMatchObject({ from: '2026-11-04', until: '2026-12-03', today: '2026-11-04', oldestDueAt: null });
    expect([json.days.at(0)?.on, json.days.at(-1)?.on, json.days.length]).toEqual(['2026-11-02', '2026-12-06', 35]);
    expect(json.days.filter(({ count }) => count > 0).map(({ on, count }) => `${on.slice(8)} ${count}`)).toEqual([
      ...['09 1', '11 2', '12 1', '13 1', '16 2', '17 1', '18 2', '23 2', '25 1', '30 1'],
    ]);
    expect(json.days.find(({ on }) => on === '2026-11-23')?.kinds).toEqual([
      { kind: 'review_due', name: 'A review is due', count: 1 },
      { kind: 'escalation', name: 'Overdue, for the program lead', count: 1 },
    ]);
    expect([json.thisWeek, json.next30Days]).toEqual([0, 14]);
  });

  it('says how much this week has, and what is late', async () => {
    at('2026-11-12T10:00:00Z');
    const { json } = await world.as(amara).get<PlannedMonth>('/api/mail/planned/days');
    // Late are that of Monday and the two of Wednesday; two are still to come until Sunday.
    expect([json.thisWeek, json.next30Days, json.oldestDueAt]).toEqual([5, 14, '2026-11-09T14:00:00.000Z']);
    const later = await world.as(amara).get<PlannedMonth>('/api/mail/planned/days?from=2026-11-25&person=rita');
    expect([later.json.from, later.json.until, later.json.next30Days]).toEqual(['2026-11-25', '2026-12-24', 7]);
    expect(later.json.days.filter(({ count }) => count > 0).map(({ on }) => on.slice(5))).toEqual([
      '11-23',
      '11-25',
      '11-30',
    ]);
  });

  it('is for staff and auditors', async () => {
    const auditor = await world.person({ role: 'auditor' });
    const finance = await world.person({ role: 'finance' });
    for (const path of ['/api/mail/planned', '/api/mail/planned/days', '/mail/planned']) {
      for (const who of [auditor, finance]) expect((await world.as(who).get(path)).status).toBe(200);
      for (const who of [siv, rita]) expect((await world.as(who).get(path)).status).toBe(403);
    }
    expect((await world.as().get('/api/mail/planned')).status).toBe(401);
  });
});

describe('what is planned about one thing', () => {
  it('stands on its page for staff, with the reason and the rule', async () => {
    const of = async (who: Person) => (await world.get(Correspondences).of(world.actor(who), reviewed))?.planned;
    const planned = await of(amara);
    expect(planned?.map(({ to, step }) => `${to} ${step}`)).toEqual([
      ...['Rita -7', 'Rita -2', 'Rita 0', 'Rita 3', 'Amara 7', 'Rita 7', 'Rita 11', 'Rita 15'],
    ]);
    expect(planned?.[0]).toMatchObject({
      ...{ dueAt: '2026-11-09T14:00:00.000Z', zone: 'America/New_York', escalation: false, title: 'Cool roofs' },
      ...{
        deadlineAt: '2026-11-14T12:00:00.000Z',
        deadlineZone: 'UTC',
        rule: `/rounds/${roundId}/reminders/review_due`,
      },
      why: 'Moved from Saturday 7 November to Monday 9 November.',
    });
    expect(await of(rita)).toBeUndefined();
  });

  it('is said in words: who is reminded next, when, and why then', async () => {
    const letters = await world.get(Correspondences).of(world.actor(amara), reviewed);
    const page = renderToString(h(LettersOf, { letters, zone: 'UTC' })).replaceAll(/<[^>]*>/g, '');
    expect(page).toContain(
      'Next: Rita is reminded on 9 November 2026, 14:00 (UTC). 7 days before: 14 November 2026, 12:00 (UTC). Moved from Saturday 7 November to Monday 9 November. The rule',
    );
  });
});

describe('the plan, in a browser', () => {
  const page = async (query = ''): Promise<string> => (await world.as(amara).get(`/mail/planned${query}`)).text;

  it('shows thirty days and each reminder with when it goes, there as well, whom, what and why then', async () => {
    const text = await page();
    expect(text).toContain('4 November 2026 to 3 December 2026');
    expect(text).toContain('href="/mail/planned?day=2026-11-23"');
    expect(text).toContain('9 November 2026, 14:00 (UTC)');
    expect(text).toContain('There: 9 November 2026, 09:00 (America/New_York)');
    expect(text).toContain('Moved from Saturday 7 November to Monday 9 November.');
    expect(text).toContain(`href="/rounds/${roundId}/reminders/review_due"`);
    expect(text).toContain(`href="/awards/${offered.slice(6)}"`);
  });

  it('shows one day, keeps what was chosen, and goes on to the next thirty', async () => {
    const text = await page('?day=2026-11-23&person=rita');
    expect(text).toContain('23 November 2026, 14:00 (UTC)');
    expect(text).not.toContain('23 November 2026, 09:00 (UTC)');
    expect(text).toContain('value="rita"');
    expect(text).toContain('href="/mail/planned?from=2026-12-04&amp;person=rita"');
    expect(await page('?from=2026-12-04')).toContain('Nothing is planned in these days.');
    expect(await page('?person=nobody')).toContain('Nothing fits your choice.');
  });

  it('says beside its field what cannot be asked', async () => {
    const { status, text } = await world.as(amara).get('/mail/planned?anchor=lunch');
    expect([status, text.includes('There is a problem')]).toEqual([200, true]);
  });
});

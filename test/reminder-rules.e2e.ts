import { randomUUID } from 'node:crypto';
import type { Subject } from '../src/kernel/outbox';
import { Work } from '../src/kernel/transaction';
import type { Person } from '../src/people/person.entity';
import { Deadlines, type Expected } from '../src/reminders/deadlines.service';
import type {
  ChangedReminderRule,
  ChangedRoundContacts,
  ReminderDifference,
  ReminderDifferences,
  ReminderRuleList,
  ReminderRuleView,
  RoundContactsView,
} from '../src/reminders/rules.dto';
import type { Answer } from './support/agent';
import { createWorld, type World } from './support/world';

let world: World;
let amara: Person;
let rita: Person;

/** A Sunday. */
const now = '2026-11-01T12:00:00Z';

beforeAll(async () => {
  world = await createWorld();
  world.clock.pin(new Date(now));
  amara = await world.person({ role: 'program', name: 'Amara' });
  rita = await world.person({ role: 'reviewer', name: 'Rita' });
});
afterAll(() => world.close());

async function newRound(name = 'Round 4'): Promise<string> {
  const [row] = await world.sql<{ id: string }>(
    `with fund as (insert into fund (name, currency) values ('Fund ' || gen_random_uuid(), 'USD') returning id)
     insert into round (fund_id, name, currency, budget_cents, sectors, stages, deadline_local, deadline_zone, deadline_at, created_at, created_by)
       select id, $2, 'USD', 100, '{energy}', '{test}', '2026-11-20T12:00', 'UTC', '2026-11-20T12:00Z', now(), $1 from fund returning id`,
    [amara.id, name],
  );
  return row?.id ?? '';
}

/** Rita's review, due at the end of Wednesday 18 November: as long as nobody changes that 7 and 2 days before, on the day, 3, 7, 11 and 15 days after. */
async function reviewIn(roundId: string): Promise<Subject> {
  const subject: Subject = `review:${randomUUID()}`;
  const due: Expected<'review_due'> = {
    anchor: 'review_due',
    ...{ subject, within: [], roundId, personId: rita.id, staffRole: 'program', title: 'Cool roofs' },
    ...{ at: new Date('2026-11-18T23:59:59Z'), zone: 'UTC' },
    data: {
      ...{ reviewId: subject.slice(7), reviewerId: rita.id, reviewer: 'Rita', applicationId: randomUUID() },
      ...{ title: 'Cool roofs', round: 'Round 4', dueAt: '2026-11-18T23:59:59.000Z', dueZone: 'UTC' },
    },
  };
  await world.get(Work).run(world.actor(amara), (tx) => world.get(Deadlines).expect(tx, due));
  return subject;
}

const planned = async (subject: Subject): Promise<string[]> =>
  (
    await world.sql<{ line: string }>(
      `select p.name || ' ' || o.step || case when o.escalation then '!' else '' end || to_char(o.due_at at time zone 'UTC', ' MM-DD HH24:MI') as line
         from outbox o join person p on p.id = o.person_id where o.subject = $1 and o.state = 'planned' order by p.name, o.due_at`,
      [subject],
    )
  ).map(({ line }) => line);

const original = [
  'Amara 7! 11-25 09:00',
  ...['Rita -7 11-11 09:00', 'Rita -2 11-16 09:00', 'Rita 0 11-18 09:00', 'Rita 3 11-23 09:00', 'Rita 7 11-25 09:00'],
  ...['Rita 11 11-30 09:00', 'Rita 15 12-03 09:00'],
];
/** The 8th is a Sunday; of what the staff owner gets on the 25th the one that tells what is overdue is left. */
const changed = [
  ...['Amara -10 11-09 09:00', 'Amara -2 11-16 09:00', 'Amara 0 11-18 09:00', 'Amara 3 11-23 09:00'],
  'Amara 7! 11-25 09:00',
  ...['Rita -10 11-09 09:00', 'Rita -2 11-16 09:00', 'Rita 0 11-18 09:00', 'Rita 3 11-23 09:00', 'Rita 7 11-25 09:00'],
];
const words =
  '10 and 2 days before, on the day, 3 days after, then every 4 days, 2 times at most, to the reviewer and the staff owner; after 7 days the program lead hears of it.';
const originalWords =
  '7 and 2 days before, on the day, 3 days after, then every 4 days, 4 times at most, to the reviewer; after 7 days the program lead hears of it.';

const rule = {
  ...{ active: true, daysBefore: [10, 2], onTheDay: true, firstAfter: 3, every: 4, times: 2 },
  ...{ audience: ['reviewer', 'staff_owner'], escalateAfter: 7 },
};
const typed = {
  ...{ active: 'true', daysBefore: '10, 2', onTheDay: 'true', firstAfter: '3', every: '4', times: '2' },
  ...{ audience: ['reviewer', 'staff_owner'], escalateAfter: '7' },
};
const lineOf = ({ kind, person, step, at }: ReminderDifference): string =>
  `${kind} ${person} ${step} ${at.slice(5, 16).replace('T', ' ')}`;
const difference = [
  ...['added Amara -10 11-09 09:00', 'added Amara -2 11-16 09:00', 'added Amara 0 11-18 09:00'],
  ...['added Amara 3 11-23 09:00', 'added Rita -10 11-09 09:00'],
  ...['called_off Rita -7 11-11 09:00', 'called_off Rita 11 11-30 09:00', 'called_off Rita 15 12-03 09:00'],
];

describe('the rules of a round, for programs', () => {
  it('are those of all rounds until it has its own', async () => {
    const roundId = await newRound('Round 5');
    const { json } = await world.as(amara).get<ReminderRuleList>(`/api/rounds/${roundId}/reminders`);
    expect([json.roundId, json.round, json.items.length]).toEqual([roundId, 'Round 5', 8]);
    expect(new Set(json.items.map(({ source, version }) => `${source} ${version}`))).toEqual(new Set(['original 0']));
    const one = await world.as(amara).get<ReminderRuleView>(`/api/rounds/${roundId}/reminders/review_due`);
    expect(one.json).toMatchObject({ name: 'A review is due', words: originalWords, otherwise: originalWords });
  });

  it('show first what a change would do, and do nothing', async () => {
    const roundId = await newRound();
    const subject = await reviewIn(roundId);
    const { status, json } = await world
      .as(amara)
      .post<ReminderDifferences>(`/api/rounds/${roundId}/reminders/review_due/preview`, rule);
    expect(status).toBe(200);
    expect([json.added, json.moved, json.calledOff, json.deadlines]).toEqual([5, 0, 3, 1]);
    expect(json.items.map(lineOf).sort()).toEqual(difference);
    expect(json.items.find(({ step }) => step === -10)?.why).toBe('Moved from Sunday 8 November to Monday 9 November.');
    expect(await planned(subject)).toEqual(original);
  });

  it('are changed as they were looked at, and everything that has not been sent is planned anew', async () => {
    const [roundId, other] = [await newRound(), await newRound()];
    const [subject, elsewhere] = [await reviewIn(roundId), await reviewIn(other)];
    const way = `/api/rounds/${roundId}/reminders/review_due`;
    const { json: seen } = await world.as(amara).post<ReminderDifferences>(`${way}/preview`, rule);
    const { status, json } = await world
      .as(amara)
      .put<ChangedReminderRule>(way, { ...rule, version: 0, seen: seen.fingerprint });
    expect(status).toBe(200);
    expect(json).toMatchObject({ source: 'round', version: 1, words, changedBy: 'Amara', otherwise: originalWords });
    expect(json.differences.items.map(lineOf).sort()).toEqual(difference);
    expect(await planned(subject)).toEqual(changed);
    expect(await planned(elsewhere)).toEqual(original);
  });

  it('are not changed over what somebody else changed, nor over another plan than was looked at', async () => {
    const roundId = await newRound();
    const subject = await reviewIn(roundId);
    const way = `/api/rounds/${roundId}/reminders/review_due`;
    const { json: seen } = await world.as(amara).post<ReminderDifferences>(`${way}/preview`, rule);
    await reviewIn(roundId);
    const meanwhile = await world.as(amara).put(way, { ...rule, version: 0, seen: seen.fingerprint });
    expect([meanwhile.status, meanwhile.json.detail]).toEqual([
      409,
      'What is planned has changed since you looked. Look at what changes now, then confirm it.',
    ]);
    expect((await world.as(amara).get<ReminderRuleView>(way)).json.source).toBe('original');
    expect(await planned(subject)).toEqual(original);
    expect((await world.as(amara).put(way, { ...rule, version: 0 })).status).toBe(200);
    expect((await world.as(amara).put(way, { ...rule, version: 0 })).status).toBe(409);
    expect((await world.as(amara).put(way, { ...rule, version: 1, seen: 'x' })).json.errors).toHaveProperty('seen');
  });

  it('go back to the standard of all rounds', async () => {
    const roundId = await newRound();
    const subject = await reviewIn(roundId);
    const way = `/api/rounds/${roundId}/reminders/review_due`;
    await world.as(amara).put(way, { ...rule, version: 0 });
    const { json: seen } = await world.as(amara).post<ReminderDifferences>(`${way}/reset/preview`);
    expect([seen.added, seen.moved, seen.calledOff]).toEqual([3, 0, 5]);
    const { json } = await world
      .as(amara)
      .post<ChangedReminderRule>(`${way}/reset`, { version: 1, seen: seen.fingerprint });
    expect([json.source, json.version, json.words]).toEqual(['original', 0, originalWords]);
    expect(await planned(subject)).toEqual(original);
  });

  it('that were taken away and written anew are not changed by who read the former ones', async () => {
    const roundId = await newRound();
    const way = `/api/rounds/${roundId}/reminders/review_due`;
    for (const version of [1, 2, 3]) {
      const { json } = await world.as(amara).put<ChangedReminderRule>(way, { ...rule, version: 0 });
      expect(json.version).toBe(version);
      expect((await world.as(amara).post(`${way}/reset`, { version })).status).toBe(200);
    }
    await world.as(amara).put(way, { ...rule, version: 0 });
    expect((await world.as(amara).put(way, { ...rule, times: 3, version: 1 })).status).toBe(409);
    expect((await world.as(amara).put<ReminderRuleView>(way, { ...rule, version: 4 })).json.version).toBe(5);
    const elsewhere = `/api/rounds/${await newRound()}/reminders/review_due`;
    expect((await world.as(amara).put<ReminderRuleView>(elsewhere, { ...rule, version: 0 })).json.version).toBe(1);
  });

  it('hold in all rounds that have none of their own', async () => {
    const [own, follows] = [await newRound(), await newRound()];
    const [kept, moved] = [await reviewIn(own), await reviewIn(follows)];
    const mine = { ...rule, audience: ['reviewer'], daysBefore: [7, 2], times: 4 };
    await world.as(amara).put(`/api/rounds/${own}/reminders/review_due`, { ...mine, version: 0 });
    const { json } = await world.as(amara).put<ChangedReminderRule>('/api/reminders/review_due', {
      ...rule,
      version: 0,
    });
    expect([json.source, json.words, json.otherwise]).toEqual(['standard', words, originalWords]);
    expect(await planned(moved)).toEqual(changed);
    expect(await planned(kept)).toEqual(original);
    const { json: there } = await world.as(amara).get<ReminderRuleView>(`/api/rounds/${follows}/reminders/review_due`);
    expect([there.source, there.words, there.version]).toEqual(['standard', words, 0]);
    const history = await world.as(amara).get<{ items: { sentence: string; who: string }[] }>('/api/reminders/history');
    expect(history.json.items[0]).toMatchObject({
      who: 'Amara',
      sentence: `changed when people are reminded. A review is due: ${words} Before: ${originalWords}`,
    });
    await world.as(amara).post('/api/reminders/review_due/reset', { version: 1 });
    expect(await planned(moved)).toEqual(original);
  });

  it.each<[string, object, string, string]>([
    ['days before', { daysBefore: [10_000] }, 'daysBefore', 'Enter whole days, from 1 to 365.'],
    ['days before', { daysBefore: [0] }, 'daysBefore', 'Enter whole days, from 1 to 365.'],
    ['days before', { daysBefore: [3, 3] }, 'daysBefore', 'A day stands in the list twice.'],
    ['days before', { daysBefore: ['three'] }, 'daysBefore', 'Enter whole days, from 1 to 365.'],
    ['days before', { daysBefore: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }, 'daysBefore', 'At most 10 days before.'],
    ['repeats', { times: 1000 }, 'times', 'Enter a whole number of times, from 0 to 20.'],
    ['days between', { every: 10_000 }, 'every', 'Enter whole days, from 1 to 365.'],
    ['days between', { every: null }, 'every', 'Enter how many days lie between one and the next.'],
    ['escalation', { escalateAfter: 1.5 }, 'escalateAfter', 'Enter whole days, from 1 to 365.'],
    ['audience', { audience: [] }, 'audience', 'Choose who is reminded, or switch this off.'],
    ['audience', { audience: ['owner'] }, 'audience', 'Of this nobody reminds those who sign for the city.'],
    ['audience', { audience: ['mayor'] }, 'audience', 'Choose among: owner, co_applicants, reviewer, staff_owner.'],
  ])('refuse %s %j', async (_, wrong, field, sentence) => {
    const way = `/api/rounds/${await newRound()}/reminders/review_due`;
    for (const answer of [
      await world.as(amara).post(`${way}/preview`, { ...rule, ...wrong }),
      await world.as(amara).put(way, { ...rule, ...wrong, version: 0 }),
    ]) {
      expect(answer.status).toBe(422);
      expect(answer.json.errors).toEqual({ [field]: [sentence] });
    }
  });

  it('refuse what makes no sense on this side of the date', async () => {
    const way = `/api/rounds/${await newRound()}/reminders`;
    const late = { ...rule, audience: ['owner'], daysBefore: [3] };
    const closes = await world.as(amara).post(`${way}/round_closes/preview`, late);
    expect(Object.keys(closes.json.errors as object).sort()).toEqual(['escalateAfter', 'times']);
    const draft = await world.as(amara).post(`${way}/draft_unfinished/preview`, late);
    expect(Object.keys(draft.json.errors as object).sort()).toEqual(['daysBefore', 'onTheDay']);
  });
});

describe('the people named for a round', () => {
  it('are everybody with the role until somebody is named, and what is planned follows', async () => {
    const grace = await world.person({ role: 'program', name: 'Grace' });
    const roundId = await newRound();
    const subject = await reviewIn(roundId);
    const way = `/api/rounds/${roundId}/reminders/contacts`;
    expect((await world.as(amara).get<RoundContactsView>(way)).json).toEqual({
      ...{ staffOwnerId: null, programLeadId: null, staffOwner: null, programLead: null, version: 0 },
    });
    expect((await planned(subject)).filter((line) => line.includes('!'))).toEqual([
      'Amara 7! 11-25 09:00',
      'Grace 7! 11-25 09:00',
    ]);
    const named = { staffOwnerId: null, programLeadId: grace.id };
    const { json: seen } = await world.as(amara).post<ReminderDifferences>(`${way}/preview`, named);
    expect(seen.items.map(lineOf)).toEqual(['called_off Amara 7 11-25 09:00']);
    const { json } = await world
      .as(amara)
      .put<ChangedRoundContacts>(way, { ...named, version: 0, seen: seen.fingerprint });
    expect([json.programLead, json.version, json.differences.calledOff]).toEqual(['Grace', 1, 1]);
    expect((await planned(subject)).filter((line) => line.includes('!'))).toEqual(['Grace 7! 11-25 09:00']);
    expect((await world.as(amara).put(way, { ...named, version: 0 })).status).toBe(409);
    const wrong = await world.as(amara).put(way, { ...named, programLeadId: rita.id, version: 1 });
    expect([wrong.status, Object.keys(wrong.json.errors as object)]).toEqual([422, ['programLeadId']]);
    await world.sql('update person set disabled_at = now() where id = $1', [grace.id]);
  });

  it('are named on the page of the round’s reminders, with the difference first', async () => {
    const roundId = await newRound();
    await reviewIn(roundId);
    const way = `/rounds/${roundId}/reminders`;
    const agent = world.as(amara);
    const fields = { staffOwnerId: '', programLeadId: amara.id };
    const look = await agent.form(`${way}/contacts/preview`, { ...fields, _page: way });
    expect(look.status).toBe(303);
    const page = await agent.follow(look);
    expect(page.text).toContain('Amara instead of everybody with the role');
    const seen = hidden(page, 'seen');
    const done = await agent.form(`${way}/contacts`, { ...fields, version: '0', seen, _page: look.to });
    expect(done.to).toBe(way);
    expect((await agent.follow(done)).text).toContain('They are named. Nothing that is planned has changed.');
    const wrong = await agent.form(`${way}/contacts/preview`, { programLeadId: rita.id, _page: way });
    expect((await agent.follow(wrong)).text).toContain('Choose one of the program staff who may sign in.');
  });
});

const hidden = ({ text }: Answer, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
const plain = ({ text }: Answer): string => text.replaceAll('&amp;', '&');

describe('the rules of a round, in a browser', () => {
  it('are read on a page, in words, with a way there from the round', async () => {
    const roundId = await newRound();
    const agent = world.as(amara);
    expect((await agent.get(`/rounds/${roundId}`)).text).toContain(`href="/rounds/${roundId}/reminders"`);
    const page = await agent.get(`/rounds/${roundId}/reminders`);
    expect(page.text).toContain(originalWords);
    expect(page.text).toContain('Follows the standard of all rounds');
    expect(page.text).toContain(`href="/rounds/${roundId}/reminders/review_due"`);
    expect((await agent.get('/reminders')).text).toContain('This holds in all rounds that have no rule of their own.');
  });

  it('are changed by a form: first the difference, then the change, then the history says so', async () => {
    const roundId = await newRound();
    const subject = await reviewIn(roundId);
    const way = `/rounds/${roundId}/reminders/review_due`;
    const agent = world.as(amara);
    const look = await agent.form(`${way}/preview`, { ...typed, _page: way });
    expect([look.status, look.to.startsWith(`${way}/confirm?`)]).toEqual([303, true]);
    const page = await agent.follow(look);
    expect(page.text).toContain(words);
    expect(page.text).toContain('11 November 2026, 09:00 (UTC)');
    expect(page.text).toContain('Called off');
    const back = /href="([^"]*daysBefore=[^"]*)"/.exec(plain(page))?.[1] ?? '';
    const form = await agent.get(back);
    expect(form.text).toContain('value="10, 2"');
    expect(form.text).toMatch(/value="staff_owner"[^>]*checked/);
    expect(await planned(subject)).toEqual(original);

    const confirm = { ...typed, version: hidden(page, 'version'), seen: hidden(page, 'seen'), _page: look.to };
    const done = await agent.form(way, confirm);
    expect([done.status, done.to]).toEqual([303, `/rounds/${roundId}/reminders`]);
    const list = await agent.follow(done);
    expect(list.text).toContain('The rule is kept. 5 reminders added, 0 moved, 3 called off.');
    expect(list.text).toContain('This round’s own rule, by Amara');
    expect(await planned(subject)).toEqual(changed);
    expect((await agent.get(`/rounds/${roundId}`)).text).toContain(
      `Changed when people are reminded. A review is due: ${words} Before: ${originalWords}`,
    );
  });

  it('are shown again where the plan or the rule has changed meanwhile, and then confirmed', async () => {
    const roundId = await newRound();
    const subject = await reviewIn(roundId);
    const way = `/rounds/${roundId}/reminders/review_due`;
    const agent = world.as(amara);
    const look = await agent.form(`${way}/preview`, { ...typed, _page: way });
    const first = await agent.follow(look);
    await reviewIn(roundId);
    const sent = (page: Answer) => ({ ...typed, version: hidden(page, 'version'), seen: hidden(page, 'seen') });
    const refused = await agent.form(way, { ...sent(first), _page: look.to });
    expect([refused.status, refused.to.startsWith(`${way}/confirm?`)]).toEqual([303, true]);
    const again = await agent.follow(refused);
    expect(again.text).toContain('What is planned has changed since you looked.');
    expect(again.text).toContain('>10<');
    await world.as(amara).put(`/api${way}`, { ...rule, times: 3, version: 0 });
    const stale = await agent.form(way, { ...sent(again), _page: look.to });
    const third = await agent.follow(stale);
    expect(third.text).toContain('Somebody else changed this meanwhile.');
    expect(hidden(third, 'version')).toBe('1');
    const done = await agent.form(way, { ...sent(third), _page: look.to });
    expect(done.to).toBe(`/rounds/${roundId}/reminders`);
    expect(await planned(subject)).toEqual(changed);
  });

  it('go back to the standard, with the difference first', async () => {
    const roundId = await newRound();
    const subject = await reviewIn(roundId);
    const way = `/rounds/${roundId}/reminders/review_due`;
    await world.as(amara).put(`/api${way}`, { ...rule, version: 0 });
    const agent = world.as(amara);
    expect((await agent.get(way)).text).toContain('Back to the standard');
    const look = await agent.form(`${way}/preview`, { standard: 'true', _page: way });
    expect(look.to).toBe(`${way}/confirm?standard=true`);
    const page = await agent.follow(look);
    const asked = { standard: 'true', version: hidden(page, 'version'), seen: hidden(page, 'seen') };
    expect(asked.version).toBe('1');
    const done = await agent.form(way, { ...asked, _page: look.to });
    expect((await agent.follow(done)).text).toContain('3 reminders added, 0 moved, 5 called off.');
    expect(await planned(subject)).toEqual(original);
  });

  it.each<[string, object, string]>([
    ['10,000 days', { daysBefore: '10000' }, 'Enter whole days, from 1 to 365.'],
    ['words for numbers', { daysBefore: 'fourteen and 3' }, 'Enter whole days, from 1 to 365.'],
    ['a day twice', { daysBefore: '3, 3' }, 'A day stands in the list twice.'],
    ['1,000 repeats', { times: '1000' }, 'Enter a whole number of times, from 0 to 20.'],
    ['nobody', { audience: [] }, 'Choose who is reminded, or switch this off.'],
    ['words for a number', { escalateAfter: 'soon' }, 'Enter whole days, from 1 to 365.'],
  ])('refuse %s beside the field, and keep what was typed', async (_, wrong, sentence) => {
    const way = `/rounds/${await newRound()}/reminders/review_due`;
    const agent = world.as(amara);
    const refused = await agent.form(`${way}/preview`, { ...typed, ...wrong, _page: way });
    expect([refused.status, refused.to.startsWith(`${way}?refused=`)]).toEqual([303, true]);
    const page = await agent.follow(refused);
    const [field = '', value] = Object.entries(wrong)[0] ?? [];
    expect(page.text).toMatch(new RegExp(`id="${field}-error"[^>]*>(<span[^>]*>Error:</span>)? ?${sentence}`));
    expect(page.text).toContain('value="4"');
    if (typeof value === 'string') expect(page.text).toContain(`value="${value}"`);
    else expect(page.text).not.toMatch(/value="reviewer"[^>]*checked/);
  });

  it('are taken however the days are parted, and switched off', async () => {
    const way = `/rounds/${await newRound()}/reminders/review_due`;
    const agent = world.as(amara);
    for (const daysBefore of ['10 and 2', '10; 2', ' 10,2 ', '2, 10']) {
      const look = await agent.form(`${way}/preview`, { ...typed, daysBefore, _page: way });
      expect((await agent.follow(look)).text).toContain(words);
    }
    const off = await agent.form(`${way}/preview`, { ...typed, active: undefined, audience: [], _page: way });
    expect((await agent.follow(off)).text).toContain('Nobody is reminded.');
  });
});

describe('who may', () => {
  it('look: staff and auditors; change: the program staff and administrators', async () => {
    const roundId = await newRound();
    const people = {
      admin: await world.person({ role: 'admin' }),
      finance: await world.person({ role: 'finance' }),
      auditor: await world.person({ role: 'auditor' }),
      city: await world.person({ role: 'city' }),
      reviewer: rita,
    };
    const own = [`/rounds/${roundId}/reminders`, '/reminders'];
    const reads = [...own, ...own.map((way) => `${way}/review_due`)].flatMap((way) => [way, `/api${way}`]);
    const status = async (who: Person, path: string) => (await world.as(who).get(path)).status;
    for (const path of [...reads, `/api/rounds/${roundId}/reminders/contacts`, '/api/reminders/history']) {
      for (const who of [people.admin, people.finance, people.auditor])
        expect([path, await status(who, path)]).toEqual([path, 200]);
      for (const who of [people.city, people.reviewer]) expect([path, await status(who, path)]).toEqual([path, 403]);
    }
    for (const way of own) {
      for (const who of [people.finance, people.auditor, people.city]) {
        expect((await world.as(who).post(`/api${way}/review_due/preview`, rule)).status).toBe(403);
        expect((await world.as(who).put(`/api${way}/review_due`, { ...rule, version: 0 })).status).toBe(403);
        expect((await world.as(who).post(`/api${way}/review_due/reset`, { version: 0 })).status).toBe(403);
        expect((await world.as(who).get(`${way}/review_due/confirm?standard=true`)).status).toBe(403);
      }
      expect((await world.as(people.admin).post(`/api${way}/review_due/preview`, rule)).status).toBe(200);
    }
    expect((await world.as(people.finance).get(`/rounds/${roundId}/reminders/review_due`)).text).not.toContain(
      'See what changes',
    );
  });

  it('finds nothing where nothing is', async () => {
    const nowhere = `/rounds/${randomUUID()}/reminders`;
    const agent = world.as(amara);
    for (const path of [
      nowhere,
      `${nowhere}/review_due`,
      `${nowhere}/contacts`,
      '/reminders/lunch',
      '/rounds/4/reminders',
    ])
      expect([path, (await agent.get(`/api${path}`)).status]).toEqual([path, 404]);
    expect((await agent.put(`/api${nowhere}/review_due`, { ...rule, version: 0 })).status).toBe(404);
    expect((await agent.post(`/api${nowhere}/review_due/preview`, rule)).status).toBe(404);
    expect((await agent.follow(await agent.form(`${nowhere}/review_due/preview`, typed))).status).toBe(404);
    expect((await agent.get('/reminders/lunch')).status).toBe(404);
    expect((await world.as().get('/api/reminders')).status).toBe(401);
  });
});

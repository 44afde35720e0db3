import { DataSource, type QueryRunner } from 'typeorm';
import { DeadlinesKept14 } from '../migrations/14-deadlines-kept';
import { lifecycles } from '../src/readme';
import { Replanner } from '../src/reminders/replanner.service';
import { Rounds } from '../src/rounds/rounds.service';
import { Awarding, decided, terms } from './support/awarding';
import { details } from './support/payee';

/** What is due about a thing in each of its states, while what it belongs to goes on; nothing where nothing stands. */
const meant: Record<string, Record<string, string[]>> = {
  application: {
    ...{ draft: ['draft_unfinished', 'round_closes'], returned: ['draft_unfinished', 'round_closes'], submitted: [] },
    ...{ in_review: [], waitlisted: [], approved: [], declined: [], withdrawn: [] },
  },
  review: { assigned: ['review_due'], draft: ['review_due'], submitted: [], declined: [], recalled: [] },
  award: {
    ...{ proposed: [], approved: [], offered: ['offer_expires'], accepted: ['agreement_unsigned'] },
    ...{ active: ['agreement_unsigned'], suspended: ['agreement_unsigned'] },
    ...{ completed: [], rejected: [], declined: [], expired: [], cancelled: [] },
  },
  report: { due: ['report_due'], draft: ['report_due'], returned: ['report_due'], submitted: [], accepted: [] },
  instalment: {
    ...{ planned: ['instalment_due'], requested: ['instalment_due'], approved: [], released: [], settled: [] },
    ...{ failed: ['instalment_due'], returned: ['instalment_due'], dropped: [] },
  },
  bank_account: { entered: ['details_unconfirmed'], confirmed: [], rejected: [], replaced: [] },
};

let here: Awarding;
let ids: string[];
const next = (): string => ids.shift() ?? '';
beforeAll(async () => {
  here = await Awarding.prepare();
  ({ ids } = await here.inReview(
    750_000,
    Array.from({ length: 24 }, () => 30_000),
  ));
  here.at(decided);
});
afterAll(() => here.world.close());

const reason = 'Because.';
const report = { kind: 'final', title: 'Final report', dueOn: '2027-06-30' };

async function grant(...amounts: number[]): Promise<{ award: string; parts: string[]; report: string }> {
  const award = await here.accepted(next(), 30_000);
  const instalments = amounts.map((amountCents) => ({ amountCents, dueOn: '2027-02-10' }));
  const { id } = await here.did('amara', `awards/${award}/reports`, report);
  const plan = await here.did('amara', `awards/${award}/instalments`, { instalments });
  return { award, parts: plan.instalments.map((part) => part.id), report: id };
}

async function written(id: string, until: 'draft' | 'submitted' | 'returned' | 'accepted'): Promise<void> {
  const text = { narrative: 'We dug.', lessons: 'Dig deep.', spentCents: 1, version: 1 };
  await here.as('contributor').put(`/api/reports/${id}`, text);
  if (until === 'draft') return;
  await here.did('contributor', `reports/${id}/submit`);
  if (until === 'returned') await here.did('amara', `reports/${id}/return`, { reason, dueOn: '2027-07-31' });
  if (until === 'accepted') await here.did('amara', `reports/${id}/accept`);
}

async function applications(): Promise<void> {
  const rounds = here.world.get(Rounds);
  const staff = here.world.actor(here.people.amara);
  const deadline = { deadlineLocal: '2027-03-01T23:59:59', deadlineZone: 'Europe/Oslo' };
  const round = await rounds.plan(staff, {
    ...terms,
    ...deadline,
    fundId: here.fundId,
    name: 'Open',
    budgetCents: 100,
  });
  await rounds.open(staff, round.id);
  const content = {
    title: 'Wind',
    summary: 'Wind.',
    sectors: ['energy use'],
    stage: 'test',
    partners: [],
    answers: {},
  };
  const asked = { budgetLines: [{ item: 'Mast', cents: 100 }], requestedCents: 100 };
  for (const moves of [[], ['submit'], ['submit', 'return'], ['submit', 'withdraw'], ['withdraw']]) {
    const { id } = await here.did('contributor', 'applications', { roundId: round.id, ...content, ...asked });
    for (const move of moves)
      await here.did(
        move === 'return' ? 'amara' : 'contributor',
        `applications/${id}/${move}`,
        move === 'return' ? { reason } : {},
      );
  }
  await here.did('amara', `applications/${next()}/waitlist`);
}

async function reviews(): Promise<void> {
  const given = async (): Promise<{ application: string; review: string }> => {
    const application = next();
    const { json } = await here
      .as('amara')
      .post<{ items: { id: string }[] }>(`/api/applications/${application}/reviews`, {
        ...{ reviewerIds: [here.people.rita.id], dueOn: '2027-02-16' },
      });
    return { application, review: json.items[0]?.id ?? '' };
  };
  const begun = { version: 1, scores: { impact: { score: 5, reason: 'Large.' } } };
  await given();
  await here.as('rita').put(`/api/reviews/${(await given()).review}`, begun);
  const done = await given();
  await here.as('rita').put(`/api/reviews/${done.review}`, begun);
  await here.did('rita', `reviews/${done.review}/submit`);
  await here.did('rita', `reviews/${(await given()).review}/decline`, { reason });
  await here.did('amara', `reviews/${(await given()).review}/recall`);
  await here.did('amara', `applications/${(await given()).application}/decline`, { reason });
  await here.did('contributor', `applications/${(await given()).application}/withdraw`);
}

async function awards(): Promise<void> {
  await here.proposed(next(), 100);
  await here.did('priya', `awards/${await here.proposed(next(), 100)}/reject`, { reason });
  await here.approved(next(), 100);
  await here.offered(next(), 100);
  await here.did('signatory', `awards/${await here.offered(next(), 100)}/decline`, { reason });
  await here.accepted(next(), 100);
  await here.did('amara', `awards/${(await grant(30_000)).award}/suspend`, { reason });
  await here.did('amara', `awards/${(await grant(30_000)).award}/cancel`, { reason });
  const done = await grant(30_000);
  await here.released(done.parts[0] ?? '');
  await here.did('tomas', `instalments/${done.parts[0]}/settle`, { settledOn });
  await written(done.report, 'accepted');
  await here.did('amara', `awards/${done.award}/complete`);
}

const settledOn = '2027-01-21';

/** One grant with an instalment and a report in each of their states. */
async function paid(): Promise<void> {
  const { award, parts } = await grant(...Array.from({ length: 8 }, () => 3_000), 6_000);
  const [, requested = '', approved = '', released = '', settled = '', failed = '', returned = '', dropped = ''] =
    parts;
  await here.did('contributor', `instalments/${requested}/request`);
  for (const id of [approved, dropped]) await here.payable(id);
  for (const id of [released, settled, failed, returned]) await here.released(id);
  for (const id of [settled, returned]) await here.did('tomas', `instalments/${id}/settle`, { settledOn });
  await here.did('tomas', `instalments/${failed}/fail`, { reason });
  await here.did('tomas', `instalments/${returned}/give-back`, { returnedOn: settledOn, reason });
  await here.did('tomas', `instalments/${dropped}/revoke`, { reason });
  const instalments = [{ amountCents: 12_000, dueOn: '2027-02-10' }];
  await here.did('amara', `awards/${award}/instalments`, { instalments });
  for (const until of ['draft', 'submitted', 'returned', 'accepted'] as const)
    await written((await here.did('amara', `awards/${award}/reports`, report)).id, until);
}

async function bankDetails(): Promise<void> {
  const enter = async (): Promise<string> => {
    const path = `/api/payees/${here.oslo.id}/details`;
    const { json } = await here.as('signatory').post<{ waiting: { id: string } }>(path, { ...details, reason });
    return json.waiting.id;
  };
  await enter();
  await here.did('priya', `payees/${here.oslo.id}/details/${await enter()}/confirm`, { how: 'Called back.' });
  await enter();
}

/** Whether what a row belongs to goes on. */
const goesOn: Record<string, string> = {
  application: `t.status not in ('draft', 'returned') or (select status from round where id = t.round_id) = 'open'`,
  review: `(select status from application where id = t.application_id) = 'in_review'`,
  award: 'true',
  report: `(select status from award where id = t.award_id) in ('accepted', 'active', 'suspended')`,
  instalment: `(select status from award where id = t.award_id) in ('accepted', 'active')`,
  bank_account: 'true',
};

const open = (table: string) =>
  `array(select anchor::text from deadline where subject = '${table}:' || t.id and state = 'open' order by 1)`;

beforeAll(async () => {
  await applications();
  await reviews();
  await awards();
  await paid();
  await bankDetails();
  const expiring = await here.offered(next(), 100);
  here.at('2027-04-01T12:00:00Z');
  await here.did('amara', `awards/${expiring}/expire`);
}, 60_000);

describe('what is due', () => {
  it.each(Object.keys(meant))('of a %s is what its state asks for, in every state', async (table) => {
    const rows = await here.world.sql<{ status: string; open: string[] }>(
      `select distinct t.status, ${open(table)} as open from ${table} t where ${goesOn[table]}`,
    );
    const said = Object.entries(meant[table] ?? {}).map(([status, anchors]) => `${status}: ${anchors.join()}`);
    expect(rows.map(({ status, open }) => `${status}: ${open.join()}`).sort()).toEqual(said.sort());
  });

  it.each(Object.keys(meant))('knows every state of a %s', (table) => {
    const { states = [] } = lifecycles.find(({ name }) => name.replaceAll(' ', '_') === table) ?? {};
    expect(Object.keys(meant[table] ?? {}).sort()).toEqual([...states].sort());
  });

  it.each(['application', 'review', 'report', 'instalment'])(
    'is nothing of a %s that has ended around it',
    async (table) => {
      const rows = await here.world.sql(
        `select t.status, ${open(table)} as open from ${table} t where not (${goesOn[table]}) and cardinality(${open(table)}) > 0`,
      );
      expect(rows).toEqual([]);
    },
  );

  it('is nothing within an award that has ended', async () => {
    const rows = await here.world.sql(
      `select d.title from award a join deadline d on d.within @> array['award:' || a.id] or d.subject = 'award:' || a.id
        where d.state = 'open' and a.status in ('completed', 'rejected', 'declined', 'expired', 'cancelled')`,
    );
    expect(rows).toEqual([]);
  });

  it('waits in the outbox for nobody once nothing is due', async () => {
    const rows = await here.world.sql(
      `select o.key from outbox o join deadline d on d.id = o.deadline_id where d.state <> 'open' and o.state in ('planned', 'carried')`,
    );
    expect(rows).toEqual([]);
    expect(
      (await here.world.sql(`select 1 from outbox where deadline_id is not null and state = 'planned'`)).length,
    ).toBeGreaterThan(50);
  });
});

describe('what was due before deadlines were kept', () => {
  const kept = () =>
    here.world.sql(
      `select anchor, subject, within, round_id, organisation_id, person_id, staff_role, title, due_at, due_zone, until, data
         from deadline where state = 'open' order by anchor, subject`,
    );
  const planned = () =>
    here.world.sql(
      `select o.subject, o.event, o.person_id, o.step, o.escalation, o.due_at, o.why from outbox o
        where o.deadline_id is not null and o.state = 'planned' and o.due_at > $1 order by 1, 3, 4, 5`,
      [here.world.clock.now()],
    );

  it('is written down by the migration as the stages would, and planned by the next sweep', async () => {
    const before = [await kept(), await planned()];
    expect(new Set(before[0]?.map(({ anchor }) => anchor)).size).toBe(8);
    expect(before[1]?.length).toBeGreaterThan(20);
    await asOwner(async (runner) => {
      await new DeadlinesKept14().down(runner);
      for (const [key, state] of [
        ['waits', 'planned'],
        ['written', 'done'],
        ['gone', 'done'],
      ])
        // prettier-ignore
        await runner.query(
          `insert into outbox (key, subject, event, data, due_at, state) values ($1, 'report:1', 'report.reminder', '{}', now(), $2)`,
          [`reminder:report:1:${key}`, state],
        );
      for (const [key, state, sentAt] of [
        ['written', 'retry', null],
        ['gone', 'sent', new Date()],
      ])
        // prettier-ignore
        await runner.query(
          `insert into mail (outbox_id, about, address, letter, subject, text, html, state, due_at, sent_at, created_at)
             select id, subject, 'a@example.org', 'report.reminder', 's', 'b', 'h', $2, now(), $3, now() from outbox where key = 'reminder:report:1:' || $1`,
          [key, state, sentAt],
        );
      await new DeadlinesKept14().up(runner);
    });
    expect(await kept()).toEqual(before[0]);
    expect(await here.world.get(Replanner).sweep()).toBeGreaterThan(10);
    expect(await planned()).toEqual(before[1]);
    const old = await here.world.sql(`select key, state from outbox where key like 'reminder:report:1:%' order by key`);
    expect(old.map(({ key, state }) => `${String(key).slice(18)} ${String(state)}`)).toEqual([
      'gone done',
      'waits called_off',
      'written called_off',
    ]);
  });
});

async function asOwner(steps: (runner: QueryRunner) => Promise<void>): Promise<void> {
  const source = await new DataSource({ type: 'postgres', url: here.world.databaseUrl }).initialize();
  try {
    await source.transaction((manager) => steps(manager.queryRunner as QueryRunner));
  } finally {
    await source.destroy();
  }
}

import { Client } from 'pg';
import { Awarding, type Name } from './support/awarding';
import { statementXml } from './support/bank';
import { confirmDetails, details } from './support/payee';
import { stepsUp } from './support/step-up';

interface Task {
  kind: string;
  title: string;
  about: string;
  href: string;
}

const staff = ['amara', 'priya', 'jonas', 'tomas', 'ada', 'aud'] as const;

let here: Awarding;
let ids: string[];
beforeAll(async () => {
  here = await Awarding.prepare();
  ({ ids } = await here.inReview(600_000, [100_000, 100_000]));
});
afterAll(() => here.world.close());

const tasks = async (name: Name, kind: string): Promise<Task[]> =>
  (await here.as(name).get<{ items: Task[] }>('/api/tasks')).json.items.filter((task) => task.kind === kind);

/** Who of the staff has such a task. */
async function asked(kind: string): Promise<string[]> {
  const found = await Promise.all(staff.map((name) => tasks(name, kind)));
  return staff.filter((_, at) => (found[at]?.length ?? 0) > 0);
}

/** The only task of its kind, whose address leads somewhere for its reader. */
async function only(name: Name, kind: string): Promise<Task | undefined> {
  const [task, ...others] = await tasks(name, kind);
  expect([kind, others]).toEqual([kind, []]);
  if (task) expect([task.href, (await here.as(name).get(task.href)).status]).toEqual([task.href, 200]);
  return task;
}

async function proposes(amountCents: number) {
  const cost = { kind: 'overhead', expense: 'admin_expense', amountCents, reason: 'The audit.' };
  return (await here.did('jonas', `funds/${here.fundId}/instructions`, cost)).id;
}

/** As the owner of the database: Oslo has never said where its money goes. */
async function forgetsDetails(): Promise<void> {
  const owner = new Client({ connectionString: here.world.databaseUrl });
  await owner.connect();
  await owner.query('set session_replication_role = replica');
  await owner.query('delete from bank_account where holder_id = $1', [here.oslo.id]);
  await owner.end();
}

describe('what waits around bank details', () => {
  let award: string;

  it('asks a city for them once it has accepted an award, and nobody else', async () => {
    await forgetsDetails();
    award = await here.offered(ids[0] ?? '', 60_000);
    expect(await tasks('signatory', 'enter details')).toEqual([]);
    await here.did('signatory', `awards/${award}/accept`);
    expect(await only('signatory', 'enter details')).toMatchObject({ href: '/bank-details' });
    expect(await tasks('stranger', 'enter details')).toEqual([]);
    expect(await asked('enter details')).toEqual([]);
    expect((await here.as('signatory').get('/')).text).toContain('Enter your bank details, so that you can be paid');
  });

  it('asks program and finance to confirm them, but not whoever entered them', async () => {
    await here.did('signatory', `payees/${here.oslo.id}/details`, details);
    expect(await tasks('signatory', 'enter details')).toEqual([]);
    expect(await asked('confirm details')).toEqual(['amara', 'priya', 'jonas', 'tomas', 'aud']);
    expect(await only('amara', 'confirm details')).toMatchObject({
      ...{ title: 'Oslo', about: 'account ending in 7947', href: `/payees/${here.oslo.id}` },
    });
    expect((await here.as('amara').get('/desk')).text).toContain('Confirm or reject the bank details');
    await here.did('jonas', `payees/${here.oslo.id}/details`, details);
    expect(await asked('confirm details')).toEqual(['amara', 'priya', 'tomas', 'aud']);
    const { waiting } = (await here.as('amara').get<{ waiting: { id: string } }>(`/api/payees/${here.oslo.id}`)).json;
    await here.did('amara', `payees/${here.oslo.id}/details/${waiting.id}/confirm`, { how: 'Called back.' });
    expect(await asked('confirm details')).toEqual([]);
    expect(await tasks('signatory', 'enter details')).toEqual([]);
  });

  it('asks a city for the evidence that its next payment waits for, until it is given', async () => {
    const plan = [{ amountCents: 60_000, dueOn: '2027-02-15', evidence: 'The order for the pump' }];
    const { instalments } = await here.did('amara', `awards/${award}/instalments`, { instalments: plan });
    const task = await only('contributor', 'evidence');
    expect(task).toMatchObject({ about: 'Instalment 1: The order for the pump', href: `/awards/${award}#instalments` });
    expect(await tasks('stranger', 'evidence')).toEqual([]);
    const fileId = await here.uploaded('contributor');
    await here.did('contributor', `instalments/${instalments[0]?.id ?? ''}/evidence`, { fileId });
    expect(await tasks('contributor', 'evidence')).toEqual([]);
    await here.did('amara', `instalments/${instalments[0]?.id ?? ''}/refuse-evidence`, { reason: 'Not signed.' });
    expect(await tasks('contributor', 'evidence')).toHaveLength(1);
  });
});

describe('what waits around instructions', () => {
  it('asks those who approve, but not who proposed it or has approved it', async () => {
    const id = await proposes(10_000);
    expect(await asked('approve instruction')).toEqual(['amara', 'priya', 'tomas', 'ada', 'aud']);
    expect(await only('ada', 'approve instruction')).toMatchObject({
      ...{ title: 'Innovation Fund', about: 'overhead', href: `/instructions/${id}` },
    });
    await here.did('amara', `instructions/${id}/approve`);
    expect(await asked('approve instruction')).toEqual(['priya', 'tomas', 'ada', 'aud']);
    await here.did('ada', `instructions/${id}/approve`);
    expect(await asked('approve instruction')).toEqual([]);
  });
});

describe('what waits around the bank', () => {
  async function pays(): Promise<void> {
    const award = await here.accepted(ids[1] ?? '', 40_000);
    const plan = [30_000, 10_000].map((amountCents) => ({ amountCents, dueOn: '2027-02-15' }));
    const { instalments } = await here.did('amara', `awards/${award}/instalments`, { instalments: plan });
    for (const [at, { id }] of instalments.entries()) {
      await here.did('contributor', `instalments/${id}/request`);
      for (const name of ['priya', 'tomas'] as const) await here.did(name, `instalments/${id}/approve`);
      await here.did('tomas', `instalments/${id}/release`);
      const about = at === 0 ? '1 payment' : '2 payments';
      expect(await only('jonas', 'payment file')).toMatchObject({ title: 'Innovation Fund', about });
    }
  }

  it('asks finance for a payment file as long as released payments are in none', async () => {
    const { world, people } = here;
    await confirmDetails(world, { holderId: here.fundId, enteredBy: people.tomas, confirmedBy: people.jonas });
    expect(await asked('payment file')).toEqual([]);
    await pays();
    expect(await asked('payment file')).toEqual(['jonas', 'tomas', 'aud']);
    expect(await only('jonas', 'payment file')).toMatchObject({ href: `/funds/${here.fundId}/bank` });
    await stepsUp(world, here.as('jonas'));
    await here.did('jonas', `funds/${here.fundId}/payment-files`);
    expect(await asked('payment file')).toEqual([]);
  });

  it('asks finance to confirm what a statement says, entry by entry', async () => {
    const movements = ['FEE', 'TAX'].map((reference) => ({ amount: '1.00', reference, text: 'Charges' }));
    const text = statementXml({
      iban: details.accountNumber.replaceAll(' ', ''),
      on: '2027-01-20',
      closing: '-2.00',
      movements,
    });
    const headers = { 'content-type': 'application/octet-stream' };
    const read = await here
      .as('jonas')
      .send<{ id: string; items: { id: string }[] }>('POST', `/api/funds/${here.fundId}/statements`, text, { headers });
    expect(await asked('statement')).toEqual(['jonas', 'tomas', 'aud']);
    const href = `/statements/${read.json.id}`;
    expect(await only('tomas', 'statement')).toMatchObject({ title: 'Innovation Fund', about: '2 entries', href });
    const [first, second] = read.json.items;
    const reason = { reason: 'What the bank takes.' };
    await here.did('jonas', `bank-entries/${first?.id ?? ''}/set-aside`, reason);
    expect(await only('tomas', 'statement')).toMatchObject({ about: '1 entry' });
    await here.did('jonas', `bank-entries/${second?.id ?? ''}/set-aside`, reason);
    expect(await asked('statement')).toEqual([]);
  });
});

describe('what is wanted of a city for which nobody acts', () => {
  it('is a task, as nobody is reminded of it, until somebody does', async () => {
    const bergen = await here.world.organisation('Bergen', 'city', 'Europe/Oslo');
    const viewer = await here.world.person({ role: 'city', cityRight: 'viewer', organisation: bergen });
    await here.world.sql(
      `insert into deadline (anchor, subject, within, organisation_id, staff_role, title, due_at, due_zone, data, created_at)
       values ('report_due', 'report:' || gen_random_uuid(), '{}', $1, 'program', 'Report: Final for Heat', now() + interval '9 days', 'UTC', '{}', now())`,
      [bergen.id],
    );
    expect(await asked('nobody reminded')).toEqual(['amara', 'priya', 'ada', 'aud']);
    expect(await only('amara', 'nobody reminded')).toMatchObject({ title: 'Bergen', about: 'Report: Final for Heat' });
    await here.world.sql(`update person set city_right = 'contributor' where id = $1`, [viewer.id]);
    expect(await asked('nobody reminded')).toEqual([]);
    await here.world.sql(`delete from deadline where organisation_id = $1`, [bergen.id]);
  });
});

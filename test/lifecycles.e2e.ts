import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Actor, Role } from '../src/kernel/access';
import { roles } from '../src/kernel/access';
import { Conflict, Forbidden } from '../src/kernel/errors';
import type { Lifecycle } from '../src/kernel/lifecycle';
import { lifecycles, withTables } from '../src/readme';
import { createDatabase, type TestDatabase } from './support/postgres';

/** What each lifecycle is meant to be, written by hand: `move: from → to by roles`. */
const meant: Record<string, string> = {
  round: `
    open: draft → open by program
    close: open → closed by program
    start-review: closed → in_review by program
    decide: in_review → decided by program
    archive: decided → archived by program`,
  application: `
    submit: draft returned → submitted by city
    withdraw: draft submitted returned in_review waitlisted → withdrawn by city
    return: submitted → returned by program
    start-review: submitted → in_review by program
    waitlist: in_review → waitlisted by program
    decline: in_review waitlisted → declined by program
    approve: in_review waitlisted → approved by program finance
    reconsider: approved → in_review by program finance
    give-up: approved → withdrawn by city`,
  review: `
    start: assigned → draft by reviewer
    submit: assigned draft → submitted by reviewer
    decline: assigned draft → declined by reviewer
    recall: assigned draft → recalled by program`,
  award: `
    approve: proposed → approved by program finance
    reject: proposed → rejected by program finance
    offer: approved → offered by program
    accept: offered → accepted by city
    decline: offered → declined by city
    expire: offered → expired by program
    cancel: approved offered accepted active suspended → cancelled by program
    suspend: active → suspended by program
    resume: suspended → active by program
    activate: accepted → active by program
    complete: active suspended → completed by program`,
  amendment: `
    approve: proposed → approved by program finance
    reject: proposed → rejected by program finance
    note: proposed → noted by program city
    withdraw: proposed → rejected by city`,
  refund: `
    receive: demanded → received by finance
    propose-write-off: demanded → demanded by program finance
    withdraw-write-off: demanded → demanded by program finance
    approve-write-off: demanded → written_off by program finance`,
  report: `
    start: due → draft by city
    submit: due draft returned → submitted by city
    return: submitted → returned by program
    accept: submitted → accepted by program`,
  instalment: `
    request: planned → requested by city program finance
    send-back: requested → planned by program finance
    approve: requested → approved by program finance
    revoke: approved failed returned → planned by program finance
    release: approved failed returned → released by finance
    settle: released → settled by finance
    fail: released → failed by finance
    give-back: settled → returned by finance
    give-up: failed returned → dropped by finance
    drop: planned requested → dropped by program finance`,
  payment: `
    settle: in_transit → settled by finance
    fail: in_transit → failed by finance
    give-back: settled → returned by finance`,
  pledge: `
    fulfil: signed → fulfilled by finance
    reopen: fulfilled written_off → signed by finance
    write-off: signed → written_off by program finance admin`,
  instruction: `
    approve: proposed → carried_out by program finance admin
    reject: proposed → rejected by program finance admin`,
  'bank account': `
    confirm: entered → confirmed by program finance
    reject: entered → rejected by program finance
    supersede: entered → rejected by city finance
    replace: confirmed → replaced by program finance`,
  'bank entry': `
    confirm: open → confirmed by finance
    set-aside: open → set_aside by finance
    take-up: set_aside → open by finance`,
  person: `
    confirm: waiting → standing by program finance admin
    reject: waiting → disabled by program finance admin
    disable: standing → disabled by admin
    enable: disabled → waiting by admin`,
};

const now = new Date('2027-01-15T12:00:00Z');
const past = new Date('2027-01-01T12:00:00Z');
const future = new Date('2027-02-01T12:00:00Z');
const me = '11111111-1111-4111-8111-111111111111';
const others = ['22222222-2222-4222-8222-222222222222', '33333333-3333-4333-8333-333333333333'];

/** Subjects about which no guard has anything to say, so that only state and role decide. */
const subjects: Record<string, (status: string, move: string) => object> = {
  round: (status, move) => ({ status, deadlineAt: move === 'open' ? future : past, rubric: [{}] }),
  application: (status, move) => ({
    status,
    round: { status: move === 'submit' && status !== 'returned' ? 'open' : 'closed', deadlineAt: future },
  }),
  review: (status) => ({ status, reviewerId: me, setting: { applicationStatus: 'in_review' } }),
  award: (status, move) => ({
    status,
    proposedBy: others[0],
    approvals: { by: [others[1]], needed: 2 },
    movingCents: 0,
    applicationStatus: 'in_review',
    offerExpiresAt: move === 'expire' ? past : future,
  }),
  amendment: (status) => ({
    status,
    proposedBy: others[0],
    approvals: { by: [others[1]], needed: 2 },
    awardStatus: 'active',
    needsApproval: false,
    byCity: true,
  }),
  refund: (status, move) => ({
    status,
    amountCents: 100,
    receivedCents: move === 'receive' ? 100 : 0,
    writtenOffCents: 0,
    writeOffProposedBy: move === 'propose-write-off' ? null : move === 'withdraw-write-off' ? me : others[0],
    approvals: { by: [others[1]], needed: 2 },
  }),
  report: (status) => ({ status }),
  instalment: (status, move) => ({
    status,
    plannedBy: others[0],
    requestedBy: others[1],
    approvals: { by: move === 'release' ? others : [others[1]], needed: 2 },
    obligations: [],
    detailsBy: [],
    awardStatus: move === 'give-up' ? 'completed' : 'active',
    payments: [],
  }),
  payment: (status) => ({ status }),
  pledge: (status) => ({ status }),
  instruction: (status) => ({ status, proposedBy: others[0], approvals: { by: [others[1]], needed: 2 } }),
  'bank account': (status) => ({ status, enteredBy: others[0] }),
  'bank entry': (status) => ({ status }),
  person: (status) => ({ status, id: others[0], letInBy: others[1], role: 'finance' }),
};

const actor = (role: Role): Actor => ({
  ...{ id: me, name: 'Somebody', role, organisationId: null, organisation: null, timeZone: 'UTC' },
  cityRight: role === 'city' ? 'signatory' : null,
});

const initial: Record<string, string> = {
  round: 'draft',
  application: 'draft',
  review: 'assigned',
  award: 'proposed',
  amendment: 'proposed',
  refund: 'demanded',
  report: 'due',
  instalment: 'planned',
  payment: 'in_transit',
  pledge: 'signed',
  instruction: 'proposed',
  'bank account': 'entered',
  'bank entry': 'open',
  person: 'waiting',
};

/** The table that holds them. */
const tableOf = (name: string): string => name.replaceAll(' ', '_');

interface Row {
  move: string;
  from: string[];
  to: string;
  by: string[];
}

const rowsOf = (text: string): Row[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [, move = '', from = '', to = '', by = ''] = /^\s*([\w-]+): (.+) → (\w+) by (.+)$/.exec(line) ?? [];
      return { move, from: from.split(' '), to, by: by.split(' ') };
    });

function outcome(lifecycle: Lifecycle<string, { status: string }>, status: string, move: string, role: Role): string {
  const subject = subjects[lifecycle.name]?.(status, move) as { status: string };
  try {
    lifecycle.apply(subject, move, { actor: actor(role), now });
    return subject.status;
  } catch (error) {
    if (error instanceof Forbidden) return 'forbidden';
    if (error instanceof Conflict) return 'conflict';
    throw error;
  }
}

describe.each(lifecycles.map((lifecycle) => [lifecycle.name, lifecycle] as const))(
  'the lifecycle of a %s',
  (name, lifecycle) => {
    const rows = rowsOf(meant[name] ?? '');

    it('does in every state, with every move, for every role, what is meant', () => {
      const differences: string[] = [];
      for (const status of lifecycle.states)
        for (const { move, from, to, by } of rows)
          for (const role of roles) {
            const expected = !by.includes(role) ? 'forbidden' : from.includes(status) ? to : 'conflict';
            const found = outcome(lifecycle, status, move, role);
            if (found !== expected)
              differences.push(`${move} of a ${status} ${name} by ${role}: ${found}, meant ${expected}`);
          }
      expect(differences).toEqual([]);
    });

    it('has no move that was not meant', () => {
      expect([...new Set(lifecycle.steps.map(({ move }) => move))].sort()).toEqual(rows.map(({ move }) => move).sort());
    });

    it('offers exactly the moves that it would make, except those made on the way of something else', () => {
      for (const status of lifecycle.states)
        for (const role of roles)
          for (const { move } of rows) {
            const subject = subjects[name]?.(status, move) as { status: string };
            const offered = lifecycle.moves(subject, { actor: actor(role), now }).some((offer) => offer.move === move);
            const made = !['forbidden', 'conflict'].includes(outcome(lifecycle, status, move, role));
            const through = lifecycle.steps.some((step) => step.move === move && step.through !== undefined);
            expect([status, role, move, offered]).toEqual([status, role, move, made && !through]);
          }
    });

    it('reaches every state from the first', () => {
      const reached = new Set([initial[name]]);
      for (let before = 0; before < reached.size;) {
        before = reached.size;
        for (const { from, to } of lifecycle.steps) if (from.some((status) => reached.has(status))) reached.add(to);
      }
      expect([...reached].sort()).toEqual([...lifecycle.states].sort());
    });
  },
);

describe('the guards of approvals', () => {
  const award = lifecycles.find(({ name }) => name === 'award') as Lifecycle<string, { status: string }>;
  const approve = (proposedBy: string | undefined, by: string[]): string => {
    const subject = {
      ...subjects.award?.('proposed', 'approve'),
      status: 'proposed',
      proposedBy,
      approvals: { by, needed: 2 },
    };
    award.apply(subject, 'approve', { actor: actor('program'), now });
    return subject.status;
  };

  it('leave an award proposed after the first approval and approve it with the second', () => {
    expect([approve(others[0], []), approve(others[0], [others[1] ?? ''])]).toEqual(['proposed', 'approved']);
  });

  it('refuse the proposer, and whoever approved before', () => {
    expect(() => approve(me, [])).toThrow('You proposed this award: other people have to approve it.');
    expect(() => approve(others[0], [me])).toThrow(
      'You have approved this award already: the next approval is somebody else’s.',
    );
  });
});

describe('the database', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await createDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it.each(lifecycles.map((lifecycle) => [lifecycle.name, lifecycle] as const))(
    'holds the steps of a %s',
    async (name, { steps }) => {
      const { rows } = await client.query<{ step: string }>(
        `select step_from || ' → ' || step_to as step from lifecycle_step where aggregate = $1 order by 1`,
        [tableOf(name)],
      );
      const changes = steps.flatMap(({ from, to }) =>
        from.filter((status) => status !== to).map((status) => `${status} → ${to}`),
      );
      expect(rows.map(({ step }) => step)).toEqual([...new Set(changes)].sort());
    },
  );

  it.each(lifecycles.map((lifecycle) => [lifecycle.name, lifecycle] as const))(
    'knows the states of a %s',
    async (name, { states }) => {
      const { rows } = await client.query<{ text: string }>(
        `select pg_get_constraintdef(oid) as text from pg_constraint where conrelid = $1::regclass and conname = $2`,
        [tableOf(name), `${tableOf(name)}_status_check`],
      );
      expect([...(rows[0]?.text ?? '').matchAll(/'(\w+)'::text/g)].map(([, status]) => status).sort()).toEqual(
        [...states].sort(),
      );
    },
  );

  it('has steps of these lifecycles and of no other', async () => {
    const { rows } = await client.query<{ aggregate: string }>('select distinct aggregate from lifecycle_step');
    expect(rows.map(({ aggregate }) => aggregate).sort()).toEqual(lifecycles.map(({ name }) => tableOf(name)).sort());
  });

  it.each(lifecycles.map(({ name }) => name))('stands guard over every change of a %s', async (name) => {
    const { rows } = await client.query(
      `select tgenabled from pg_trigger where tgrelid = $1::regclass and tgname = $2`,
      [tableOf(name), `${tableOf(name)}_legal_step`],
    );
    expect(rows).toEqual([{ tgenabled: 'O' }]);
  });
});

describe('the README', () => {
  it('shows the lifecycles as they are', () => {
    const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
    expect(withTables(readme)).toBe(readme);
    expect(readme).toContain('| archive | `decided` | `archived` | program |');
  });
});

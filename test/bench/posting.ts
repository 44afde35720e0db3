import type { Actor } from '../../src/kernel/access';
import { type Line, offered, type Purse, received, reserved } from '../../src/ledger/postings';
import { ask } from './server';

/** The one contended fund with its one round, and everybody who decides about it. */
export interface Pot {
  fund: string;
  round: string;
  purse: Purse;
  proposer: string;
  approver: string;
}

const plenty = 1_000_000_000_000;

/** Fills a fund, sets all of it aside for one round, and proposes `count` awards that lack their last approval. */
export async function fillPot(url: string, count: number): Promise<Pot> {
  const [pot] = await ask<Omit<Pot, 'purse'>>(url, people);
  if (!pot) throw new Error('The fund was not made.');
  const purse: Purse = { fund: pot.fund, currency: 'USD', order: [null] };
  const gift = received({ id: pot.fund, currency: 'USD' }, { restriction: null }, plenty, 0);
  for (const [kind, lines] of [
    ['contribution.received', gift],
    ['round.reserved', reserved(purse, pot.round, plenty)],
  ] as const) {
    await ask(url, 'select ledger.post($1)', [entryOf(kind, `round:${pot.round}`, lines, pot.proposer)]);
  }
  await ask(url, proposals.replaceAll('$count', String(count)));
  return { ...pot, purse };
}

/** What `Ledger.post` hands over. */
const entryOf = (kind: string, subject: string, lines: readonly Line[], actor: string): string =>
  JSON.stringify({ kind, subject, occurrence: 1, key: `${kind}:${subject}:1`, actor, at: new Date(), lines });

/** Posts an award of one dollar, to another award each time; one statement, one round trip. */
export async function preparePosting(url: string, { purse, round, proposer }: Pot): Promise<string> {
  const entry = entryOf('award.approved', 'award:@', offered(purse, round, '@', 100), proposer);
  const { pathname } = new URL(url);
  await ask(url, `alter database ${pathname.slice(1)} set bench.entry = '${entry}'`);
  return `select ledger.post(replace(current_setting('bench.entry'), '@', gen_random_uuid()::text)::jsonb)`;
}

export const actorOf = (id: string, role: Actor['role']): Actor => ({
  ...{ id, role, name: 'Bench', timeZone: 'UTC' },
  ...{ cityRight: null, organisationId: null, organisation: null },
});

const people = `
  with fund as (insert into fund (name, currency) values ('Bench Fund', 'USD') returning id),
  city as (insert into organisation (kind, name) values ('city', 'Bench City') returning id),
  person as (insert into person (name, email, role) values ('P', 'p@example.org', 'program'), ('Q', 'q@example.org', 'program'),
    ('F', 'f@example.org', 'finance') returning id, email),
  round as (insert into round (fund_id, name, status, currency, budget_cents, sectors, stages, deadline_local, deadline_zone, deadline_at, created_at, created_by)
    select fund.id, 'Round 1', 'in_review', 'USD', 50000000, '{energy}', '{test}', '2026-06-01T17:00', 'UTC', now(), now(), person.id
      from fund, person where email = 'p@example.org' returning id)
  select (select id from fund) as fund, (select id from round) as round,
    (select id from person where email = 'p@example.org') as proposer, (select id from person where email = 'f@example.org') as approver`;

const proposals = `
  insert into application (round_id, lead_id, title, sectors, stage, requested_cents, currency, status, created_at, created_by, updated_at, updated_by, submitted_at)
    select r.id, o.id, 'Project ' || n, '{energy}', 'test', 100, 'USD', 'in_review', now(), p.id, now(), p.id, now()
      from round r, organisation o, person p, generate_series(1, $count) n where p.email = 'p@example.org';
  insert into award (application_id, round_id, fund_id, lead_id, title, sectors, amount_cents, original_cents, currency, proposed_by, proposed_at)
    select a.id, a.round_id, f.id, a.lead_id, a.title, a.sectors, 100, 100, 'USD', a.created_by, now() from application a, fund f;
  insert into approval (subject_kind, subject_id, approver_id, at)
    select 'award', a.id, p.id, now() from award a, person p where p.email = 'q@example.org'`;

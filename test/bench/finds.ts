import { performance } from 'node:perf_hooks';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { Queries } from '../../src/kernel/queries';
import { dueLetters } from '../../src/kernel/relay';
import { Ledger } from '../../src/ledger/ledger.service';
import { quickly } from './seed-applications';
import { ask, type Server } from './server';
import { type Measured, median, plain } from './table';

export interface FindPlan {
  transfers: [number, number];
  planned: number;
}

/** What may not grow with the years: the balance of a fund, and finding what is due among all that is planned. */
export async function measureFinds(server: Server, plan: FindPlan): Promise<Measured[]> {
  const url = await server.database('bench_finds');
  return [await balanceRow(url, plan), await dueRow(url, plan)];
}

async function balanceRow(url: string, { transfers }: FindPlan): Promise<Measured> {
  const funds: { id: string; took: number[] }[] = [];
  for (const count of transfers) funds.push({ id: await fundWith(url, count), took: [] });
  await ask(url, 'vacuum analyze');
  const database = await new DataSource({ type: 'postgres', url, poolSize: 1 }).initialize();
  const ledger = new Ledger(new Queries(database));
  for (let round = 0; round < 300; round += 1) {
    for (const { id, took } of funds) took.push(await timed(() => ledger.stages({ fund: id })));
  }
  await database.destroy();
  const [few, many] = funds.map(({ took }) => median(took.slice(50))) as [number, number];
  return {
    path: `Balance of a fund with ${plain(transfers[1], 0)} transfers by one with ${plain(transfers[0], 0)}`,
    ours: `${plain(many)} ms`,
    peer: `${plain(few)} ms`,
    ratio: plain(many / few),
    goal: '≤ 1.20',
    met: many / few <= 1.2,
  };
}

/** A fund of 200 awards whose money went back and forth so many times. */
async function fundWith(url: string, count: number): Promise<string> {
  const [fund] = await ask<{ id: string }>(
    url,
    `insert into fund (name, currency) values ('Fund of ${count}', 'USD') returning id`,
  );
  const id = fund?.id ?? '';
  await ask(url, `${quickly} ${journal.replaceAll('$fund', id).replaceAll('$count', String(count))}`);
  return id;
}

const journal = `
  insert into ledger.account (book, kind, currency, fund_id, award_id, normal, floored, balance)
    select 'budget', kind, 'USD', '$fund', gen_random_uuid(), 'credit', true, 1000
      from generate_series(1, 200), unnest(array['reserved', 'offered', 'committed', 'payable', 'expended']) kind;
  with head as (select coalesce(max(seq), 0) as seq from ledger.transaction),
  accounts as (select array_agg(id) filter (where kind = 'reserved') as froms, array_agg(id) filter (where kind = 'offered') as tos
    from ledger.account where fund_id = '$fund'),
  entered as (insert into ledger.transaction (seq, kind, subject, occurrence, key, body_hash, actor, at, hash)
    select head.seq + n, 'award.approved', 'award:$fund', n, '$fund:' || n, '', '$fund', now(), '' from head, generate_series(1, $count) n)
  insert into ledger.transfer (transaction, position, debit, credit, cents)
    select head.seq + n, 1, froms[1 + n % 200], tos[1 + n % 200], 1 from head, accounts, generate_series(1, $count) n`;

/** The relay's own statement, in a transaction that is taken back, so that the same fifty are due each time. */
async function dueRow(url: string, { planned }: FindPlan): Promise<Measured> {
  await ask(url, reminders.replace('$1', String(planned)));
  await ask(url, 'vacuum analyze outbox');
  const client = new Client({ connectionString: url });
  await client.connect();
  const took: number[] = [];
  for (let round = 0; round < 60; round += 1) {
    await client.query('begin');
    took.push(await timed(() => client.query(dueLetters, [new Date(), 200])));
    await client.query('rollback');
  }
  await client.end();
  const ms = median(took.slice(10));
  return {
    path: `Finding and taking 50 due reminders among ${plain(planned, 0)} planned`,
    ours: `${plain(ms)} ms`,
    peer: '',
    ratio: `${plain(ms)} ms`,
    goal: '≤ 5 ms',
    met: ms <= 5,
  };
}

const reminders = `
  insert into outbox (key, subject, event, data, due_at)
    select 'reminder:' || n, 'review:' || n, 'review.reminder', '{"days": 2}', now() + (case when n <= 50 then -1 else n end) * interval '1 minute'
      from generate_series(1, $1) n`;

async function timed(step: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await step();
  return performance.now() - began;
}

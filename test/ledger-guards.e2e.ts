import { randomUUID } from 'node:crypto';
import { approved, committed, type Line, offered, received } from '../src/ledger/postings';
import { Books } from './support/books';
import { type Grant, seedGrant } from './support/grant';

let books: Books;
let grant: Grant;
let ids: Record<'energy' | 'foreign' | 'theirs' | 'other', string>;

beforeAll(async () => {
  books = await Books.open();
  const [energy, foreign] = [await books.addRestriction(), await books.addFund('EUR')];
  ids = { energy, foreign, theirs: await books.addRestriction('energy use', foreign), other: randomUUID() };
  grant = await seedGrant(books, randomUUID());
  await books.receive(1000, 10);
  await books.receive(500, 0, energy);
  const euros = received({ id: foreign, currency: 'EUR' }, { restriction: null }, 100, 1);
  await books.post({ kind: 'contribution.received', subject: 'contribution:eur', lines: euros });
  await books.reserve(800);
  for (const award of [grant.award, ids.other]) {
    const lines = offered(books.purse(), books.round, award, 300);
    await books.post({ kind: 'award.approved', subject: `award:${award}`, lines });
  }
  const lines = committed(books.purse(), grant.award, 300);
  await books.post({ kind: 'award.accepted', subject: `award:${grant.award}`, lines });
});
afterAll(() => books.close());

const account = (kind: string, more: object = {}) =>
  ({ book: 'budget', kind, fund: books.fund, currency: 'USD', ...more }) as Line['debit'];
const money = (kind: string, more: object = {}) => account(kind, { book: 'accounts', ...more });
const post = (kind: string, ...lines: (Line | object)[]) => books.posting({ kind, lines });
const line = (debit: Line['debit'], credit: Line['credit'], cents: unknown = 100) => ({ debit, credit, cents });
const drop = (trigger: string, table = 'ledger.transfer') => `drop trigger ${trigger} on ${table}`;
const unguarded = (table: string) =>
  `grant all on ${table} to innovation_fund_app; alter table ${table} disable trigger user`;

/** A transaction written by hand, past the posting function, with one transfer between the accounts found. */
const byHand = (kind: string, debit: string, credit: string) => `
  insert into ledger.transaction (seq, kind, subject, occurrence, key, body_hash, actor, at, hash)
    values (99, '${kind}', 'attack:1', 1, 'attack', '', gen_random_uuid(), now(), '');
  insert into ledger.transfer select 99, 1, d.id, c.id, 1 from ledger.account d, ledger.account c where ${debit} and ${credit} limit 1`;

const approve = (who: string) =>
  `insert into approval (subject_kind, subject_id, approver_id, at) values ('award', '${grant.award}', '${who}', now())`;
const approveAward = () => `update award set status = 'approved' where id = '${grant.award}'`;
const pay = (attempt: number) =>
  `insert into payment (instalment_id, attempt, amount_cents, currency, released_by, released_at)
   values ('${grant.instalment}', ${attempt}, 300, 'USD', '${books.actor.id}', now())`;

interface Guard {
  law: string;
  as: 'app' | 'owner';
  attack: () => string;
  refused: string;
  /** With the guard taken away like this the attack succeeds, so the guard is what refuses it. */
  without: () => string;
}

// prettier-ignore
const guards: Guard[] = [
  { law: 'L1: a transfer stays in one fund', as: 'owner', attack: () => byHand('contribution.received', `d.kind = 'bank_fees' and d.currency = 'USD'`, `c.kind = 'revenue' and c.currency = 'EUR'`), refused: 'LG007', without: () => drop('transfer_stays_together') },
  { law: 'L1: an award’s money is not another’s', as: 'app', attack: () => post('instalment.approved', line(account('committed', { award: grant.award }), account('payable', { award: ids.other }))), refused: 'LG007', without: () => drop('transfer_stays_together') },
  { law: 'L2: no stage below nothing', as: 'app', attack: () => post('round.reserved', line(account('available'), account('reserved', { round: books.round }), 1_000)), refused: 'account_floor', without: () => 'alter table ledger.account drop constraint account_floor' },
  { law: 'L3: no transfer is changed', as: 'app', attack: () => 'update ledger.transfer set cents = cents + 1 where position = 1', refused: '42501', without: () => unguarded('ledger.transfer') },
  { law: 'L3: no transaction is deleted', as: 'app', attack: () => 'delete from ledger.transfer where transaction = 5; delete from ledger.transaction where seq = 5', refused: '42501', without: () => `${unguarded('ledger.transfer')}; ${unguarded('ledger.transaction')}` },
  { law: 'L3: not by the owner either', as: 'owner', attack: () => 'update ledger.transfer set cents = cents + 1 where position = 1', refused: 'LG003', without: () => drop('transfer_append_only') },
  { law: 'L3: nothing is truncated', as: 'owner', attack: () => 'truncate ledger.transfer', refused: 'LG003', without: () => drop('transfer_no_truncate') },
  { law: 'L3: no balance is set by the application', as: 'app', attack: () => 'update ledger.account set balance = balance + 1', refused: '42501', without: () => 'grant update on ledger.account to innovation_fund_app' },
  { law: 'L4: nothing joins what is committed', as: 'owner', attack: () => `insert into ledger.transfer select 4, 99, f.debit, f.credit, 1 from ledger.transfer f where f.transaction = 4`, refused: 'LG004', without: () => drop('transfer_joins_its_own') },
  { law: 'L5: cash moves with the unspent stages', as: 'app', attack: () => post('contribution.received', line(money('cash'), money('revenue'))), refused: 'LG005', without: () => drop('transfer_matches_cash') },
  { law: 'L5: whatever was said about constraints', as: 'app', attack: () => `set constraints all immediate; ${post('contribution.received', line(account('resources'), account('available')))}`, refused: 'LG005', without: () => drop('transfer_matches_cash') },
  { law: 'L6: money keeps its restriction', as: 'app', attack: () => post('round.reserved', line(account('available', { restriction: ids.energy }), account('reserved', { round: books.round }))), refused: 'LG006', without: () => drop('transfer_keeps_restriction') },
  { law: 'L7: an event is posted once', as: 'app', attack: () => books.posting({ kind: 'round.reserved', subject: `round:${books.round}`, lines: [line(account('available'), account('reserved', { round: books.round }))] }), refused: 'transaction_once', without: () => 'alter table ledger.transaction drop constraint transaction_once' },
  { law: 'L8: a key is used once', as: 'owner', attack: () => `${byHand('round.reserved', `d.kind = 'available' and d.currency = 'USD' and d.restriction_id is null`, `c.kind = 'reserved' and c.restriction_id is null`).replace(`'attack', ''`, `(select key from ledger.transaction where seq = 1), ''`)}`, refused: 'transaction_key', without: () => 'alter table ledger.transaction drop constraint transaction_key' },
  { law: 'L9: what is paid was committed before', as: 'app', attack: () => post('instalment.approved', line(account('offered', { award: ids.other }), account('payable', { award: ids.other }))), refused: 'LG008', without: () => drop('transfer_goes_a_known_way') },
  { law: 'L9: no more than the award', as: 'app', attack: () => post('instalment.approved', line(account('committed', { award: grant.award }), account('payable', { award: grant.award }), 301)), refused: 'account_floor', without: () => 'alter table ledger.account drop constraint account_floor' },
  { law: 'L10: one live payment an instalment', as: 'app', attack: () => `${pay(1)}; ${pay(2)}`, refused: 'payment_one_live', without: () => 'drop index payment_one_live' },
  { law: 'L10: what was paid is not deleted', as: 'app', attack: () => `${pay(1)}; delete from payment`, refused: '42501', without: () => 'grant delete on payment to innovation_fund_app' },
  { law: 'L11: nobody approves what they proposed', as: 'app', attack: () => approve(books.actor.id), refused: 'approval_by_another', without: () => drop('approval_needs_another', 'approval') },
  { law: 'L11: nobody approves twice', as: 'app', attack: () => `${approve(grant.others[0])}; ${approve(grant.others[0])}`, refused: 'approval_once', without: () => 'alter table approval drop constraint approval_once' },
  { law: 'L11: one approval is not enough', as: 'app', attack: () => `${approve(grant.others[0])}; ${approveAward()}`, refused: 'enough_approvals', without: () => drop('award_enough_approvals', 'award') },
  { law: 'L11: also for an instalment', as: 'app', attack: () => `update instalment set status = 'approved'`, refused: 'enough_approvals', without: () => drop('instalment_enough_approvals', 'instalment') },
  { law: 'L11: nor with a table of one’s own', as: 'app', attack: () => `create temp table fund as select id, 0 as approvals_required from public.fund; ${approveAward()}`, refused: 'enough_approvals', without: () => 'alter function enough_approvals() reset search_path' },
  { law: 'L11: an approval stays', as: 'owner', attack: () => `${approve(grant.others[0])}; delete from approval`, refused: 'LG003', without: () => drop('approval_append_only', 'approval') },
  { law: 'L15: an account keeps its currency', as: 'owner', attack: () => `update ledger.account set currency = 'EUR' where fund_id = '${books.fund}'`, refused: 'LG003', without: () => `${drop('account_identity', 'ledger.account')}; alter table ledger.account drop constraint account_of_fund` },
  { law: 'L15: a fund has one currency', as: 'app', attack: () => post('contribution.received', line(account('resources', { currency: 'EUR' }), account('available', { currency: 'EUR' })), line(money('cash', { currency: 'EUR' }), money('revenue', { currency: 'EUR' }))), refused: 'account_of_fund', without: () => 'alter table ledger.account drop constraint account_of_fund' },
  { law: 'L15: a restriction belongs to its fund', as: 'app', attack: () => post('contribution.received', line(account('resources', { restriction: ids.theirs }), account('available', { restriction: ids.theirs })), line(money('cash'), money('revenue'))), refused: 'account_of_restriction', without: () => 'alter table ledger.account drop constraint account_of_restriction' },
  { law: 'L15: amounts stay exact', as: 'app', attack: () => post('contribution.received', line(account('resources'), account('available'), 2 ** 53), line(money('cash'), money('revenue'), 2 ** 53)), refused: 'account_exact', without: () => 'alter table ledger.account drop constraint account_exact' },
];

describe('the database itself holds', () => {
  test.each(guards)('$law', async ({ as, attack, refused, without }) => {
    expect(await books.attempt(as, attack())).toBe(refused);
    expect(await books.attempt(as, attack(), without())).toBe('done');
  });
});

describe('the posting function refuses', () => {
  const draw = (cents: unknown, order: unknown = [null]) => ({
    ...line(account('available'), account('reserved', { round: books.round }), cents),
    order,
  });
  // prettier-ignore
  const attacks: [string, () => string, string][] = [
    ['half a cent', () => post('round.reserved', draw(0.5)), 'LG007'],
    ['less than nothing', () => post('round.reserved', draw(-1)), 'LG007'],
    ['nothing', () => post('round.reserved', draw(0)), 'LG007'],
    ['no amount', () => post('round.reserved', draw(null)), 'LG007'],
    ['an amount as text', () => post('round.reserved', draw('100')), 'LG007'],
    ['a plain line with half a cent', () => post('round.reserved', line(account('available'), account('reserved', { round: books.round }), 1.5)), 'LG007'],
    ['more than a bigint', () => post('round.reserved', draw(1e30)), '22003'],
    ['a restriction named twice', () => post('round.reserved', draw(100, [ids.energy, ids.energy.toUpperCase()])), 'LG007'],
    ['a draw from nowhere', () => post('round.reserved', draw(100, [])), 'LG007'],
    ['another fund’s restriction in a draw', () => post('round.reserved', draw(100, [ids.theirs])), 'LG001'],
    ['more than there is', () => post('round.reserved', draw(691, [ids.energy, null])), 'LG001'],
    ['no lines', () => post('round.reserved'), 'LG007'],
    ['lines that are no list', () => books.posting({ kind: 'round.reserved', lines: { a: 1 } }), '22023'],
    ['an unknown stage', () => post('round.reserved', line(account('available'), account('hidden'))), 'LG007'],
    ['an unknown kind of posting', () => post('gift', line(account('available'), account('reserved', { round: books.round }))), 'LG008'],
    ['a missing fund', () => post('round.reserved', line(account('available', { fund: undefined }), account('reserved'))), '23502'],
    ['money out of nothing', () => post('round.given_back', line(account('resources'), account('available'))), 'LG008'],
    ['a correction of nothing', () => books.posting({ kind: 'correction', reverses: 999 }), 'LG007'],
    ['a correction in another name', () => books.posting({ kind: 'correction', reverses: 1 }), 'LG007'],
    ['a correction with lines of its own', () => books.posting({ kind: 'correction', reverses: 1, lines: [] }), 'LG007'],
    ['a correction that corrects nothing', () => post('correction', line(account('resources'), account('available'))), 'transaction_correction'],
    ['its key for another posting', () => books.posting({ key: `round.reserved:round:${books.round}:1`, kind: 'round.reserved', lines: [draw(1)] }), 'LG002'],
  ];
  test.each(attacks)('%s', async (_, attack, refused) => {
    expect(await books.attempt('app', attack())).toBe(refused);
  });
});

describe('the application cannot', () => {
  // prettier-ignore
  const attacks: [string, string, string][] = [
    ['write an account', `insert into ledger.account (book, kind, currency, fund_id, normal, floored) select book, kind, currency, fund_id, normal, false from ledger.account`, '42501'],
    ['write a transaction', `insert into ledger.transaction select * from ledger.transaction`, '42501'],
    ['move the head', `update ledger.head set seq = 0`, '42501'],
    ['open a way', `insert into ledger.way values ('gift', 'budget', 'available', 'expended')`, '42501'],
    ['call the parts of the posting function', `select ledger.draw('{}')`, '42501'],
    ['make an account', `select ledger.account_for('{}')`, '42501'],
    ['put functions where others find them', `create function public.sum(bigint) returns bigint language sql as 'select 0::bigint'`, '42501'],
    ['put functions into the ledger', `create function ledger.f() returns int language sql as 'select 1'`, '42501'],
    ['switch the triggers off', `set session_replication_role = replica`, '42501'],
    ['switch one trigger off', `alter table ledger.transfer disable trigger all`, '42501'],
    ['forget what a fund was given', `delete from contribution`, '42501'],
    ['change the legal steps', `update lifecycle_step set step_to = 'approved'`, '42501'],
  ];
  test.each(attacks)('%s', async (_, attack, refused) => {
    expect(await books.attempt('app', attack)).toBe(refused);
  });
});

describe('what the owner rewrites by night is found', () => {
  // prettier-ignore
  const tampering: [string, string, string][] = [
    ['an amount', 'update ledger.transfer set cents = cents + 1 where transaction = 2 and position = 1', 'the hash does not fit what is written'],
    ['who did it', 'update ledger.transaction set actor = gen_random_uuid() where seq = 2', 'the hash does not fit what is written'],
    ['when', `update ledger.transaction set at = at - interval '1 day' where seq = 3`, 'the hash does not fit what is written'],
    ['in whose name', `update ledger.account set award_id = gen_random_uuid() where kind = 'committed'`, 'the hash does not fit what is written'],
    ['the order', 'update ledger.transfer set position = position + 10 where transaction = 1 and position = 1', 'the hash does not fit what is written'],
    ['a transaction taken out', 'delete from ledger.transfer where transaction = 2; delete from ledger.transaction where seq = 2', 'a transaction is missing before this one'],
    ['the last taken away', 'delete from ledger.transfer where transaction = 7; delete from ledger.transaction where seq = 7', 'the head of the chain does not fit the last transaction'],
    ['the head gone', 'delete from ledger.head', 'the head of the chain does not fit the last transaction'],
    ['a balance', `update ledger.account set balance = balance + 1 where kind = 'available'`, 'the balance of account'],
    ['a floor', `update ledger.account set floored = false where kind = 'available'`, 'lost its floor or its side'],
  ];
  test.each(tampering)('%s', async (_, sql, fault) => {
    await books.owner.query('begin; set local session_replication_role = replica');
    await books.owner.query(sql);
    const faults = await books.faults();
    await books.owner.query('rollback');
    expect(faults.join('\n')).toContain(fault);
    expect(await books.faults()).toEqual([]);
  });
});

test('no more is approved for payment than is committed', async () => {
  const lines = approved(books.purse(), grant.award, 301);
  await expect(books.post({ kind: 'instalment.approved', subject: 'instalment:1', lines })).rejects.toThrow(
    'not enough',
  );
});

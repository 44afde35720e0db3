import { randomUUID } from 'node:crypto';
import {
  approved,
  committed,
  donorRefunded,
  type Line,
  offered,
  pledged,
  pledgeWrittenOff,
  received,
  restrictionMoved,
  spentOnRunning,
} from '../src/ledger/postings';
import { Books } from './support/books';
import { drop, type Guard, guardsHold, unguarded } from './support/guards';
import { type Grant, seedGrant } from './support/grant';

let books: Books;
let grant: Grant;
let ids: Record<
  'energy' | 'foreign' | 'theirs' | 'other' | 'given' | 'letter' | 'carriedOut' | 'rent' | 'rentAsked' | 'back',
  string
>;

beforeAll(async () => {
  books = await Books.open();
  const [energy, foreign] = [await books.addRestriction(), await books.addFund('EUR')];
  const theirs = await books.addRestriction('energy use', foreign);
  ids = {
    energy,
    foreign,
    theirs,
    other: randomUUID(),
    given: '',
    letter: '',
    carriedOut: '',
    rent: '',
    rentAsked: '',
    back: '',
  };
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
  ids.given = await books.give(200, energy);
  const letter = { kind: 'restriction_move', cents: 40, contribution: ids.given, restriction: energy } as const;
  ids.letter = await books.instruct({ ...letter, status: 'proposed' });
  ids.carriedOut = await books.instruct(letter);
  ids.rent = await books.instruct({ kind: 'overhead', cents: 50 });
  ids.rentAsked = await books.instruct({ kind: 'overhead', cents: 50, status: 'proposed' });
  ids.back = await books.instruct({ kind: 'donor_refund', cents: 30, contribution: ids.given, restriction: energy });
  const promise = pledged({ id: books.fund, currency: 'USD' }, null, 50);
  await books.post({ kind: 'pledge.signed', subject: 'pledge:1', lines: promise });
});
afterAll(() => books.close());

const account = (kind: string, more: object = {}) =>
  ({ book: 'budget', kind, fund: books.fund, currency: 'USD', ...more }) as Line['debit'];
const money = (kind: string, more: object = {}) => account(kind, { book: 'accounts', ...more });
const post = (kind: string, ...lines: (Line | object)[]) => books.posting({ kind, lines });
const line = (debit: Line['debit'], credit: Line['credit'], cents: unknown = 100) => ({ debit, credit, cents });

/** A transaction written by hand, past the posting function, with one transfer between the accounts found. */
const byHand = (kind: string, debit: string, credit: string) => `
  insert into ledger.transaction (seq, kind, subject, occurrence, key, body_hash, actor, at, hash)
    values (99, '${kind}', 'attack:1', 1, 'attack', '', gen_random_uuid(), now(), '');
  insert into ledger.transfer select 99, 1, d.id, c.id, 1 from ledger.account d, ledger.account c where ${debit} and ${credit} limit 1`;

interface Move {
  from?: string | null;
  to?: string | null;
  contribution?: string | null;
  cents?: number;
  occurrence?: number;
  lines?: number;
}

/** What the letter that was carried out says, and what somebody makes of it. */
const moved = (
  { from = ids.energy, to = null, contribution = ids.given, cents = 40, occurrence = 1, lines = 1 }: Move,
  subject = `instruction:${ids.carriedOut}`,
) => {
  const all = restrictionMoved({ id: books.fund, currency: 'USD' }, { contribution, restriction: from }, to, cents);
  return books.posting({ kind: 'restriction.moved', subject, occurrence, lines: Array(lines).fill(all).flat() });
};

const spent = (cents: number, subject: string, more: object = {}) =>
  books.posting({
    kind: 'overhead.paid',
    subject,
    lines: spentOnRunning(books.purse(), 'admin_expense', cents),
    ...more,
  });
const refunded = (cents: number, subject: string, contribution: string | null = ids.given) => {
  const lines = donorRefunded({ id: books.fund, currency: 'USD' }, { contribution, restriction: ids.energy }, cents);
  return books.posting({ kind: 'contribution.refunded', subject, lines });
};
/** What leaves the fund besides grants, without two people, or otherwise than they said. */
const uninstructed: Record<string, () => string> = {
  'nothing is spent on running the fund by one alone': () => spent(50, 'attack:1'),
  'nor before two have approved it': () => spent(50, `instruction:${ids.rentAsked}`),
  'nor more than they approved': () => spent(51, `instruction:${ids.rent}`),
  'nor twice': () => spent(50, `instruction:${ids.rent}`, { occurrence: 2 }),
  'nor out of a restriction that they did not name': () =>
    spent(50, `instruction:${ids.rent}`, { lines: spentOnRunning(books.purse(ids.energy), 'admin_expense', 50) }),
  'nor under an instruction for something else': () => spent(40, `instruction:${ids.carriedOut}`),
  'nor under one of another fund': () =>
    books.posting({
      ...{ kind: 'overhead.paid', subject: `instruction:${ids.rent}` },
      lines: spentOnRunning({ fund: ids.foreign, currency: 'EUR', order: [null] }, 'admin_expense', 50),
    }),
  'no donor is paid back by one alone': () => refunded(30, 'attack:1'),
  'nor more than two approved': () => refunded(31, `instruction:${ids.back}`),
  'nor out of another contribution': () => refunded(30, `instruction:${ids.back}`, null),
  'no pledge is written off by one alone': () =>
    books.posting({
      ...{ kind: 'pledge.written_off', subject: 'attack:1' },
      lines: pledgeWrittenOff({ id: books.fund, currency: 'USD' }, null, 5),
    }),
};

// prettier-ignore
const guards: Guard[] = [
  { law: 'L1: a transfer stays in one fund', as: 'owner', attack: () => byHand('contribution.received', `d.kind = 'bank_fees' and d.currency = 'USD'`, `c.kind = 'revenue' and c.currency = 'EUR'`), refused: 'LG007', without: () => drop('transfer_stays_together') },
  { law: 'L1: an award’s money is not another’s', as: 'app', attack: () => post('instalment.approved', line(account('committed', { award: grant.award }), account('payable', { award: ids.other }))), refused: 'LG007', without: () => drop('transfer_stays_together') },
  { law: 'L2: no stage below nothing', as: 'app', attack: () => post('round.reserved', line(account('available'), account('reserved', { round: books.round }), 1_000)), refused: 'account_floor', without: () => 'alter table ledger.account drop constraint account_floor' },
  { law: 'L3: no transfer is changed', as: 'app', attack: () => 'update ledger.transfer set cents = cents + 1 where position = 1', refused: '42501', without: () => unguarded('ledger.transfer') },
  { law: 'L3: no transaction is deleted', as: 'app', attack: () => 'delete from ledger.of_fund where transaction = 5; delete from ledger.transfer where transaction = 5; delete from ledger.transaction where seq = 5', refused: '42501', without: () => ['of_fund', 'transfer', 'transaction'].map((table) => unguarded(`ledger.${table}`)).join(';') },
  { law: 'L3: not by the owner either', as: 'owner', attack: () => 'update ledger.transfer set cents = cents + 1 where position = 1', refused: 'LG003', without: () => drop('transfer_append_only') },
  { law: 'L3: nothing is truncated', as: 'owner', attack: () => 'truncate ledger.transfer', refused: 'LG003', without: () => drop('transfer_no_truncate') },
  { law: 'L3: no balance is set by the application', as: 'app', attack: () => 'update ledger.account set balance = balance + 1', refused: '42501', without: () => 'grant update on ledger.account to innovation_fund_app' },
  { law: 'L4: nothing joins what is committed', as: 'owner', attack: () => `insert into ledger.transfer select 4, 99, f.debit, f.credit, 1 from ledger.transfer f where f.transaction = 4`, refused: 'LG004', without: () => `${drop('transfer_joins_its_own')}; ${drop('transfer_written_to_its_day')}` },
  { law: 'L5: cash moves with the unspent stages', as: 'app', attack: () => post('contribution.received', line(money('cash'), money('revenue'))), refused: 'LG005', without: () => drop('transfer_matches_cash') },
  { law: 'L5: whatever was said about constraints', as: 'app', attack: () => `set constraints all immediate; ${post('contribution.received', line(account('resources'), account('available')))}`, refused: 'LG005', without: () => drop('transfer_matches_cash') },
  { law: 'L6: money keeps its restriction', as: 'app', attack: () => post('round.reserved', line(account('available', { restriction: ids.energy }), account('reserved', { round: books.round }))), refused: 'LG006', without: () => drop('transfer_keeps_restriction') },
  { law: 'L6: money keeps its contribution', as: 'app', attack: () => post('round.reserved', line(account('available', { restriction: ids.energy, contribution: ids.given }), account('reserved', { restriction: ids.energy, round: books.round }))), refused: 'LG006', without: () => drop('transfer_keeps_restriction') },
  { law: 'L6: no letter, no move', as: 'app', attack: () => moved({}, 'attack:1'), refused: 'LG006', without: () => `${drop('transfer_keeps_restriction')}; ${drop('transfer_was_instructed')}` },
  { law: 'L6: a letter that two people have yet to carry out moves nothing', as: 'app', attack: () => moved({}, `instruction:${ids.letter}`), refused: 'LG006', without: () => `${drop('transfer_keeps_restriction')}; ${drop('transfer_was_instructed')}` },
  { law: 'L6: nor more than it says', as: 'app', attack: () => moved({ cents: 41 }), refused: 'LG006', without: () => `${drop('transfer_keeps_restriction')}; ${drop('transfer_was_instructed')}` },
  { law: 'L6: nor the other way', as: 'app', attack: () => moved({ from: null, to: ids.energy, contribution: null }), refused: 'LG006', without: () => `${drop('transfer_keeps_restriction')}; ${drop('transfer_was_instructed')}` },
  { law: 'L6: nor money of another contribution', as: 'app', attack: () => moved({ contribution: null }), refused: 'LG006', without: () => `${drop('transfer_keeps_restriction')}; ${drop('transfer_was_instructed')}` },
  { law: 'L6: nor twice, as another occurrence', as: 'app', attack: () => moved({ occurrence: 2 }), refused: 'LG006', without: () => `${drop('transfer_keeps_restriction')}; ${drop('transfer_was_instructed')}` },
  { law: 'L6: nor twice at once', as: 'app', attack: () => moved({ lines: 2 }), refused: 'LG006', without: () => `${drop('transfer_keeps_restriction')}; ${drop('transfer_was_instructed')}` },
  ...Object.entries(uninstructed).map(([law, attack]): Guard => ({ law: `L11: ${law}`, as: 'app', attack, refused: 'LG009', without: () => drop('transfer_was_instructed') })),
  { law: 'L7: an event is posted once', as: 'app', attack: () => books.posting({ kind: 'round.reserved', subject: `round:${books.round}`, lines: [line(account('available'), account('reserved', { round: books.round }))] }), refused: 'transaction_once', without: () => 'alter table ledger.transaction drop constraint transaction_once' },
  { law: 'L8: a key is used once', as: 'owner', attack: () => `${byHand('round.reserved', `d.kind = 'available' and d.currency = 'USD' and d.restriction_id is null`, `c.kind = 'reserved' and c.restriction_id is null`).replace(`'attack', ''`, `(select key from ledger.transaction where seq = 1), ''`)}`, refused: 'transaction_key', without: () => 'alter table ledger.transaction drop constraint transaction_key' },
  { law: 'L9: what is paid was committed before', as: 'app', attack: () => post('instalment.approved', line(account('offered', { award: ids.other }), account('payable', { award: ids.other }))), refused: 'LG008', without: () => drop('transfer_goes_a_known_way') },
  { law: 'L9: no more than the award', as: 'app', attack: () => post('instalment.approved', line(account('committed', { award: grant.award }), account('payable', { award: grant.award }), 301)), refused: 'account_floor', without: () => 'alter table ledger.account drop constraint account_floor' },
  { law: 'L15: an account keeps its currency', as: 'owner', attack: () => `update ledger.account set currency = 'EUR' where fund_id = '${books.fund}'`, refused: 'LG003', without: () => `${drop('account_identity', 'ledger.account')}; alter table ledger.account drop constraint account_of_fund` },
  { law: 'L15: a fund has one currency', as: 'app', attack: () => post('contribution.received', line(account('resources', { currency: 'EUR' }), account('available', { currency: 'EUR' })), line(money('cash', { currency: 'EUR' }), money('revenue', { currency: 'EUR' }))), refused: 'account_of_fund', without: () => 'alter table ledger.account drop constraint account_of_fund' },
  { law: 'L15: a restriction belongs to its fund', as: 'app', attack: () => post('contribution.received', line(account('resources', { restriction: ids.theirs }), account('available', { restriction: ids.theirs })), line(money('cash'), money('revenue'))), refused: 'account_of_restriction', without: () => 'alter table ledger.account drop constraint account_of_restriction' },
  { law: 'L15: a contribution belongs to its fund', as: 'app', attack: () => books.posting({ kind: 'contribution.received', lines: received({ id: ids.foreign, currency: 'EUR' }, { restriction: null, contribution: ids.given }, 100, 0) }), refused: 'account_of_contribution', without: () => 'alter table ledger.account drop constraint account_of_contribution' },
  { law: 'L15: nothing arrives on a pledge beyond it', as: 'app', attack: () => post('contribution.received', line(account('resources'), account('available')), line(money('cash'), money('pledges'))), refused: 'pledges_floor', without: () => drop('account_pledges_floor', 'ledger.account') },
  { law: 'L15: amounts stay exact', as: 'app', attack: () => post('contribution.received', line(account('resources'), account('available'), 2 ** 53), line(money('cash'), money('revenue'), 2 ** 53)), refused: 'account_exact', without: () => 'alter table ledger.account drop constraint account_exact' },
];

guardsHold('the database itself holds', guards, () => books);

test('what two people have instructed is posted as they said', async () => {
  for (const allowed of [moved({}), spent(50, `instruction:${ids.rent}`), refunded(30, `instruction:${ids.back}`)])
    expect(await books.attempt('app', allowed)).toBe('done');
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
    ['more than there is', () => post('round.reserved', draw(891, [ids.energy, null])), 'LG001'],
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
    ['write what is kept of a day', `update ledger.day set cents = 0`, '42501'],
    ['write a day of its own', `insert into ledger.day select fund_id, currency, kind, restriction_id, '2020-01-01', 1 from ledger.day`, '42501'],
    ['take a transaction from a fund’s list', `delete from ledger.of_fund`, '42501'],
    ['keep a day', `select ledger.keep_day()`, '42501'],
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
    ['the last taken away', 'delete from ledger.transfer where transaction = 9; delete from ledger.transaction where seq = 9', 'the head of the chain does not fit the last transaction'],
    ['the head gone', 'delete from ledger.head', 'the head of the chain does not fit the last transaction'],
    ['a balance', `update ledger.account set balance = balance + 1 where kind = 'available'`, 'the balance of account'],
    ['a day', `update ledger.day set cents = cents + 1 where kind = 'reserved'`, 'what is kept of reserved on'],
    ['a day taken out', `delete from ledger.day where kind = 'reserved'`, 'what is kept of reserved on'],
    ['what is a fund’s', `delete from ledger.of_fund where transaction = 3`, 'it is not listed among those of its fund'],
    ['in whose contribution', `update ledger.account set contribution_id = gen_random_uuid() where kind = 'committed'`, 'the hash does not fit what is written'],
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

import { randomUUID } from 'node:crypto';
import { approved, committed, failed, offered, released } from '../src/ledger/postings';
import { Books } from './support/books';
import { drop, type Guard, guardsHold, unguarded } from './support/guards';
import { type Grant, seedGrant } from './support/grant';

let books: Books;
let grant: Grant;
let ids: Record<'instruction' | 'amendment' | 'refund' | 'entered' | 'file', string>;

beforeAll(async () => {
  books = await Books.open();
  grant = await seedGrant(books, randomUUID());
  ids = {
    instruction: randomUUID(),
    amendment: randomUUID(),
    refund: randomUUID(),
    entered: randomUUID(),
    file: randomUUID(),
  };
  await books.receive(1000);
  await books.reserve(800);
  const [purse, subject] = [books.purse(), `award:${grant.award}`];
  await books.post({ kind: 'award.approved', subject, lines: offered(purse, books.round, grant.award, 300) });
  await books.post({ kind: 'award.accepted', subject, lines: committed(purse, grant.award, 300) });
  await books.owner.query(`
    insert into instruction (id, fund_id, kind, amount_cents, currency, expense, reason, proposed_by, proposed_at)
      values ('${ids.instruction}', '${books.fund}', 'overhead', 100, 'USD', 'admin_expense', 'Rent', '${finn()}', now());
    insert into amendment (id, award_id, number, change_cents, currency, reason, needs_approval, proposed_by, proposed_at)
      values ('${ids.amendment}', '${grant.award}', 1, 50, 'USD', 'Dearer', true, '${finn()}', now());
    insert into refund (id, award_id, amount_cents, currency, reason, due_on, demanded_by, demanded_at, write_off_proposed_by, written_off_cents)
      values ('${ids.refund}', '${grant.award}', 100, 'USD', 'Unspent', '2026-06-01', '${finn()}', now(), '${finn()}', 60);
    insert into file (id, name, media_type, size, sha256, content, uploaded_by, uploaded_at)
      values ('${ids.file}', 'letter.pdf', 'application/pdf', 1, sha256('x'), 'x', '${finn()}', now())`);
});
afterAll(() => books.close());

const finn = () => books.actor.id;
const [anna, bo] = [() => books.others[0], () => books.others[1]];
const all = (...steps: string[]) => steps.join('; ');

type Kind = 'award' | 'instalment' | 'instruction' | 'amendment' | 'refund';
const kinds: Kind[] = ['award', 'instalment', 'instruction', 'amendment', 'refund'];
const idOf = (kind: Kind) => ({ ...ids, award: grant.award, instalment: grant.instalment })[kind];
const say = (kind: Kind, who: string, cycle = 1, id = idOf(kind)) =>
  `insert into approval (subject_kind, subject_id, cycle, approver_id, at) values ('${kind}', '${id}', ${cycle}, '${who}', now())`;
const request = () =>
  `update instalment set status = 'requested', requested_by = '${finn()}', requested_at = now() where id = '${grant.instalment}'`;
const leaves = () => `update person set disabled_at = now() where id = '${grant.gone}'`;
/** What makes it ready to be approved, and what the last approval does to it. */
const ready = (kind: Kind) => (kind === 'instalment' ? request() : 'select 1');
const addInstalment = (cents: number, id: string = randomUUID(), number = 2) =>
  `insert into instalment (id, award_id, lead_id, number, amount_cents, currency, due_on, planned_by, planned_at)
   values ('${id}', '${grant.award}', '${grant.city}', ${number}, ${cents}, 'USD', '2026-03-01', '${finn()}', now())`;
const decide = (kind: Kind) =>
  ({
    award: `update award set status = 'approved'`,
    instalment: `update instalment set status = 'approved'`,
    instruction: `update instruction set status = 'carried_out'`,
    amendment: all(
      `update amendment set status = 'approved'`,
      'update award set amount_cents = 350',
      addInstalment(50),
    ),
    refund: `update refund set status = 'written_off'`,
  })[kind];
const asksForThree = () =>
  `insert into approval_threshold (fund_id, from_cents, approvals) values ('${books.fund}', 50, 3)`;
const allowed = (kind: Kind) => all(ready(kind), say(kind, anna()), say(kind, bo()), decide(kind));

const perKind = (kind: Kind): Guard[] => {
  const enough = () => drop(`${kind}_enough_approvals`, kind);
  return [
    {
      ...{ law: `L11: nobody approves their own ${kind}`, as: 'app', refused: 'approval_by_another' },
      attack: () => all(ready(kind), say(kind, finn())),
      without: () => drop('approval_needs_another', 'approval'),
    },
    {
      ...{ law: `L11: nobody approves an ${kind} twice`, as: 'app', refused: 'approval_once' },
      attack: () => all(ready(kind), say(kind, anna()), say(kind, anna())),
      without: () => 'alter table approval drop constraint approval_once',
    },
    {
      ...{ law: `L11: one approval of an ${kind} is not enough`, as: 'app', refused: 'enough_approvals' },
      attack: () => all(ready(kind), say(kind, anna()), decide(kind)),
      without: enough,
    },
    {
      ...{ law: `L11: who has left does not count for an ${kind}`, as: 'app', refused: 'enough_approvals' },
      attack: () => all(ready(kind), say(kind, anna()), say(kind, grant.gone), leaves(), decide(kind)),
      without: enough,
    },
    {
      ...{ law: `L11: a large ${kind} is approved by three`, as: 'app', refused: 'enough_approvals' },
      attack: () => all(asksForThree(), allowed(kind)),
      without: enough,
    },
    {
      ...{ law: `L11: an ${kind} is not born approved`, as: 'app', refused: 'enough_approvals' },
      attack: () => bornApproved(kind),
      without: enough,
    },
  ];
};

/** A copy of the row under another id that has its last status from the beginning. */
const bornApproved = (kind: Kind) => {
  const status = {
    award: 'approved',
    instalment: 'approved',
    instruction: 'carried_out',
    amendment: 'approved',
    refund: 'written_off',
  }[kind];
  const changes = {
    award: `'application_id', (select id from spare)`,
    instalment: `'number', 2`,
    instruction: `'reason', 'Again'`,
    amendment: `'number', 2, 'change_cents', 0`,
    refund: `'reason', 'Again'`,
  }[kind];
  const spare = `create temp table spare as select gen_random_uuid() as id; grant select on spare to public;
    insert into application select (jsonb_populate_record(a, jsonb_build_object('id', s.id))).* from application a, spare s`;
  const copy = `insert into ${kind} overriding user value select (jsonb_populate_record(t,
    jsonb_build_object('id', gen_random_uuid(), 'status', '${status}', ${changes}))).* from ${kind} t`;
  const rid = kind === 'instalment' ? `delete from instalment where number = 1` : 'select 1';
  return all(
    kind === 'award'
      ? spare.replace('insert into application', 'insert into application overriding user value')
      : 'select 1',
    copy,
    rid,
  );
};

test.each(kinds)('two others approve an %s, or three where it is large', async (kind) => {
  expect(await books.attempt('app', allowed(kind))).toBe('done');
  const three = all(
    asksForThree(),
    ready(kind),
    ...[anna(), bo(), grant.cleo].map((who) => say(kind, who)),
    decide(kind),
  );
  expect(await books.attempt('app', three)).toBe('done');
});

guardsHold('nothing is approved alone', kinds.flatMap(perKind), () => books);

const enters = (who: string, id = ids.entered) => `
  insert into bank_account (id, holder_kind, holder_id, holder_name, country, currency, kind, last_four, cipher, entered_by, entered_at, hold_until)
    values ('${id}', 'organisation', '${grant.city}', 'Oslo', 'NO', 'USD', 'iban', '3333', '\\x00', '${who}', '2026-02-01', '2026-02-04')`;
const another = () => drop('approval_needs_another', 'approval');
const stays = (table: string, trigger = `${table}_stays`) => drop(trigger, table);

// prettier-ignore
const more: Guard[] = [
  { law: 'who entered the bank details does not approve what goes there', as: 'app', attack: () => all(request(), say('instalment', grant.eve)), refused: 'approval_by_another', without: another },
  { law: 'nor behind newer details that somebody else has entered', as: 'app', attack: () => all(enters(grant.carl), request(), say('instalment', grant.eve)), refused: 'approval_by_another', without: another },
  { law: 'nor by entering them after the approval', as: 'app', attack: () => all(request(), say('instalment', anna()), say('instalment', bo()), enters(bo()), decide('instalment')), refused: 'enough_approvals', without: () => drop('instalment_enough_approvals', 'instalment') },
  { law: 'nor before the release', as: 'app', attack: () => all(allowed('instalment'), enters(bo()), `update instalment set status = 'released'`), refused: 'enough_approvals', without: () => drop('instalment_enough_approvals', 'instalment') },
  { law: 'nobody approves what nobody has asked for', as: 'app', attack: () => say('instalment', anna()), refused: 'approval_by_another', without: another },
  { law: 'nobody approves a cycle that is still to come', as: 'app', attack: () => all(request(), say('instalment', anna(), 2)), refused: 'approval_by_another', without: another },
  { law: 'a revoked approval does not come back', as: 'app', attack: () => all(allowed('instalment'), `update instalment set status = 'planned', approval_cycle = 2`, `update instalment set approval_cycle = 1`), refused: 'proposal_stays', without: () => stays('instalment', 'instalment_plan_stays') },
  { law: 'what was requested by one is not another’s afterwards', as: 'app', attack: () => all(request(), `update instalment set requested_by = '${anna()}'`), refused: 'proposal_stays', without: () => stays('instalment', 'instalment_plan_stays') },
  { law: 'an instalment keeps its amount', as: 'app', attack: () => all('update instalment set amount_cents = 299', addInstalment(1)), refused: 'proposal_stays', without: () => stays('instalment', 'instalment_plan_stays') },
  { law: 'an instalment that is asked for is not deleted', as: 'app', attack: () => all(request(), 'delete from instalment'), refused: 'proposal_stays', without: () => stays('instalment', 'instalment_not_deleted') },
  { law: 'approvals are not inherited under the same id', as: 'app', attack: () => all(request(), say('instalment', anna()), `update instalment set status = 'planned'`, 'delete from instalment', addInstalment(300, grant.instalment)), refused: 'proposal_stays', without: () => stays('instalment', 'instalment_is_new') },
  { law: 'nor by another row that takes the id', as: 'app', attack: () => `update award set id = gen_random_uuid()`, refused: 'proposal_stays', without: () => all(stays('award', 'award_proposal_stays'), 'alter table instalment drop constraint instalment_award_id_fkey', 'alter table amendment drop constraint amendment_award_id_fkey', 'alter table refund drop constraint refund_award_id_fkey') },
  { law: 'an award keeps its city', as: 'app', attack: () => `update award set lead_id = '${grant.elsewhere}'`, refused: 'proposal_stays', without: () => stays('award', 'award_proposal_stays') },
  { law: 'an award keeps the amount that was first approved', as: 'app', attack: () => all('update award set original_cents = 350, amount_cents = 350', addInstalment(50)), refused: 'proposal_stays', without: () => stays('award', 'award_proposal_stays') },
  { law: 'the payee stays while a payment is asked for', as: 'app', attack: () => all(request(), `update award set payee_id = '${grant.elsewhere}'`), refused: 'proposal_stays', without: () => stays('award', 'award_payee_stays') },
  { law: 'an instruction stays as it was read', as: 'app', attack: () => `update instruction set amount_cents = 1000`, refused: 'proposal_stays', without: () => stays('instruction') },
  { law: 'an amendment stays as it was read', as: 'app', attack: () => `update amendment set change_cents = 500`, refused: 'proposal_stays', without: () => stays('amendment') },
  { law: 'an amendment cannot do without approval after all', as: 'app', attack: () => `update amendment set needs_approval = false, change_cents = -1, kind = 'close_out'`, refused: 'proposal_stays', without: () => stays('amendment') },
  { law: 'a refund stays as it was demanded', as: 'app', attack: () => `update refund set amount_cents = 200`, refused: 'proposal_stays', without: () => stays('refund') },
  { law: 'whoever proposed a write-off stays its proposer', as: 'app', attack: () => all(`update refund set write_off_proposed_by = '${anna()}'`, say('refund', finn())), refused: 'proposal_stays', without: () => stays('refund') },
  { law: 'bank details stay as they were entered', as: 'app', attack: () => `update bank_account set cipher = '\\x01'`, refused: 'proposal_stays', without: () => stays('bank_account') },
  { law: 'down to the bank', as: 'app', attack: () => `update bank_account set bic = 'EVILXXXX'`, refused: 'proposal_stays', without: () => stays('bank_account') },
  { law: 'and to who confirmed them', as: 'app', attack: () => `update bank_account set confirmed_by = '${anna()}'`, refused: 'proposal_stays', without: () => stays('bank_account') },
  { law: 'nobody confirms what they entered', as: 'app', attack: () => all(`update bank_account set status = 'replaced'`, enters(grant.eve), `update bank_account set status = 'confirmed', confirmed_by = '${grant.eve}' where id = '${ids.entered}'`), refused: 'bank_account_by_another', without: () => 'alter table bank_account drop constraint bank_account_by_another' },
  { law: 'a payee has one account', as: 'app', attack: () => all(enters(finn()), `update bank_account set status = 'confirmed', confirmed_by = '${anna()}' where id = '${ids.entered}'`), refused: 'bank_account_one_confirmed', without: () => 'drop index bank_account_one_confirmed' },
  { law: 'not with a table of one’s own', as: 'app', attack: () => all(`create temp table fund as select id, 0 as approvals_required from public.fund`, decide('award')), refused: 'enough_approvals', without: () => all('alter function approvals_needed(uuid, bigint) reset search_path', 'alter function enough_approvals() reset search_path') },
  { law: 'an approval stays', as: 'owner', attack: () => all(say('award', anna()), 'delete from approval'), refused: 'LG003', without: () => drop('approval_append_only', 'approval') },
];
guardsHold('L11: who approves, and what', more, () => books);

// prettier-ignore
const sums: Guard[] = [
  { law: 'an award is what its amendments make it', as: 'app', attack: () => all('update award set amount_cents = 350', addInstalment(50)), refused: 'amount_adds_up', without: () => drop('award_amount_adds_up', 'award') },
  { law: 'an amendment is carried into the award', as: 'app', attack: () => all(say('amendment', anna()), say('amendment', bo()), `update amendment set status = 'approved'`), refused: 'amount_adds_up', without: () => drop('amendment_amount_adds_up', 'amendment') },
  { law: 'the plan follows the award', as: 'app', attack: () => all(say('amendment', anna()), say('amendment', bo()), `update amendment set status = 'approved'`, 'update award set amount_cents = 350'), refused: 'plan_adds_up', without: () => drop('award_plan_adds_up', 'award') },
  { law: 'a plan is not a cent more', as: 'app', attack: () => addInstalment(1), refused: 'plan_adds_up', without: () => drop('instalment_plan_adds_up', 'instalment') },
  { law: 'what is dropped does not count', as: 'app', attack: () => all(addInstalment(299), `update instalment set status = 'dropped' where number = 1`), refused: 'plan_adds_up', without: () => drop('instalment_plan_adds_up', 'instalment') },
  { law: 'a pledge is the sum of its parts', as: 'app', attack: () => pledge(99), refused: 'pledge_adds_up', without: () => all(drop('pledge_adds_up', 'pledge'), drop('pledge_part_adds_up', 'pledge_part')) },
  { law: 'a pledge has parts', as: 'app', attack: () => pledge(), refused: 'pledge_adds_up', without: () => drop('pledge_adds_up', 'pledge') },
  { law: 'a pledge does not grow beside its parts', as: 'app', attack: () => all(pledge(100), `set constraints all immediate`, `update pledge set amount_cents = 200`), refused: 'pledge_adds_up', without: () => drop('pledge_adds_up', 'pledge') },
];
const pledge = (part?: number) => `
  insert into pledge (id, fund_id, funder_id, amount_cents, currency, signed_on, created_at, created_by)
    values ('${ids.file}', '${books.fund}', '${books.funder}', 100, 'USD', '2026-01-01', now(), '${finn()}');
  ${part === undefined ? 'select 1' : `insert into pledge_part (pledge_id, number, due_on, amount_cents) values ('${ids.file}', 1, '2026-02-01', ${part})`}`;
guardsHold('L13: it adds up', sums, () => books);

test('a plan whose first instalment is dropped for two others adds up', async () => {
  const replan = all(`update instalment set status = 'dropped'`, addInstalment(299), addInstalment(1, randomUUID(), 3));
  expect(await books.attempt('app', replan)).toBe('done');
});

const post = (kind: 'instalment.approved' | 'payment.released' | 'payment.failed', id: string) => {
  const lines = { 'instalment.approved': approved, 'payment.released': released, 'payment.failed': failed }[kind](
    books.purse(),
    grant.award,
    300,
  );
  return books.posting({ kind, subject: `attack:${id}`, key: `attack:${kind}:${id}`, lines });
};
interface Payment {
  attempt?: number;
  cents?: number;
  account?: string;
  by?: string;
  at?: string;
  pay?: string;
}
const pay = ({
  attempt = 1,
  cents = 300,
  account = grant.account,
  by = finn(),
  at = '2026-03-01',
  pay: own = `'USD', ${cents}`,
}: Payment = {}) => `
  insert into payment (instalment_id, attempt, amount_cents, currency, bank_account_id, end_to_end, pay_currency, pay_cents, rate, released_by, released_at)
    values ('${grant.instalment}', ${attempt}, ${cents}, 'USD', '${account}', 'E${attempt}', ${own}, ${own.includes('USD') ? 'null' : '1'}, '${by}', '${at}')`;
const toBank = () =>
  all(allowed('instalment'), post('instalment.approved', '1'), `update instalment set status = 'released'`);
const paid = (payment: Payment = {}) => all(toBank(), pay(payment), post('payment.released', '1'));
const sent = (payment: Payment) => all(toBank(), pay(payment));
const payee = () => all(drop('payment_to_payee', 'payment'), drop('payment_is_posted', 'payment'));

// prettier-ignore
const payments: Guard[] = [
  { law: 'L10: one live payment an instalment', as: 'app', attack: () => all(paid(), pay({ attempt: 2 })), refused: 'payment_one_live', without: () => all('drop index payment_one_live', drop('payment_is_posted', 'payment')) },
  { law: 'L10: not after it is settled either', as: 'app', attack: () => all(paid(), `update payment set status = 'settled'`, pay({ attempt: 2 })), refused: 'payment_one_live', without: () => 'drop index payment_one_live' },
  { law: 'L10: what was paid is not deleted', as: 'app', attack: () => all(paid(), 'delete from payment'), refused: '42501', without: () => all('grant delete on payment to innovation_fund_app', drop('payment_is_posted', 'payment')) },
  { law: 'L12: what failed does not come back from the payee', as: 'app', attack: () => all(paid(), `update payment set status = 'failed'`, `update payment set status = 'returned'`), refused: 'legal_step', without: () => all(drop('payment_legal_step', 'payment'), drop('payment_is_posted', 'payment')) },
  { law: 'L12: nothing is approved that nobody requested', as: 'app', attack: () => `update instalment set status = 'approved'`, refused: 'enough_approvals', without: () => all(drop('instalment_enough_approvals', 'instalment'), drop('instalment_legal_step', 'instalment')) },
  { law: 'nothing leaves that the ledger has not released', as: 'app', attack: () => sent({}), refused: 'payment_is_posted', without: () => drop('payment_is_posted', 'payment') },
  { law: 'nothing leaves of an instalment that is not released', as: 'app', attack: () => all(allowed('instalment'), post('instalment.approved', '1'), pay(), post('payment.released', '1')), refused: 'payment_is_posted', without: () => drop('payment_is_posted', 'payment') },
  { law: 'a payment that is posted and not written down is found too', as: 'app', attack: () => all(paid(), `update payment set status = 'failed'`), refused: 'payment_is_posted', without: () => drop('payment_is_posted', 'payment') },
  { law: 'what could not be paid is given up only with its money, and once the grant has ended', as: 'app', attack: () => all(paid(), `update payment set status = 'failed'`, `update instalment set status = 'failed'`, post('payment.failed', '1'), `update instalment set status = 'dropped'`), refused: 'given_up_is_freed', without: () => drop('instalment_given_up_is_freed', 'instalment') },
  { law: 'nothing goes to details that nobody confirmed', as: 'app', attack: () => all(toBank(), enters(grant.carl), pay({ account: ids.entered })), refused: 'payment_to_payee', without: payee },
  { law: 'nothing goes out while they are on hold', as: 'app', attack: () => sent({ at: '2026-01-03' }), refused: 'payment_to_payee', without: payee },
  { law: 'nothing goes to somebody else', as: 'app', attack: () => sent({ account: grant.theirs }), refused: 'payment_to_payee', without: payee },
  { law: 'nothing goes nowhere', as: 'app', attack: () => sent({}).replace(`'${grant.account}'`, 'null'), refused: 'payment_to_payee', without: payee },
  { law: 'who entered the details does not release to them', as: 'app', attack: () => sent({ by: grant.eve }), refused: 'payment_to_payee', without: payee },
  { law: 'nor who entered newer ones', as: 'app', attack: () => all(toBank(), enters(grant.carl), pay({ by: grant.carl })), refused: 'payment_to_payee', without: payee },
  { law: 'who said that it did not arrive does not release it again', as: 'app', attack: () => all(paid({ at: '2099-03-01' }), `update payment set status = 'failed', answered_by = '${finn()}'`, pay({ attempt: 2 })), refused: 'payment_by_another', without: payee },
  { law: 'a payment is its instalment', as: 'app', attack: () => sent({ cents: 301 }), refused: 'payment_amount', without: payee },
  { law: 'in the currency of the account', as: 'app', attack: () => sent({ pay: `'EUR', 300` }), refused: 'payment_amount', without: payee },
  { law: 'and in its own currency to the cent', as: 'app', attack: () => sent({ pay: `'USD', 3000` }), refused: 'payment_amounts', without: () => all('alter table payment drop constraint payment_amounts', drop('payment_is_posted', 'payment')) },
  { law: 'a payment stays where it goes', as: 'app', attack: () => all(paid(), `update payment set bank_account_id = '${grant.theirs}'`), refused: 'proposal_stays', without: () => drop('payment_stays', 'payment') },
  { law: 'and what it is', as: 'app', attack: () => all(paid(), `update payment set pay_cents = 3000, amount_cents = 3000`), refused: 'proposal_stays', without: () => all(drop('payment_stays', 'payment'), drop('payment_is_posted', 'payment')) },
  { law: 'it goes into one file', as: 'app', attack: () => all(paid(), paymentFile('M1'), `update payment set payment_file_id = (select id from payment_file)`, `update payment set payment_file_id = null`), refused: 'proposal_stays', without: () => drop('payment_stays', 'payment') },
];
const paymentFile = (message: string) => `
  insert into payment_file (fund_id, message_id, payments, control_sum, sha256, cipher, made_by, made_at)
    values ('${books.fund}', '${message}', 1, '3.00', '\\x00', '\\x00', '${finn()}', now())`;
guardsHold('what leaves the fund', payments, () => books);

test('a payment that came back may go out again, once', async () => {
  const back = all(
    paid(),
    `update payment set status = 'settled'`,
    `update instalment set status = 'settled'`,
    `update payment set status = 'returned'`,
  );
  const again = all(
    back,
    `update instalment set status = 'returned'`,
    `update instalment set status = 'released'`,
    pay({ attempt: 2 }),
  );
  expect(await books.attempt('app', again)).toBe('done');
  expect(await books.attempt('app', all(again, pay({ attempt: 3 })))).toBe('payment_one_live');
});

const reading = () =>
  `insert into bank_reading (bank_account_id, person_id, at, why) values ('${grant.account}', '${finn()}', now(), 'A call')`;
// prettier-ignore
const kept: Guard[] = [
  { law: 'a file is what its hash says', as: 'app', attack: () => `insert into file (name, media_type, size, sha256, content, uploaded_by, uploaded_at) values ('a.pdf', 'application/pdf', 1, sha256('y'), 'x', '${finn()}', now())`, refused: 'file_whole', without: () => 'alter table file drop constraint file_whole' },
  { law: 'and as long as it says', as: 'app', attack: () => `insert into file (name, media_type, size, sha256, content, uploaded_by, uploaded_at) values ('a.pdf', 'application/pdf', 2, sha256('x'), 'x', '${finn()}', now())`, refused: 'file_whole', without: () => 'alter table file drop constraint file_whole' },
  ...Object.entries({ file: 'name', bank_reading: 'why', payment_file: 'payments' }).flatMap(([table, column]): Guard[] => [
    { law: `${table} is not changed`, as: 'app', attack: () => all(reading(), paymentFile('M1'), `update ${table} set ${column} = ${column}`), refused: '42501', without: () => unguarded(table) },
    { law: `${table} is not changed by the owner`, as: 'owner', attack: () => all(reading(), paymentFile('M1'), `delete from ${table}`), refused: 'LG003', without: () => drop(`${table}_append_only`, table) },
    // Without the triggers of all the tables that would be emptied with it.
    { law: `${table} is not emptied`, as: 'owner', attack: () => `truncate ${table} cascade`, refused: 'LG003', without: () => table === 'file' ? 'set local session_replication_role = replica' : drop(`${table}_no_truncate`, table) },
  ]),
  ...(['pledge', 'instruction', 'amendment', 'refund', 'bank_account', 'bank_statement', 'bank_entry'] as const).map((table): Guard => (
    { law: `${table} is not deleted by the application`, as: 'app', attack: () => `delete from ${table} where false`, refused: '42501', without: () => `grant delete on ${table} to innovation_fund_app` })),
];
guardsHold('what is kept as it was', kept, () => books);

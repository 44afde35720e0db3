import type { PostingKind } from '../../src/ledger/ledger.service';
import * as postings from '../../src/ledger/postings';
import type { Instruction } from './books';
import { type Change, pot } from './plain-books';
import { type Command, type Ground, home } from './walk';

/** What a command comes to: what is posted, and what plain arithmetic says that it does. */
export interface Step {
  lines: postings.Line[];
  changes: Change[];
  /** What a draw finds, where that is too little. */
  short?: number;
  /** Whose name it goes under, where that matters. */
  subject?: string;
}

interface Draw {
  from: string;
  to: string;
  lines: (purse: postings.Purse, cents: number) => postings.Line[];
  /** What is debited and what is credited in the accounts. */
  books?: [debit: string, credit: string];
  backwards?: true;
  /** What people have instructed, where it takes that; it is then drawn from one restriction. */
  instruction?: Instruction['kind'];
}
type Kind = Exclude<PostingKind, 'correction'>;
type Row = (ground: Ground, command: Command) => Draw | Promise<Step> | Step;

const debitNormal = /^(cash|pledges|refunds_due|bank_fees|admin_expense|grant_expense|bad_debt|fx_loss)/;
const book = (debit: string, credit: string, cents: number): Change[] => [
  { account: `accounts ${debit}`, cents: debitNormal.test(debit) ? cents : -cents },
  { account: `accounts ${credit}`, cents: debitNormal.test(credit) ? -cents : cents },
];
const part = (whole: number, { share }: Command): number => Math.max(1, Math.ceil((whole * share) / 1000));
const fundOf = ({ books }: Ground) => ({ id: books.fund, currency: 'USD' });
const roundOf = (ground: Ground, { award }: Command): string => ground.rounds[award % 2] as string;
const reservedOf = ({ award }: Command): string => `reserved/${award % 2}`;

/** Draws between the stages of an award, forwards or back, and what they do to its accounts. */
const ofAward =
  (
    [from, to]: [string, string],
    lines: (purse: postings.Purse, award: string, cents: number) => postings.Line[],
    books?: [string, string],
    backwards?: true,
  ): Row =>
  (ground, { award }) => {
    const at = (name: string): string => (/^(available|cash)$/.test(name) ? name : `${name}/${award}`);
    return {
      ...{ from: at(from), to: at(to), lines: (purse, cents) => lines(purse, ground.awards[award] as string, cents) },
      ...(books ? { books: [at(books[0]), at(books[1])] } : {}),
      ...(backwards ? { backwards } : {}),
    };
  };

/** Between an award and its round, or what is free. */
const ofRound =
  (
    stage: string,
    sense: 'in' | 'out',
    lines: (purse: postings.Purse, round: string | undefined, award: string, cents: number) => postings.Line[],
    backwards?: true,
  ): Row =>
  (ground, command) => {
    const [own, there] = [`${stage}/${command.award}`, command.other ? 'available' : reservedOf(command)];
    const round = command.other ? undefined : roundOf(ground, command);
    return {
      ...(sense === 'in' ? { from: there, to: own } : { from: own, to: there }),
      lines: (purse, cents) => lines(purse, round, ground.awards[command.award] as string, cents),
      ...(backwards ? { backwards } : {}),
    };
  };

const instructed = async ({ books }: Ground, instruction: Instruction): Promise<{ subject: string }> => ({
  subject: `instruction:${await books.instruct(instruction)}`,
});

const rows: Record<Kind, Row> = {
  'pledge.signed': (ground, { share, order: [first = null] }) => ({
    lines: postings.pledged(fundOf(ground), ground.restriction(first), share + 1),
    changes: book(`pledges r${first}`, `revenue r${first}`, share + 1),
  }),
  'contribution.received': (ground, { share, contribution, other, which }) => {
    const restriction = home(contribution);
    const [gross, fee] = [3 * share + 30, which % 2 === 0 ? 3 : 0];
    const source = `${other ? 'pledges' : 'revenue'} r${restriction}`;
    const gift = { contribution: ground.gifts[contribution] as string, restriction: ground.restriction(restriction) };
    const stages = ['resources', 'available'].map((stage) => ({
      account: pot(stage, restriction, contribution),
      cents: gross - fee,
    }));
    return {
      lines: postings.received(fundOf(ground), gift, gross, fee, other),
      changes: [...stages, ...book('cash', source, gross - fee), ...book('bank_fees', source, fee)],
    };
  },
  'pledge.written_off': async (ground, command) => {
    const [first = null] = command.order;
    const cents = part(ground.plain.of(`accounts pledges r${first}`), command);
    return {
      ...(await instructed(ground, { kind: 'pledge_write_off', cents })),
      lines: postings.pledgeWrittenOff(fundOf(ground), ground.restriction(first), cents),
      changes: book('bad_debt', `pledges r${first}`, cents),
    };
  },
  'contribution.refunded': async (ground, command) => {
    const { contribution, order: [restriction = null] } = command; // prettier-ignore
    const from = pot('available', restriction, contribution);
    const cents = part(ground.plain.of(from), command);
    const gift = { contribution: ground.gifts[contribution] as string, restriction: ground.restriction(restriction) };
    const stages = [from, pot('resources', restriction, contribution)].map((account) => ({ account, cents: -cents }));
    return {
      ...(await instructed(ground, { kind: 'donor_refund', cents, ...gift })),
      lines: postings.donorRefunded(fundOf(ground), gift, cents),
      changes: [...stages, ...book(`revenue r${restriction}`, 'cash', cents)],
    };
  },
  'restriction.moved': async (ground, command) => {
    const { contribution, order: [from = null] } = command; // prettier-ignore
    const to = from === 0 ? 1 : from === 1 ? null : 0;
    const cents = part(ground.plain.of(pot('available', from, contribution)), command);
    const [gift, source, target] = [
      ground.gifts[contribution] as string,
      ground.restriction(from),
      ground.restriction(to),
    ];
    const letter = { kind: 'restriction_move', cents, contribution: gift, restriction: source, to: target } as const;
    const stages = [
      { account: pot('available', from, contribution), cents: -cents },
      { account: pot('available', to, contribution), cents },
      { account: pot('resources', from, contribution), cents: -cents },
      { account: pot('resources', to, contribution), cents },
    ];
    return {
      ...(await instructed(ground, letter)),
      lines: postings.restrictionMoved(fundOf(ground), { contribution: gift, restriction: source }, target, cents),
      changes: [...stages, ...book(`revenue r${from}`, `revenue r${to}`, cents)],
    };
  },
  'overhead.paid': (_, { other }) => {
    const expense = other ? 'bank_fees' : 'admin_expense';
    return {
      ...{ from: 'available', to: 'overhead', books: [expense, 'cash'], instruction: 'overhead' },
      lines: (purse, cents) => postings.spentOnRunning(purse, expense, cents),
    };
  },
  'round.reserved': (ground, command) => ({
    ...{ from: 'available', to: reservedOf(command) },
    lines: (purse, cents) => postings.reserved(purse, roundOf(ground, command), cents),
  }),
  'round.given_back': (ground, command) => ({
    ...{ from: reservedOf(command), to: 'available', backwards: true },
    lines: (purse, cents) => postings.givenBack(purse, roundOf(ground, command), cents),
  }),
  'award.approved': (ground, command) => ({
    ...{ from: reservedOf(command), to: `offered/${command.award}` },
    lines: (purse, cents) =>
      postings.offered(purse, roundOf(ground, command), ground.awards[command.award] as string, cents),
  }),
  'award.withdrawn': ofRound('offered', 'out', postings.withdrawn),
  'award.raised': ofRound('committed', 'in', postings.raised),
  'award.decommitted': ofRound('committed', 'out', postings.decommitted, true),
  'award.accepted': ofAward(['offered', 'committed'], postings.committed),
  'instalment.approved': ofAward(['committed', 'payable'], postings.approved, ['grant_expense', 'grants_payable']),
  'instalment.revoked': ofAward(['payable', 'committed'], postings.revoked, ['grants_payable', 'grant_expense'], true),
  'payment.released': ofAward(['payable', 'in_transit'], postings.released, ['grants_payable', 'in_transit']),
  'payment.settled': ofAward(['in_transit', 'expended'], postings.settled, ['in_transit', 'cash']),
  'payment.failed': ofAward(['in_transit', 'payable'], postings.failed, ['in_transit', 'grants_payable'], true),
  'payment.returned': ofAward(['expended', 'payable'], postings.returned, ['cash', 'grants_payable'], true),
  'payment.fx_lost': ofAward(['available', 'in_transit'], postings.fxLost, ['fx_loss', 'in_transit']),
  'payment.fx_gained': ofAward(['in_transit', 'available'], postings.fxGained, ['in_transit', 'fx_gain'], true),
  'refund.received': ofAward(['expended', 'available'], postings.refundReceived, ['cash', 'refunds_due'], true),
  'refund.demanded': (ground, { award, share }) => ({
    lines: postings.refundDemanded(ground.books.purse(), ground.awards[award] as string, share + 1),
    changes: book(`refunds_due/${award}`, `grant_recovered/${award}`, share + 1),
  }),
  'refund.written_off': (ground, command) => {
    const { award } = command;
    const cents = part(ground.plain.of(`accounts refunds_due/${award}`), command);
    return {
      lines: postings.refundWrittenOff(ground.books.purse(), ground.awards[award] as string, cents),
      changes: book(`bad_debt/${award}`, `refunds_due/${award}`, cents),
    };
  },
};

export async function stepOf(ground: Ground, command: Command): Promise<Step> {
  const row = await rows[command.kind as Kind](ground, command);
  if ('changes' in row) return row;
  const { from, to, books, backwards = false, instruction: kind } = row;
  const { only } = command;
  const order = kind ? command.order.slice(0, 1) : command.order;
  const drawing = { order, backwards, ...(only ? { only } : {}) };
  const held = ground.plain.held(from, drawing);
  const cents = part(held, command);
  const named = only ? { from: only.map((index) => ground.gifts[index] as string) } : {};
  const purse = { ...ground.books.purse(...order.map((one) => ground.restriction(one))), ...named };
  const changes = [...ground.plain.draw(from, to, cents, drawing), ...(books ? book(...books, cents) : [])];
  const restriction = ground.restriction(order[0] ?? null);
  const name = kind ? await instructed(ground, { kind, cents, restriction }) : {};
  return { ...name, lines: row.lines(purse, cents), changes, ...(held < cents ? { short: held } : {}) };
}

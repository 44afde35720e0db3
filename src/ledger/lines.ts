/** The parts of which postings are made: accounts, and transfers between them. Amounts in minor units. */
export const stages = [
  'resources',
  'available',
  'reserved',
  'offered',
  'committed',
  'payable',
  'in_transit',
  'expended',
  'overhead',
] as const;
export type Stage = (typeof stages)[number];
export type Books =
  | 'cash'
  | 'pledges'
  | 'refunds_due'
  | 'revenue'
  | 'grant_recovered'
  | 'bank_fees'
  | 'admin_expense'
  | 'grant_expense'
  | 'bad_debt'
  | 'fx_loss'
  | 'fx_gain'
  | 'grants_payable'
  | 'in_transit';

export interface Account {
  book: 'budget' | 'accounts';
  kind: Stage | Books;
  fund: string;
  currency: string;
  restriction?: string | null;
  contribution?: string | null;
  round?: string;
  award?: string;
}

/** One transfer, or with `order` a draw: the amount is taken restriction by restriction in that order, the oldest contribution first. */
export interface Line {
  debit: Account;
  credit: Account;
  cents: number;
  order?: readonly (string | null)[];
  /** The only contributions that may be drawn on. */
  from?: readonly string[];
  /** Takes first what such a draw would have taken last. */
  backwards?: true;
}

/** Whose money moves. */
export interface Purse {
  fund: string;
  currency: string;
  /** Restrictions in the order in which they are drawn on; null is unrestricted money. */
  order: readonly (string | null)[];
  /** The only contributions that are drawn on; all that fit where it is left out. */
  from?: readonly string[];
}

/** A part of an amount that is taken from one restriction, and where it is named from one contribution; null is unrestricted money. */
export interface Part {
  restrictionId: string | null;
  contributionId?: string | null;
  cents: number;
}

export type Place = { stage: Stage; round?: string; award?: string };

export const draw = ({ fund, currency, order, from: only }: Purse, from: Place, to: Place, cents: number): Line => ({
  debit: { book: 'budget', kind: from.stage, fund, currency, round: from.round, award: from.award },
  credit: { book: 'budget', kind: to.stage, fund, currency, round: to.round, award: to.award },
  cents,
  order,
  ...(only ? { from: only } : {}),
});

/** What goes back leaves what a smaller amount would have drawn. */
export const back = (purse: Purse, from: Place, to: Place, cents: number): Line => ({
  ...draw(purse, from, to, cents),
  backwards: true,
});

export const books = ({ fund, currency }: Purse, debit: Books, credit: Books, cents: number, award?: string): Line => {
  const account = (kind: Books): Account => ({
    book: 'accounts',
    kind,
    fund,
    currency,
    ...(award && kind !== 'cash' ? { award } : {}),
  });
  return { debit: account(debit), credit: account(credit), cents };
};

export interface Fund {
  id: string;
  currency: string;
}

/** A contribution's place in the books of its fund. */
export interface Gift {
  /** Its pot; every cent of it can be followed. */
  contribution?: string | null;
  restriction: string | null;
}

export const pot = ({ id: fund, currency }: Fund, kind: Stage, { restriction, contribution }: Gift): Account => ({
  ...{ book: 'budget', kind, fund, currency, restriction },
  ...(contribution ? { contribution } : {}),
});

export const book = ({ id: fund, currency }: Fund, kind: Books, restriction?: string | null): Account => ({
  ...{ book: 'accounts', kind, fund, currency },
  ...(restriction === undefined ? {} : { restriction }),
});

/** What each event does to the two books, one function per row of the table of postings. Amounts in minor units. */
export const stages = [
  'resources',
  'available',
  'reserved',
  'offered',
  'committed',
  'payable',
  'in_transit',
  'expended',
] as const;
export type Stage = (typeof stages)[number];
type Books = 'cash' | 'revenue' | 'bank_fees' | 'grant_expense' | 'grants_payable' | 'in_transit';

export interface Account {
  book: 'budget' | 'accounts';
  kind: Stage | Books;
  fund: string;
  currency: string;
  restriction?: string | null;
  round?: string;
  award?: string;
}

/** One transfer, or with `order` a draw: the amount is taken restriction by restriction in that order. */
export interface Line {
  debit: Account;
  credit: Account;
  cents: number;
  order?: readonly (string | null)[];
}

/** Whose money moves. */
export interface Purse {
  fund: string;
  currency: string;
  /** Restrictions in the order in which they are drawn on; null is unrestricted money. */
  order: readonly (string | null)[];
}

type Place = { stage: Stage; round?: string; award?: string };

const draw = ({ fund, currency, order }: Purse, from: Place, to: Place, cents: number): Line => ({
  debit: { book: 'budget', kind: from.stage, fund, currency, round: from.round, award: from.award },
  credit: { book: 'budget', kind: to.stage, fund, currency, round: to.round, award: to.award },
  cents,
  order,
});

const books = ({ fund, currency }: Purse, debit: Books, credit: Books, cents: number, award?: string): Line => {
  const account = (kind: Books): Account => ({
    book: 'accounts',
    kind,
    fund,
    currency,
    ...(award && kind !== 'cash' ? { award } : {}),
  });
  return { debit: account(debit), credit: account(credit), cents };
};

/** 2: a contribution is received, net of the bank's fee. */
export function received(
  { id: fund, currency }: { id: string; currency: string },
  restriction: string | null,
  grossCents: number,
  feeCents: number,
): Line[] {
  const net = grossCents - feeCents;
  const revenue: Account = { book: 'accounts', kind: 'revenue', fund, currency, restriction };
  return [
    {
      debit: { book: 'budget', kind: 'resources', fund, currency, restriction },
      credit: { book: 'budget', kind: 'available', fund, currency, restriction },
      cents: net,
    },
    { debit: { book: 'accounts', kind: 'cash', fund, currency }, credit: revenue, cents: net },
    ...(feeCents > 0
      ? [
          {
            debit: { book: 'accounts', kind: 'bank_fees', fund, currency } as Account,
            credit: revenue,
            cents: feeCents,
          },
        ]
      : []),
  ];
}

/** 5: a round's budget is set aside. */
export const reserved = (purse: Purse, round: string, cents: number): Line[] => [
  draw(purse, { stage: 'available' }, { stage: 'reserved', round }, cents),
];

/** 5, mirrored: what a round did not need is free again. */
export const givenBack = (purse: Purse, round: string, cents: number): Line[] => [
  draw(purse, { stage: 'reserved', round }, { stage: 'available' }, cents),
];

/** 6: an award is approved; its money leaves the round's budget. */
export const offered = (purse: Purse, round: string, award: string, cents: number): Line[] => [
  draw(purse, { stage: 'reserved', round }, { stage: 'offered', award }, cents),
];

/** 7: an offer ends without an award. `round` is given while the round can still use the money. */
export const withdrawn = (purse: Purse, round: string | undefined, award: string, cents: number): Line[] => [
  draw(purse, { stage: 'offered', award }, round ? { stage: 'reserved', round } : { stage: 'available' }, cents),
];

/** 8: the award is accepted. Its conditions are still to be met, so nothing is expense yet. */
export const committed = (purse: Purse, award: string, cents: number): Line[] => [
  draw(purse, { stage: 'offered', award }, { stage: 'committed', award }, cents),
];

/** 10: what an award will not need any more. */
export const decommitted = (purse: Purse, round: string | undefined, award: string, cents: number): Line[] => [
  draw(purse, { stage: 'committed', award }, round ? { stage: 'reserved', round } : { stage: 'available' }, cents),
];

/** 12: an instalment is approved. */
export const approved = (purse: Purse, award: string, cents: number): Line[] => [
  draw(purse, { stage: 'committed', award }, { stage: 'payable', award }, cents),
  books(purse, 'grant_expense', 'grants_payable', cents, award),
];

/** 13: its approval is revoked before release. */
export const revoked = (purse: Purse, award: string, cents: number): Line[] => [
  draw(purse, { stage: 'payable', award }, { stage: 'committed', award }, cents),
  books(purse, 'grants_payable', 'grant_expense', cents, award),
];

/** 14: it is released to the bank. */
export const released = (purse: Purse, award: string, cents: number): Line[] => [
  draw(purse, { stage: 'payable', award }, { stage: 'in_transit', award }, cents),
  books(purse, 'grants_payable', 'in_transit', cents, award),
];

/** 15: the bank has paid. */
export const settled = (purse: Purse, award: string, cents: number): Line[] => [
  draw(purse, { stage: 'in_transit', award }, { stage: 'expended', award }, cents),
  books(purse, 'in_transit', 'cash', cents, award),
];

/** 16: the bank could not pay. */
export const failed = (purse: Purse, award: string, cents: number): Line[] => [
  draw(purse, { stage: 'in_transit', award }, { stage: 'payable', award }, cents),
  books(purse, 'in_transit', 'grants_payable', cents, award),
];

/** What each event does to the two books, one function per row of the table of postings. Amounts in minor units. */
import { back, book, books, draw, type Fund, type Gift, type Line, type Part, pot, type Purse } from './lines';

export { type Account, type Line, type Part, type Purse, type Stage, stages } from './lines';

/** 1: a funder signs a pledge; it cannot be spent. */
export const pledged = (fund: Fund, restriction: string | null, cents: number): Line[] => [
  { debit: book(fund, 'pledges', restriction), credit: book(fund, 'revenue', restriction), cents },
];

/** 2: a contribution is received, net of the bank's fee; `onPledge` where it fulfils one. */
export function received(fund: Fund, gift: Gift, grossCents: number, feeCents: number, onPledge = false): Line[] {
  const net = grossCents - feeCents;
  const source = book(fund, onPledge ? 'pledges' : 'revenue', gift.restriction);
  return [
    { debit: pot(fund, 'resources', gift), credit: pot(fund, 'available', gift), cents: net },
    { debit: book(fund, 'cash'), credit: source, cents: net },
    ...(feeCents > 0 ? [{ debit: book(fund, 'bank_fees'), credit: source, cents: feeCents }] : []),
  ];
}

/** 3: what a funder will not give after all. */
export const pledgeWrittenOff = (fund: Fund, restriction: string | null, cents: number): Line[] => [
  { debit: book(fund, 'bad_debt'), credit: book(fund, 'pledges', restriction), cents },
];

/** 4: what running the fund costs. */
export const spentOnRunning = (purse: Purse, expense: 'admin_expense' | 'bank_fees', cents: number): Line[] => [
  draw(purse, { stage: 'available' }, { stage: 'overhead' }, cents),
  books(purse, expense, 'cash', cents),
];

/** 5: a round's budget is set aside. */
export const reserved = (purse: Purse, round: string, cents: number): Line[] => [
  draw(purse, { stage: 'available' }, { stage: 'reserved', round }, cents),
];

/** 5, mirrored: what a round did not need is free again. */
export const givenBack = (purse: Purse, round: string, cents: number): Line[] => [
  back(purse, { stage: 'reserved', round }, { stage: 'available' }, cents),
];

/** 6: an award is approved; its money leaves the round's budget, where `parts` are given exactly these. */
export const offered = (purse: Purse, round: string, award: string, cents: number, parts?: readonly Part[]): Line[] => {
  const [from, to] = [{ stage: 'reserved', round } as const, { stage: 'offered', award } as const];
  if (!parts) return [draw(purse, from, to, cents)];
  return parts.map((part) => {
    const only = part.contributionId ? { from: [part.contributionId] } : {};
    return draw({ ...purse, order: [part.restrictionId], ...only }, from, to, part.cents);
  });
};

/** 7: an offer ends without an award. `round` is given while the round can still use the money. */
export const withdrawn = (purse: Purse, round: string | undefined, award: string, cents: number): Line[] => [
  draw(purse, { stage: 'offered', award }, round ? { stage: 'reserved', round } : { stage: 'available' }, cents),
];

/** 8: the award is accepted. Its conditions are still to be met, so nothing is expense yet. */
export const committed = (purse: Purse, award: string, cents: number): Line[] => [
  draw(purse, { stage: 'offered', award }, { stage: 'committed', award }, cents),
];

/** 9: an amendment raises the award, out of the round's budget while `round` is given, else out of what is free. */
export const raised = (purse: Purse, round: string | undefined, award: string, cents: number): Line[] => [
  draw(purse, round ? { stage: 'reserved', round } : { stage: 'available' }, { stage: 'committed', award }, cents),
];

/** 10: what an award will not need any more. */
export const decommitted = (purse: Purse, round: string | undefined, award: string, cents: number): Line[] => [
  back(purse, { stage: 'committed', award }, round ? { stage: 'reserved', round } : { stage: 'available' }, cents),
];

/** 12: an instalment is approved. */
export const approved = (purse: Purse, award: string, cents: number): Line[] => [
  draw(purse, { stage: 'committed', award }, { stage: 'payable', award }, cents),
  books(purse, 'grant_expense', 'grants_payable', cents, award),
];

/** 13: its approval is revoked before release. */
export const revoked = (purse: Purse, award: string, cents: number): Line[] => [
  back(purse, { stage: 'payable', award }, { stage: 'committed', award }, cents),
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
  back(purse, { stage: 'in_transit', award }, { stage: 'payable', award }, cents),
  books(purse, 'in_transit', 'grants_payable', cents, award),
];

/** 17: the money came back after it was paid. */
export const returned = (purse: Purse, award: string, cents: number): Line[] => [
  back(purse, { stage: 'expended', award }, { stage: 'payable', award }, cents),
  books(purse, 'cash', 'grants_payable', cents, award),
];

/** 18: unspent money is demanded back. */
export const refundDemanded = (purse: Purse, award: string, cents: number): Line[] => [
  books(purse, 'refunds_due', 'grant_recovered', cents, award),
];

/** 19: it arrives, and is free again under the restriction that it came from. */
export const refundReceived = (purse: Purse, award: string, cents: number): Line[] => [
  back(purse, { stage: 'expended', award }, { stage: 'available' }, cents),
  books(purse, 'cash', 'refunds_due', cents, award),
];

/** 20: it will not arrive. */
export const refundWrittenOff = (purse: Purse, award: string, cents: number): Line[] => [
  books(purse, 'bad_debt', 'refunds_due', cents, award),
];

/** 21: the bank took more than was released; settling the whole follows. */
export const fxLost = (purse: Purse, award: string, cents: number): Line[] => [
  draw(purse, { stage: 'available' }, { stage: 'in_transit', award }, cents),
  books(purse, 'fx_loss', 'in_transit', cents, award),
];

/** 22: the bank took less than was released; settling the rest follows. */
export const fxGained = (purse: Purse, award: string, cents: number): Line[] => [
  back(purse, { stage: 'in_transit', award }, { stage: 'available' }, cents),
  books(purse, 'in_transit', 'fx_gain', cents, award),
];

/** 23: a donor gets money back that nothing has been promised to. */
export const donorRefunded = (fund: Fund, gift: Gift, cents: number): Line[] => [
  { debit: pot(fund, 'available', gift), credit: pot(fund, 'resources', gift), cents },
  { debit: book(fund, 'revenue', gift.restriction), credit: book(fund, 'cash'), cents },
];

/** 24: a donor releases or changes a restriction. */
export const restrictionMoved = (fund: Fund, gift: Gift, to: string | null, cents: number): Line[] => [
  { debit: pot(fund, 'available', gift), credit: pot(fund, 'available', { ...gift, restriction: to }), cents },
  // What is raised under each restriction goes along, so that the figures of each add up.
  { debit: pot(fund, 'resources', { ...gift, restriction: to }), credit: pot(fund, 'resources', gift), cents },
  { debit: book(fund, 'revenue', gift.restriction), credit: book(fund, 'revenue', to), cents },
];

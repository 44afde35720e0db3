import type { PostingKind } from '../ledger/ledger.service';
import type { Stage } from '../ledger/postings';

/** What each kind of event is called where people read the journal. */
export const kindWords: Record<PostingKind, string> = {
  'pledge.signed': 'Pledge signed',
  'pledge.written_off': 'Rest of a pledge written off',
  'contribution.received': 'Contribution received',
  'contribution.refunded': 'Contribution given back to its funder',
  'restriction.moved': 'Restriction changed by the donor',
  'overhead.paid': 'Cost of running the fund paid',
  correction: 'Earlier entry taken back',
  'round.reserved': 'Round’s budget set aside',
  'round.given_back': 'What the round did not need given back',
  'award.approved': 'Award approved',
  'award.withdrawn': 'Offer ended without a grant',
  'award.accepted': 'Award accepted',
  'award.raised': 'Award raised',
  'award.decommitted': 'What the grant will not need freed',
  'instalment.approved': 'Instalment approved for payment',
  'instalment.revoked': 'Approval of the instalment revoked',
  'payment.released': 'Payment released to the bank',
  'payment.fx_lost': 'Loss on the exchange rate',
  'payment.fx_gained': 'Gain on the exchange rate',
  'payment.settled': 'Payment settled',
  'payment.failed': 'Payment failed',
  'payment.returned': 'Payment returned by the bank',
  'refund.demanded': 'Unspent money demanded back',
  'refund.received': 'Unspent money came back',
  'refund.written_off': 'Demand for unspent money written off',
};

export const stageWords: Record<Stage, string> = {
  resources: 'Funders',
  available: 'Free',
  reserved: 'Round’s budget',
  offered: 'Offered',
  committed: 'Committed',
  payable: 'Approved for payment',
  in_transit: 'On its way',
  expended: 'Disbursed',
  overhead: 'Running costs',
};

export const bookAccounts = [
  'cash',
  'pledges',
  'refunds_due',
  'grants_payable',
  'in_transit',
  'revenue',
  'grant_recovered',
  'fx_gain',
  'grant_expense',
  'admin_expense',
  'bank_fees',
  'bad_debt',
  'fx_loss',
] as const;
export type BookAccount = (typeof bookAccounts)[number];

/** What the accounts are called, in the order of a statement. */
export const bookWords: Record<BookAccount, string> = {
  cash: 'Cash',
  pledges: 'Pledges to be received',
  refunds_due: 'Refunds to be received',
  grants_payable: 'Grants to be paid',
  in_transit: 'Payments on their way',
  revenue: 'Contributions',
  grant_recovered: 'Grants recovered',
  fx_gain: 'Exchange gains',
  grant_expense: 'Grants',
  admin_expense: 'Running costs',
  bank_fees: 'Bank fees',
  bad_debt: 'Written off',
  fx_loss: 'Exchange losses',
};

const pages: Record<string, (id: string, fund?: string) => string | undefined> = {
  award: (id) => `/awards/${id}`,
  round: (id) => `/rounds/${id}`,
  contribution: (id, fund) => fund && `/funds/${fund}/contributions#contribution-${id}`,
  pledge: (id) => `/pledges/${id}`,
  instruction: (id) => `/instructions/${id}`,
  amendment: (id) => `/amendments/${id}`,
};

/** The page of what an event is about, where there is one. What belongs to a grant is on the page of the grant. */
export function hrefOf(
  { awardId, subject }: { awardId: string | null; subject: string },
  fundId?: string,
): string | undefined {
  const [kind = '', id = ''] = subject.split(':');
  if (awardId !== null) return `/awards/${awardId}`;
  return pages[kind]?.(id, fundId);
}

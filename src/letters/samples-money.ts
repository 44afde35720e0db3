import type { EventName, Events } from '../events';

const id = (last: number): string => `00000000-0000-4000-8000-00000000000${last}`;
const lead = { leadId: id(1) };
const money = { amountCents: 12_345_00, currency: 'USD' };
const due = { dueAt: '2026-11-30T22:59:59.000Z', dueZone: 'Europe/Oslo' };
const because = { reason: 'The harbour authority has not signed yet.' };
const progress = { given: 1, needed: 2 };
const fund = 'Innovation Fund';

const award = { awardId: id(7), title: 'Heat from the harbour', fund, ...lead, ...money };
const amendment = { ...award, amendmentId: id(1), number: 1, changes: '$1,000.00 more' };
const instalment = {
  awardId: id(7),
  instalmentId: id(2),
  title: 'Heat from the harbour',
  number: 1,
  ...lead,
  ...money,
};
const evidence = { ...instalment, evidence: 'The permit' };
const contribution = { contributionId: id(3), fund, funder: 'A foundation', netCents: 100_000_00, currency: 'USD' };
const pledge = { pledgeId: id(3), fund, funder: 'A foundation', ...money };
const instruction = { instructionId: id(4), fund, what: 'Refund to a donor', ...money };
const refund = { refundId: id(5), awardId: id(7), title: 'Heat from the harbour', ...lead, ...money };
const details = { bankAccountId: id(6), holderId: id(1), holder: 'Oslo', lastFour: '1234' };
const entry = { entryId: id(8), statementId: id(9), reference: 'Harbour heat' };

type Prefix =
  | ('award' | 'amendment' | 'instalments' | 'instalment' | 'offer' | 'agreement' | 'contribution' | 'journal')
  | ('restriction' | 'fund' | 'pledge' | 'instruction' | 'refund' | 'bank_details' | 'bank_entry' | 'bank_statement')
  | 'payment_file';

/** One complete case of each event about money. */
export const moneySamples: Pick<Events, Extract<EventName, `${Prefix}.${string}`>> = {
  'contribution.received': contribution,
  'contribution.corrected': { ...contribution, ...because },
  'journal.sealed': { transactions: 1234, head: 'ab'.repeat(32), on: '2026-11-26' },
  'restriction.recorded': { restrictionId: id(1), fund, restriction: 'Only for heat' },
  'fund.settings_changed': { fundId: id(1), fund, reason: '3 people approve instead of 2.' },
  'pledge.signed': pledge,
  'pledge.written_off': pledge,
  'instruction.proposed': { ...instruction, ...because },
  'instruction.endorsed': { ...instruction, ...progress },
  'instruction.carried_out': { ...instruction, ...because },
  'instruction.rejected': { ...instruction, ...because },
  'award.proposed': award,
  'award.split_chosen': { ...award, ...because },
  'award.endorsed': { ...award, ...progress, proposerId: id(4) },
  'award.approved': award,
  'award.rejected': { ...award, ...because },
  'award.offered': { ...award, expiresAt: due.dueAt, expiresZone: due.dueZone },
  'award.accepted': award,
  'award.declined': { ...award, ...because },
  'award.expired': award,
  'award.cancelled': { ...award, ...because },
  'award.activated': award,
  'award.agreement_recorded': { ...award, signedOn: '2026-11-20' },
  'award.suspended': { ...award, ...because },
  'award.resumed': award,
  'award.closed_out': { ...award, ...because, freedCents: 345_00 },
  'award.completed': award,
  'offer.reminder': { ...award, ...due, days: -2 },
  'agreement.reminder': { ...award, ...due, dueAt: '2026-11-10T15:30:00.000Z', days: 14 },
  'amendment.proposed': { ...amendment, ...because },
  'amendment.endorsed': { ...amendment, ...progress },
  'amendment.approved': amendment,
  'amendment.rejected': { ...amendment, ...because },
  'amendment.noted': { ...amendment, ...because },
  'instalments.planned': { ...award, count: 3 },
  'instalment.requested': instalment,
  'instalment.sent_back': { ...instalment, ...because },
  'instalment.evidence_given': evidence,
  'instalment.evidence_accepted': evidence,
  'instalment.evidence_refused': { ...evidence, ...because },
  'instalment.dropped': instalment,
  'instalment.given_up': { ...instalment, ...because },
  'instalment.endorsed': { ...instalment, ...progress },
  'instalment.approved': instalment,
  'instalment.revoked': { ...instalment, ...because },
  'instalment.released': instalment,
  'instalment.settled': { ...instalment, settledOn: '2026-11-25' },
  'instalment.failed': { ...instalment, ...because },
  'instalment.returned': { ...instalment, ...because },
  'instalment.reminder': { ...instalment, ...due, days: -14 },
  'payment_file.made': { fileId: id(1), fund, payments: 3 },
  'bank_statement.read': { statementId: id(9), fund, entries: 12 },
  'bank_entry.confirmed': entry,
  'bank_entry.set_aside': { ...entry, ...because },
  'bank_entry.taken_up': entry,
  'bank_details.entered': { ...details, change: true, holdUntil: '2026-11-30T10:00:00.000Z', formerContactId: id(5) },
  'bank_details.confirmed': details,
  'bank_details.rejected': { ...details, ...because },
  'bank_details.reminder': { ...details, ...due, dueAt: '2026-11-20T15:30:00.000Z', days: 3 },
  'refund.demanded': { ...refund, ...because, dueOn: '2026-12-15' },
  'refund.received': { ...refund, receivedCents: 500_00 },
  'refund.write_off_proposed': { ...refund, ...because },
  'refund.write_off_endorsed': { ...refund, ...progress },
  'refund.write_off_withdrawn': refund,
  'refund.written_off': { ...refund, why: 'The city has spent it on the same purpose.' },
};

import type { LettersOf } from './letter';

/** Pledges, instructions, amendments, bank details, refunds, files and statements. */
export const moneyLetters: LettersOf<
  'pledge' | 'instruction' | 'amendment' | 'bank_details' | 'refund' | 'payment_file' | 'bank_statement'
> = {
  'pledge.signed': null,
  'pledge.written_off': null,
  'instruction.proposed': null,
  'instruction.endorsed': null,
  'instruction.carried_out': null,
  'instruction.rejected': null,
  'amendment.proposed': null,
  'amendment.endorsed': null,
  'amendment.approved': null,
  'amendment.rejected': null,
  'amendment.noted': null,
  'payment_file.made': null,
  'bank_statement.read': null,
  'bank_details.entered': null,
  'bank_details.confirmed': null,
  'bank_details.rejected': null,
  'refund.demanded': null,
  'refund.received': null,
  'refund.write_off_proposed': null,
  'refund.write_off_endorsed': null,
  'refund.write_off_withdrawn': null,
  'refund.written_off': null,
};

import { ApiProperty } from '@nestjs/swagger';
import type { Offer } from '../kernel/lifecycle';
import { entryStatuses, type EntryStatus } from './bank-entry.rules';

const amount = { type: 'integer', format: 'int64', description: 'Whole minor units of `currency`.' } as const;
const moves = { type: 'array', items: { $ref: '#/components/schemas/Move' } } as const;

/** Somebody who did it. */
export class Doing {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
}

/** A payment on its way through the bank, or in a file. */
export class PaymentRow {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) awardId: string;
  @ApiProperty({ description: 'The title of the award.' }) title: string;
  @ApiProperty({ description: 'Which instalment of the award.' }) number: number;
  @ApiProperty({ description: 'Whose account it goes to, as the bank has it.' }) payee: string;
  @ApiProperty({ description: 'The last characters of that account.' }) lastFour: string;
  @ApiProperty({ example: 'in_transit' }) status: string;
  @ApiProperty(amount) amountCents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ ...amount, description: 'What arrives, in minor units of `payCurrency`.' }) payCents: number;
  @ApiProperty({ example: 'JPY' }) payCurrency: string;
  @ApiProperty({ description: 'The reference that the bank carries.' }) endToEnd: string;
  @ApiProperty({ format: 'date-time' }) releasedAt: string;
  @ApiProperty({ description: 'For how many days it has been on its way.' }) days: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) paymentFileId: string | null;
}

/** A file that asks the bank to pay. */
export class PaymentFileRow {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) fundId: string;
  @ApiProperty({ description: 'What the bank knows it by.' }) messageId: string;
  @ApiProperty({ description: 'How many payments it holds.' }) payments: number;
  @ApiProperty({ example: '25000.00', description: 'All amounts added up, whatever their currency.' })
  controlSum: string;
  @ApiProperty({ description: 'SHA-256 of the file in hex.' }) sha256: string;
  @ApiProperty({ type: Doing }) madeBy: Doing;
  @ApiProperty({ format: 'date-time' }) madeAt: string;
}

/** The same, with what is in it. */
export class PaymentFileView extends PaymentFileRow {
  @ApiProperty({ type: [PaymentRow] }) contents: PaymentRow[];
  @ApiProperty(moves) moves: Offer[];
}

/** A part of the payment files of a fund, newest first. */
export class PaymentFileList {
  @ApiProperty({ type: [PaymentFileRow] }) items: PaymentFileRow[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

/** One movement on the fund's account. */
export class BankEntryView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) statementId: string;
  @ApiProperty() number: number;
  @ApiProperty({ enum: ['debit', 'credit'] }) direction: 'debit' | 'credit';
  @ApiProperty(amount) amountCents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ format: 'date' }) bookedOn: string;
  @ApiProperty({ description: 'What the bank calls it.' }) bankReference: string;
  @ApiProperty({ description: 'The reference that the payer gave.' }) endToEnd: string;
  @ApiProperty() counterparty: string;
  @ApiProperty() note: string;
  @ApiProperty({ enum: entryStatuses }) status: EntryStatus;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What it seems to be, of an open entry; null where nothing fits.',
  })
  match: string | null;
  @ApiProperty({ description: 'What it seems to be, or was confirmed as, in words.' }) sentence: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The award that it was confirmed to be about.',
  })
  awardId: string | null;
  @ApiProperty({ type: Doing, nullable: true }) decidedBy: Doing | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt: string | null;
  @ApiProperty({ description: 'Why it was set aside.' }) reason: string;
  @ApiProperty(moves) moves: Offer[];
}

/** What the bank says happened in some days. */
export class BankStatementRow {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) fundId: string;
  @ApiProperty({ description: 'What the bank calls it.' }) statementId: string;
  @ApiProperty({ description: 'The last characters of the account.' }) lastFour: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) fromOn: string | null;
  @ApiProperty({ format: 'date' }) toOn: string;
  @ApiProperty({ ...amount, description: 'May be below zero.' }) openingCents: number;
  @ApiProperty({ ...amount, description: 'May be below zero.' }) closingCents: number;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty() entries: number;
  @ApiProperty({ description: 'How many of them wait for somebody.' }) open: number;
  @ApiProperty({ description: 'SHA-256 of the file in hex.' }) sha256: string;
  @ApiProperty({ type: Doing }) readBy: Doing;
  @ApiProperty({ format: 'date-time' }) readAt: string;
  @ApiProperty({ type: String, nullable: true, description: 'Where it does not go on from the one before.' }) gap:
    string | null;
}

/** The same, with a part of its entries in their order. */
export class BankStatementView extends BankStatementRow {
  @ApiProperty(moves) moves: Offer[];
  @ApiProperty({ type: [BankEntryView] }) items: BankEntryView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

/** A part of the statements of a fund, latest first. */
export class BankStatementList {
  @ApiProperty({ type: [BankStatementRow] }) items: BankStatementRow[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

/** A part of the entries of a fund, newest first. */
export class EntryList {
  @ApiProperty({ type: [BankEntryView] }) items: BankEntryView[];
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

/** What became of one entry when all were confirmed. */
export class Outcome {
  @ApiProperty({ format: 'uuid' }) entryId: string;
  @ApiProperty() number: number;
  @ApiProperty() confirmed: boolean;
  @ApiProperty({ description: 'What it was confirmed as, or why it was not.' }) sentence: string;
}

/** What became of each entry. */
export class OutcomeList {
  @ApiProperty({ type: [Outcome] }) items: Outcome[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the list is whole.' }) next: string | null;
}

/** The fund's cash in the ledger next to what the bank says. */
export class CashView {
  @ApiProperty({ ...amount, description: 'In the ledger now.' }) ledgerCents: number;
  @ApiProperty({
    ...amount,
    nullable: true,
    description: 'The closing balance of the last statement; null before the first.',
  })
  bankCents: number | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) bankOn: string | null;
  @ApiProperty({ ...amount, description: 'Open credits less open debits: the bank has them, the ledger not yet.' })
  openCents: number;
  @ApiProperty({ ...amount, description: 'Credits less debits that were set aside.' }) asideCents: number;
  @ApiProperty({ ...amount, description: 'What has left for the bank and is not settled: still cash.' })
  onTheirWayCents: number;
  @ApiProperty({ ...amount, nullable: true, description: 'The ledger less the bank, once open entries are counted.' })
  unexplainedCents: number | null;
}

/** Everything between a fund and its bank. */
export class BankView {
  @ApiProperty({ format: 'uuid' }) fundId: string;
  @ApiProperty() fund: string;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why nothing can be paid from the fund’s account; null where it can.',
  })
  held: string | null;
  @ApiProperty({ type: CashView }) cash: CashView;
  @ApiProperty({ type: [PaymentRow], description: 'Payments on their way, the oldest first; at most 200.' })
  payments: PaymentRow[];
  @ApiProperty({ type: [PaymentFileRow], description: 'The last ten files.' }) files: PaymentFileRow[];
  @ApiProperty({ type: [BankStatementRow], description: 'The last ten statements.' }) statements: BankStatementRow[];
  @ApiProperty({ type: [BankEntryView], description: 'Entries that wait for somebody, the oldest first; at most 50.' })
  entries: BankEntryView[];
  @ApiProperty(moves) moves: Offer[];
}

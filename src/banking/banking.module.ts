import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AmendmentsModule } from '../amendments/amendments.module';
import { DisbursementsModule } from '../disbursements/disbursements.module';
import { FilesModule } from '../files/files.module';
import { FundModule } from '../fund/fund.module';
import { PayeesModule } from '../payees/payees.module';
import { BankDesk } from './bank-desk.service';
import { BankPages } from './bank-pages.controller';
import { BankEntry, BankStatement, PaymentFile } from './bank.entity';
import { Entries } from './entries.service';
import { Matches } from './matches.service';
import { Orders } from './orders.service';
import { PaymentFilesApi } from './payment-files.controller';
import { PaymentFiles } from './payment-files.service';
import { StatementDesk } from './statement-desk.service';
import { StatementPages } from './statement-pages.controller';
import { StatementReader } from './statement-reader.service';
import { StatementSource } from './statement-source.service';
import { StatementsApi } from './statements.controller';
import { Statements } from './statements.service';

/** What is exchanged with the bank: files that ask it to pay, and statements of what it did. */
@Module({
  imports: [
    ...[PayeesModule, FilesModule, FundModule, DisbursementsModule, AmendmentsModule],
    TypeOrmModule.forFeature([PaymentFile, BankStatement, BankEntry]),
  ],
  controllers: [PaymentFilesApi, StatementsApi, BankPages, StatementPages],
  providers: [
    ...[Orders, PaymentFiles, BankDesk],
    ...[Statements, StatementReader, StatementSource, StatementDesk, Matches, Entries],
  ],
  exports: [BankDesk, PaymentFiles, Statements, Entries],
})
export class BankingModule {}

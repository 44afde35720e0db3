import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LedgerModule } from '../ledger/ledger.module';
import { Approval } from './approval.entity';
import { Approvals } from './approvals.service';
import { Budgets } from './budgets.service';
import { Contributions } from './contributions.service';
import { FundDays } from './fund-days.service';
import { FundDesk } from './fund-desk.service';
import { FundPages } from './fund-pages.controller';
import { Contribution, Fund, Restriction } from './fund.entity';
import { FundsApi } from './funds.controller';
import { Funds } from './funds.service';
import { JournalEntriesApi, JournalEntryPages } from './journal-entry.controller';
import { JournalEntries } from './journal-entry.service';
import { Journal } from './journal.service';
import { Pots } from './pots.service';

@Module({
  imports: [LedgerModule, TypeOrmModule.forFeature([Fund, Restriction, Contribution, Approval])],
  controllers: [FundsApi, FundPages, JournalEntriesApi, JournalEntryPages],
  providers: [Funds, Budgets, Pots, Approvals, Contributions, Journal, JournalEntries, FundDays, FundDesk],
  exports: [Funds, Budgets, Pots, Approvals, Contributions, Journal, FundDays],
})
export class FundModule {}

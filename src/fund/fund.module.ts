import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FilesModule } from '../files/files.module';
import { LedgerModule } from '../ledger/ledger.module';
import { Approval } from './approval.entity';
import { Approvals } from './approvals.service';
import { Budgets } from './budgets.service';
import { ContributionDesk } from './contribution-desk.service';
import { Contributions } from './contributions.service';
import { FundDays } from './fund-days.service';
import { FundDesk } from './fund-desk.service';
import { FundPages } from './fund-pages.controller';
import { FundSettingsApi, FundSettingsPages } from './fund-settings.controller';
import { FundSettings } from './fund-settings.service';
import { ApprovalThreshold, Contribution, Fund, Restriction } from './fund.entity';
import { FunderPages, FundersApi } from './funders.controller';
import { Funders } from './funders.service';
import { FundsApi } from './funds.controller';
import { Funds } from './funds.service';
import { InstructionDesk } from './instruction-desk.service';
import { InstructionForms } from './instruction-forms.service';
import { InstructionMoney } from './instruction-money.service';
import { InstructionPages } from './instruction-pages.controller';
import { Instruction } from './instruction.entity';
import { InstructionsApi } from './instructions.controller';
import { Instructions } from './instructions.service';
import { JournalEntriesApi, JournalEntryPages } from './journal-entry.controller';
import { JournalEntries } from './journal-entry.service';
import { Journal } from './journal.service';
import { MoneyInPages } from './money-in.controller';
import { PledgeDesk } from './pledge-desk.service';
import { PledgeRows } from './pledge-rows.service';
import { Pledge, PledgePart } from './pledge.entity';
import { PledgePages, PledgesApi } from './pledges.controller';
import { Pledges } from './pledges.service';
import { Pots } from './pots.service';
import { RestrictionPages, RestrictionsApi } from './restrictions.controller';
import { Restrictions } from './restrictions.service';

const entities = [Fund, ApprovalThreshold, Restriction, Contribution, Approval, Pledge, PledgePart, Instruction];
const moneyIn = [Contributions, ContributionDesk, Pledges, PledgeDesk, PledgeRows, Restrictions, Funders];
const instructing = [Instructions, InstructionMoney, InstructionDesk, InstructionForms];
const doors = [
  ...[FundSettingsApi, FundSettingsPages, RestrictionsApi, RestrictionPages, MoneyInPages, PledgesApi, PledgePages],
  ...[InstructionsApi, InstructionPages, FundersApi, FunderPages],
];

@Module({
  imports: [FilesModule, LedgerModule, TypeOrmModule.forFeature(entities)],
  controllers: [FundsApi, FundPages, ...doors, JournalEntriesApi, JournalEntryPages],
  providers: [
    ...moneyIn,
    ...instructing,
    Funds,
    FundSettings,
    Budgets,
    Pots,
    Approvals,
    Journal,
    JournalEntries,
    FundDays,
    FundDesk,
  ],
  exports: [Funds, Budgets, Pledges, Instructions, Restrictions, Pots, Approvals, Contributions, Journal, FundDays],
})
export class FundModule {}

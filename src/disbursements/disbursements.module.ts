import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AwardsModule } from '../awards/awards.module';
import { FilesModule } from '../files/files.module';
import { FundModule } from '../fund/fund.module';
import { LedgerModule } from '../ledger/ledger.module';
import { PayeesModule } from '../payees/payees.module';
import { RemindersModule } from '../reminders/reminders.module';
import { ReportsModule } from '../reports/reports.module';
import { EvidenceService } from './evidence.service';
import { InstalmentDeadlines } from './instalment-deadlines.service';
import { InstalmentMoney } from './instalment-money.service';
import { DisbursementsPages } from './instalment-pages.controller';
import { InstalmentRows } from './instalment-rows.service';
import { Instalment, Payment } from './instalment.entity';
import { Instalments } from './instalments.service';
import { InstalmentsApi } from './instalments.controller';
import { Obligations } from './obligations.service';
import { PaymentPages } from './payment-pages.controller';
import { Payments } from './payments.service';
import { PlanChanges } from './plan-changes.service';
import { PlanDesk } from './plan-desk.service';
import { PlansApi } from './plans.controller';
import { Plans } from './plans.service';

@Module({
  imports: [
    ...[LedgerModule, FilesModule, RemindersModule, PayeesModule, FundModule, AwardsModule, ReportsModule],
    TypeOrmModule.forFeature([Instalment, Payment]),
  ],
  controllers: [PlansApi, InstalmentsApi, DisbursementsPages, PaymentPages],
  providers: [
    ...[Plans, PlanChanges, PlanDesk, Obligations, EvidenceService],
    ...[Instalments, InstalmentDeadlines, InstalmentRows, InstalmentMoney, Payments],
  ],
  exports: [Plans, PlanDesk, Instalments, EvidenceService, Payments],
})
export class DisbursementsModule {}

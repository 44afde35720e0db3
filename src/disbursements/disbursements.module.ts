import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AwardsModule } from '../awards/awards.module';
import { FundModule } from '../fund/fund.module';
import { LedgerModule } from '../ledger/ledger.module';
import { ReportsModule } from '../reports/reports.module';
import { DisbursementsApi } from './disbursements.controller';
import { InstalmentMoney } from './instalment-money.service';
import { DisbursementsPages } from './instalment-pages.controller';
import { InstalmentRows } from './instalment-rows.service';
import { Instalment, Payment } from './instalment.entity';
import { Instalments } from './instalments.service';
import { PlanDesk } from './plan-desk.service';
import { Plans } from './plans.service';

@Module({
  imports: [LedgerModule, FundModule, AwardsModule, ReportsModule, TypeOrmModule.forFeature([Instalment, Payment])],
  controllers: [DisbursementsApi, DisbursementsPages],
  providers: [Plans, PlanDesk, Instalments, InstalmentRows, InstalmentMoney],
  exports: [Plans, PlanDesk, Instalments],
})
export class DisbursementsModule {}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApplicationsModule } from '../applications/applications.module';
import { FundModule } from '../fund/fund.module';
import { LedgerModule } from '../ledger/ledger.module';
import { RoundsModule } from '../rounds/rounds.module';
import { Approvals } from './approvals.service';
import { AwardDesk } from './award-desk.service';
import { AwardMoney } from './award-money.service';
import { AwardPages } from './award-pages.controller';
import { AwardRows } from './award-rows.service';
import { Approval, Award } from './award.entity';
import { AwardsApi } from './awards.controller';
import { Awards } from './awards.service';
import { Proposals } from './proposals.service';

@Module({
  imports: [LedgerModule, FundModule, RoundsModule, ApplicationsModule, TypeOrmModule.forFeature([Award, Approval])],
  controllers: [AwardsApi, AwardPages],
  providers: [Awards, AwardRows, AwardDesk, Approvals, AwardMoney, Proposals],
  exports: [Awards, AwardDesk, Approvals],
})
export class AwardsModule {}

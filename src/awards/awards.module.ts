import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApplicationsModule } from '../applications/applications.module';
import { FundModule } from '../fund/fund.module';
import { LedgerModule } from '../ledger/ledger.module';
import { RoundsModule } from '../rounds/rounds.module';
import { Approvals } from './approvals.service';
import { AwardMoney } from './award-money.service';
import { Approval, Award } from './award.entity';
import { Awards } from './awards.service';

@Module({
  imports: [LedgerModule, FundModule, RoundsModule, ApplicationsModule, TypeOrmModule.forFeature([Award, Approval])],
  providers: [Awards, Approvals, AwardMoney],
  exports: [Awards, Approvals],
})
export class AwardsModule {}

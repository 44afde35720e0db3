import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApplicationsModule } from '../applications/applications.module';
import { FundModule } from '../fund/fund.module';
import { LedgerModule } from '../ledger/ledger.module';
import { RoundsModule } from '../rounds/rounds.module';
import { AwardDesk } from './award-desk.service';
import { AwardMoney } from './award-money.service';
import { AwardPages } from './award-pages.controller';
import { AwardRows } from './award-rows.service';
import { Award } from './award.entity';
import { AwardsApi } from './awards.controller';
import { Awards } from './awards.service';
import { Proposals } from './proposals.service';

@Module({
  imports: [LedgerModule, FundModule, RoundsModule, ApplicationsModule, TypeOrmModule.forFeature([Award])],
  controllers: [AwardsApi, AwardPages],
  providers: [Awards, AwardRows, AwardDesk, AwardMoney, Proposals],
  exports: [Awards, AwardDesk],
})
export class AwardsModule {}

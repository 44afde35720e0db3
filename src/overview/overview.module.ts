import { Module } from '@nestjs/common';
import { FundModule } from '../fund/fund.module';
import { RoundsModule } from '../rounds/rounds.module';
import { ApplicationsListApi, ApplicationsListPages } from './applications-list.controller';
import { ApplicationsList } from './applications-list.service';
import { DeskApi, DeskPages } from './desk.controller';
import { Desks } from './desk.service';

/** What is seen across the stages of a grant's life; reads, and changes nothing. */
@Module({
  imports: [FundModule, RoundsModule],
  controllers: [DeskApi, DeskPages, ApplicationsListApi, ApplicationsListPages],
  providers: [Desks, ApplicationsList],
})
export class OverviewModule {}

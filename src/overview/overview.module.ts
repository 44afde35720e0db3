import { Module } from '@nestjs/common';
import { AwardsModule } from '../awards/awards.module';
import { DisbursementsModule } from '../disbursements/disbursements.module';
import { FundModule } from '../fund/fund.module';
import { NotificationsModule } from '../notifications/notifications.module';
import { ReportsModule } from '../reports/reports.module';
import { RoundsModule } from '../rounds/rounds.module';
import { ApplicationsListApi, ApplicationsListPages } from './applications-list.controller';
import { ApplicationsList } from './applications-list.service';
import { AwardPage } from './award-page.controller';
import { Grants } from './award-page.service';
import { DeskApi, DeskPages } from './desk.controller';
import { Desks } from './desk.service';

/** What is seen across the stages of a grant's life; reads, and changes nothing. */
@Module({
  imports: [FundModule, RoundsModule, AwardsModule, DisbursementsModule, ReportsModule, NotificationsModule],
  controllers: [DeskApi, DeskPages, ApplicationsListApi, ApplicationsListPages, AwardPage],
  providers: [Desks, ApplicationsList, Grants],
})
export class OverviewModule {}

import { Module } from '@nestjs/common';
import { AmendmentsModule } from '../amendments/amendments.module';
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
import { Ageing } from './money-ageing.service';
import { MoneyExportsApi, MoneyExportsLinks } from './money-exports.controller';
import { MoneyExports } from './money-exports.service';
import { Forecasts } from './money-forecast.service';
import { MoneySheets } from './money-sheets.service';
import { Statements } from './money-statement.service';
import { Transfers } from './money-transfers.service';
import { MoneyApi, MoneyPages } from './money.controller';

/** What is seen across the stages of a grant's life; reads, and changes nothing. */
@Module({
  imports: [
    FundModule,
    RoundsModule,
    AwardsModule,
    DisbursementsModule,
    AmendmentsModule,
    ReportsModule,
    NotificationsModule,
  ],
  controllers: [
    DeskApi,
    DeskPages,
    ApplicationsListApi,
    ApplicationsListPages,
    AwardPage,
    MoneyApi,
    MoneyPages,
    MoneyExportsApi,
    MoneyExportsLinks,
  ],
  providers: [Desks, ApplicationsList, Grants, Forecasts, Statements, Ageing, Transfers, MoneySheets, MoneyExports],
})
export class OverviewModule {}

import { type DynamicModule, Module } from '@nestjs/common';
import { AmendmentsModule } from './amendments/amendments.module';
import { BankingModule } from './banking/banking.module';
import { AwardsModule } from './awards/awards.module';
import { DisbursementsModule } from './disbursements/disbursements.module';
import type { Config } from './kernel/config';
import { ApplicationsModule } from './applications/applications.module';
import { FilesModule } from './files/files.module';
import { FundModule } from './fund/fund.module';
import { DoorModule, KernelModule } from './kernel/kernel.module';
import { NotificationsModule } from './notifications/notifications.module';
import { OperationsModule } from './operations/operations.module';
import { OverviewModule } from './overview/overview.module';
import { PayeesModule } from './payees/payees.module';
import { PeopleModule } from './people/people.module';
import { RemindersModule } from './reminders/reminders.module';
import { ReportsModule } from './reports/reports.module';
import { ReviewsModule } from './reviews/reviews.module';
import { RoundsModule } from './rounds/rounds.module';

/** The web application: the kernel, and a module per stage of a grant's life. */
@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        KernelModule.with(config),
        DoorModule.with(),
        PeopleModule.with(config),
        NotificationsModule,
        RemindersModule,
        PayeesModule,
        FilesModule,
        FundModule,
        RoundsModule,
        ApplicationsModule,
        ReviewsModule,
        AwardsModule,
        ReportsModule,
        DisbursementsModule,
        AmendmentsModule,
        BankingModule,
        OverviewModule,
        OperationsModule,
      ],
    };
  }
}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApplicationsModule } from '../applications/applications.module';
import { FilesModule } from '../files/files.module';
import { FundModule } from '../fund/fund.module';
import { LedgerModule } from '../ledger/ledger.module';
import { RemindersModule } from '../reminders/reminders.module';
import { RoundsModule } from '../rounds/rounds.module';
import { AgreementPages } from './agreement-pages.controller';
import { AgreementsApi } from './agreements.controller';
import { Agreements } from './agreements.service';
import { AwardChanges } from './award-changes.service';
import { AwardDeadlines } from './award-deadlines.service';
import { AwardDesk } from './award-desk.service';
import { AwardEndings } from './award-endings.service';
import { AwardMoney } from './award-money.service';
import { AwardPages } from './award-pages.controller';
import { AwardPauses } from './award-pauses.service';
import { AwardSplits } from './award-splits.service';
import { AwardRows } from './award-rows.service';
import { Award } from './award.entity';
import { AwardsApi } from './awards.controller';
import { Awards } from './awards.service';
import { Proposals } from './proposals.service';

@Module({
  imports: [
    ...[LedgerModule, FilesModule, RemindersModule, FundModule, RoundsModule, ApplicationsModule],
    TypeOrmModule.forFeature([Award]),
  ],
  controllers: [AwardsApi, AwardPages, AgreementsApi, AgreementPages],
  providers: [
    ...[Awards, AwardChanges, AwardDeadlines, AwardEndings, AwardPauses, AwardRows],
    ...[AwardDesk, AwardMoney, AwardSplits, Agreements, Proposals],
  ],
  exports: [Awards, AwardChanges, AwardEndings, AwardPauses, AwardDesk],
})
export class AwardsModule {}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AwardsModule } from '../awards/awards.module';
import { DisbursementsModule } from '../disbursements/disbursements.module';
import { FilesModule } from '../files/files.module';
import { FundModule } from '../fund/fund.module';
import { LedgerModule } from '../ledger/ledger.module';
import { ReportsModule } from '../reports/reports.module';
import { RoundsModule } from '../rounds/rounds.module';
import { AmendmentDesk } from './amendment-desk.service';
import { AmendmentMoney } from './amendment-money.service';
import { AmendmentPages } from './amendment-pages.controller';
import { AmendmentRows } from './amendment-rows.service';
import { Amendment } from './amendment.entity';
import { AmendmentsApi } from './amendments.controller';
import { Amendments } from './amendments.service';
import { AwardShrinking } from './award-shrinking.service';
import { CloseOut } from './close-out.service';
import { GivingUp } from './giving-up.service';
import { OpenAmendments } from './open-amendments.service';
import { RefundDesk } from './refund-desk.service';
import { RefundMoney } from './refund-money.service';
import { RefundPages } from './refund-pages.controller';
import { RefundRows } from './refund-rows.service';
import { Refund, RefundReceipt } from './refund.entity';
import { RefundsApi } from './refunds.controller';
import { Refunds } from './refunds.service';
import { WriteOffs } from './write-offs.service';

@Module({
  imports: [
    ...[LedgerModule, FundModule, FilesModule, RoundsModule, AwardsModule, ReportsModule, DisbursementsModule],
    TypeOrmModule.forFeature([Amendment, Refund, RefundReceipt]),
  ],
  controllers: [AmendmentsApi, AmendmentPages, RefundsApi, RefundPages],
  providers: [
    ...[Amendments, AmendmentDesk, AmendmentRows, AmendmentMoney, AwardShrinking, CloseOut, GivingUp, OpenAmendments],
    ...[Refunds, WriteOffs, RefundDesk, RefundRows, RefundMoney],
  ],
  exports: [AmendmentDesk, RefundDesk, Refunds],
})
export class AmendmentsModule {}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LedgerModule } from '../ledger/ledger.module';
import { Contributions } from './contributions.service';
import { FundDesk } from './fund-desk.service';
import { FundPages } from './fund-pages.controller';
import { Contribution, Fund, Restriction } from './fund.entity';
import { FundsApi } from './funds.controller';
import { Funds } from './funds.service';
import { Journal } from './journal.service';

@Module({
  imports: [LedgerModule, TypeOrmModule.forFeature([Fund, Restriction, Contribution])],
  controllers: [FundsApi, FundPages],
  providers: [Funds, Contributions, Journal, FundDesk],
  exports: [Funds, Contributions, Journal],
})
export class FundModule {}

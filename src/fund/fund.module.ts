import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module';
import { Contributions } from './contributions.service';
import { Contribution, Fund, Restriction } from './fund.entity';
import { Funds } from './funds.service';
import { TypeOrmModule } from '@nestjs/typeorm';

@Module({
  imports: [LedgerModule, TypeOrmModule.forFeature([Fund, Restriction, Contribution])],
  providers: [Funds, Contributions],
  exports: [Funds, Contributions],
})
export class FundModule {}

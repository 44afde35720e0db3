import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FundModule } from '../fund/fund.module';
import { RoundDesk } from './round-desk.service';
import { RoundPages } from './round-pages.controller';
import { Round } from './round.entity';
import { RoundsApi } from './rounds.controller';
import { Rounds } from './rounds.service';

@Module({
  imports: [FundModule, TypeOrmModule.forFeature([Round])],
  controllers: [RoundsApi, RoundPages],
  providers: [Rounds, RoundDesk],
  exports: [Rounds],
})
export class RoundsModule {}

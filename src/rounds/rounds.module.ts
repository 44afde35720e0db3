import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FundModule } from '../fund/fund.module';
import { Round } from './round.entity';
import { Rounds } from './rounds.service';

@Module({
  imports: [FundModule, TypeOrmModule.forFeature([Round])],
  providers: [Rounds],
  exports: [Rounds],
})
export class RoundsModule {}

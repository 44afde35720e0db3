import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FundModule } from '../fund/fund.module';
import { RemindersModule } from '../reminders/reminders.module';
import { RoundBudgetPages } from './round-budget-pages.controller';
import { RoundBudgetsApi } from './round-budgets.controller';
import { RoundBudgets } from './round-budgets.service';
import { RoundDesk } from './round-desk.service';
import { RoundPages } from './round-pages.controller';
import { RoundPostponements } from './round-postponements.service';
import { Round } from './round.entity';
import { RoundsApi } from './rounds.controller';
import { Rounds } from './rounds.service';

@Module({
  imports: [FundModule, RemindersModule, TypeOrmModule.forFeature([Round])],
  controllers: [RoundsApi, RoundPages, RoundBudgetsApi, RoundBudgetPages],
  providers: [Rounds, RoundDesk, RoundBudgets, RoundPostponements],
  exports: [Rounds, RoundPostponements],
})
export class RoundsModule {}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ReminderContacts } from './contacts.service';
import { Deadline } from './deadline.entity';
import { Deadlines } from './deadlines.service';
import { OwnReminders } from './own.service';
import { PlannedDesk } from './planned-desk.service';
import { PlannedApi, PlannedPages } from './planned.controller';
import { Plans } from './plans.service';
import { RoundContact, WrittenRule } from './reminder-rule.entity';
import { Replanner } from './replanner.service';
import { ReminderRules } from './rules.service';

/** What is due, the rules of reminding, and the plan that comes of both. */
@Module({
  imports: [TypeOrmModule.forFeature([Deadline, WrittenRule, RoundContact])],
  controllers: [PlannedApi, PlannedPages],
  providers: [Deadlines, Plans, PlannedDesk, OwnReminders, ReminderRules, ReminderContacts, Replanner],
  exports: [Deadlines, OwnReminders, ReminderRules, ReminderContacts, Replanner],
})
export class RemindersModule {}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ContactDesk } from './contact-desk.service';
import { RoundContactsApi, RoundContactsPages } from './contacts.controller';
import { ReminderContacts } from './contacts.service';
import { Deadline } from './deadline.entity';
import { Deadlines } from './deadlines.service';
import { OwnReminders } from './own.service';
import { PlannedDesk } from './planned-desk.service';
import { PlannedApi, PlannedPages } from './planned.controller';
import { Plans } from './plans.service';
import { RoundContact, WrittenRule } from './reminder-rule.entity';
import { Replanner } from './replanner.service';
import { RuleDesk } from './rule-desk.service';
import { RulePages } from './rule-pages.controller';
import { RoundRulesApi, StandardRulesApi } from './rules.controller';
import { ReminderRules } from './rules.service';
import { WorkingCalendars } from './working-days.service';

/** What is due, the rules of reminding, and the plan that comes of both. */
@Module({
  imports: [TypeOrmModule.forFeature([Deadline, WrittenRule, RoundContact])],
  controllers: [
    RoundContactsApi,
    RoundContactsPages,
    RoundRulesApi,
    StandardRulesApi,
    RulePages,
    PlannedApi,
    PlannedPages,
  ],
  providers: [
    WorkingCalendars,
    Deadlines,
    Plans,
    PlannedDesk,
    OwnReminders,
    RuleDesk,
    ContactDesk,
    ReminderRules,
    ReminderContacts,
    Replanner,
  ],
  exports: [WorkingCalendars, Deadlines, OwnReminders, ReminderRules, ReminderContacts, Replanner],
})
export class RemindersModule {}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RemindersModule } from '../reminders/reminders.module';
import { RoundsModule } from '../rounds/rounds.module';
import { ApplicationDeadlines } from './application-deadlines.service';
import { ApplicationDesk } from './application-desk.service';
import { ApplicationPages } from './application-pages.controller';
import { Application } from './application.entity';
import { ApplicationsApi } from './applications.controller';
import { Applications } from './applications.service';
import { Reconsiderations } from './reconsiderations.service';

@Module({
  imports: [RemindersModule, RoundsModule, TypeOrmModule.forFeature([Application])],
  controllers: [ApplicationsApi, ApplicationPages],
  providers: [Applications, ApplicationDeadlines, ApplicationDesk, Reconsiderations],
  exports: [Applications, Reconsiderations],
})
export class ApplicationsModule {}

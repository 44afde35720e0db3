import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AwardsModule } from '../awards/awards.module';
import { RemindersModule } from '../reminders/reminders.module';
import { ReportDeadlines } from './report-deadlines.service';
import { ReportDesk } from './report-desk.service';
import { ReportsPages } from './report-pages.controller';
import { Report } from './report.entity';
import { ReportsApi } from './reports.controller';
import { Reports } from './reports.service';

@Module({
  imports: [RemindersModule, AwardsModule, TypeOrmModule.forFeature([Report])],
  controllers: [ReportsApi, ReportsPages],
  providers: [Reports, ReportDeadlines, ReportDesk],
  exports: [Reports, ReportDesk],
})
export class ReportsModule {}

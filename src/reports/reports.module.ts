import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AwardsModule } from '../awards/awards.module';
import { ReportDesk } from './report-desk.service';
import { ReportsPages } from './report-pages.controller';
import { Report } from './report.entity';
import { ReportsApi } from './reports.controller';
import { Reports } from './reports.service';

@Module({
  imports: [AwardsModule, TypeOrmModule.forFeature([Report])],
  controllers: [ReportsApi, ReportsPages],
  providers: [Reports, ReportDesk],
  exports: [Reports, ReportDesk],
})
export class ReportsModule {}

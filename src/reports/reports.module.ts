import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AwardsModule } from '../awards/awards.module';
import { Report } from './report.entity';
import { Reports } from './reports.service';
import { ReportsApi, ReportsPages } from './reports.controller';

@Module({
  imports: [AwardsModule, TypeOrmModule.forFeature([Report])],
  controllers: [ReportsApi, ReportsPages],
  providers: [Reports],
  exports: [Reports],
})
export class ReportsModule {}

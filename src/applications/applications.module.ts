import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RoundsModule } from '../rounds/rounds.module';
import { ApplicationDesk } from './application-desk.service';
import { ApplicationPages } from './application-pages.controller';
import { Application } from './application.entity';
import { ApplicationsApi } from './applications.controller';
import { Applications } from './applications.service';

@Module({
  imports: [RoundsModule, TypeOrmModule.forFeature([Application])],
  controllers: [ApplicationsApi, ApplicationPages],
  providers: [Applications, ApplicationDesk],
  exports: [Applications],
})
export class ApplicationsModule {}

import { Module } from '@nestjs/common';
import { RoundsModule } from '../rounds/rounds.module';
import { ApplicationsListApi, ApplicationsListPages } from './applications-list.controller';
import { ApplicationsList } from './applications-list.service';

/** What is seen across the stages of a grant's life; reads, and changes nothing. */
@Module({
  imports: [RoundsModule],
  controllers: [ApplicationsListApi, ApplicationsListPages],
  providers: [ApplicationsList],
})
export class OverviewModule {}

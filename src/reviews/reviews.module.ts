import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApplicationsModule } from '../applications/applications.module';
import { RemindersModule } from '../reminders/reminders.module';
import { RoundsModule } from '../rounds/rounds.module';
import { Assignments } from './assignments.service';
import { AssignmentsApi, AssignmentsPages } from './assignments.controller';
import { Rankings } from './rankings.service';
import { Review } from './review.entity';
import { ReviewRows } from './review-rows.service';
import { Reviewers } from './reviewers.service';
import { ReviewsApi, ReviewsPages } from './reviews.controller';
import { Reviews } from './reviews.service';
import { ReviewsAgain } from './reviews-again.service';

@Module({
  imports: [RemindersModule, RoundsModule, ApplicationsModule, TypeOrmModule.forFeature([Review])],
  controllers: [ReviewsApi, ReviewsPages, AssignmentsApi, AssignmentsPages],
  providers: [Reviews, Assignments, Rankings, Reviewers, ReviewRows, ReviewsAgain],
  exports: [Reviews, Assignments, Rankings],
})
export class ReviewsModule {}

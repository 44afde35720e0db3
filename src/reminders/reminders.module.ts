import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Deadline } from './deadline.entity';
import { Deadlines } from './deadlines.service';
import { Plans } from './plans.service';

/** What is due, the rules of reminding, and the plan that comes of both. */
@Module({
  imports: [TypeOrmModule.forFeature([Deadline])],
  providers: [Deadlines, Plans],
  exports: [Deadlines],
})
export class RemindersModule {}

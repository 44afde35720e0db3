import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RoundsModule } from '../rounds/rounds.module';
import { Application } from './application.entity';
import { Applications } from './applications.service';

@Module({
  imports: [RoundsModule, TypeOrmModule.forFeature([Application])],
  providers: [Applications],
  exports: [Applications],
})
export class ApplicationsModule {}

import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StoredFile } from './file.entity';
import { FilesApi } from './files.controller';
import { Files } from './files.service';

@Module({
  imports: [TypeOrmModule.forFeature([StoredFile])],
  controllers: [FilesApi],
  providers: [Files],
  exports: [Files],
})
export class FilesModule {}

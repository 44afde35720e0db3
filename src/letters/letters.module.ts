import { Module } from '@nestjs/common';
import { Composer } from './composer.service';
import { LettersService } from './letters.service';
import { Readers } from './readers';

/** The words of letters: who gets one, what it says, and how it looks. */
@Module({
  providers: [Readers, Composer, LettersService],
  exports: [Composer, LettersService],
})
export class LettersModule {}

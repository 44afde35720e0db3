import { Module } from '@nestjs/common';
import { Attachments } from './attachments';
import { Calendars } from './calendars.service';
import { Composer } from './composer.service';
import { DeadlinesTold } from './deadlines-told';
import { LettersService } from './letters.service';
import { Previews } from './previews.service';
import { Readers } from './readers';
import { Texts } from './texts.service';

/** The words of letters: who gets one, what it says, and how it looks. */
@Module({
  providers: [Readers, DeadlinesTold, Texts, Attachments, Composer, LettersService, Previews, Calendars],
  exports: [Composer, LettersService, Texts, Previews, Calendars],
})
export class LettersModule {}

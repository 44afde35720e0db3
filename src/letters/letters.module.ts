import { Module } from '@nestjs/common';
import { Attachments } from './attachments';
import { Calendars } from './calendars.service';
import { Composer } from './composer.service';
import { DeadlinesTold } from './deadlines-told';
import { LettersService } from './letters.service';
import { Previews } from './previews.service';
import { Readers } from './readers';
import { Texts } from './texts.service';
import { Unsubscribing } from './unsubscribing.service';

/** The words of letters: who gets one, what it says, and how it looks. */
@Module({
  providers: [Readers, DeadlinesTold, Texts, Attachments, Composer, LettersService, Previews, Calendars, Unsubscribing],
  exports: [Composer, LettersService, Texts, Previews, Calendars, Unsubscribing],
})
export class LettersModule {}

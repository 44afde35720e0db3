import { Module } from '@nestjs/common';
import { Attachments } from './attachments';
import { Calendars } from './calendars.service';
import { Cases } from './cases.service';
import { Composer } from './composer.service';
import { DeadlinesTold } from './deadlines-told';
import { EditorService } from './editor.service';
import { LetterTable } from './letter-table.service';
import { LettersPages } from './letters-pages.controller';
import { LettersApi } from './letters.controller';
import { LettersService } from './letters.service';
import { Previews } from './previews.service';
import { Readers } from './readers';
import { TextDesk } from './text-desk.service';
import { Texts } from './texts.service';
import { Trials } from './trials.service';
import { Unsubscribing } from './unsubscribing.service';

/** The words of letters: who gets one, what it says, and how it looks. */
@Module({
  controllers: [LettersApi, LettersPages],
  providers: [
    ...[Readers, DeadlinesTold, Texts, Attachments, Composer, LettersService, Previews, Calendars, Unsubscribing],
    ...[Cases, TextDesk, LetterTable, Trials, EditorService],
  ],
  exports: [Composer, LettersService, Texts, Previews, Calendars, Unsubscribing],
})
export class LettersModule {}

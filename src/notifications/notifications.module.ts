import { Module } from '@nestjs/common';
import { LettersModule } from '../letters/letters.module';
import { RemindersModule } from '../reminders/reminders.module';
import { Bounces } from './bounces.service';
import { BrakeDesk } from './brake-desk.service';
import { BrakesApi, BrakesPages } from './brakes.controller';
import { Brakes } from './brakes.service';
import { DeliveryService } from './delivery.service';
import { Digests } from './digests.service';
import { FeedDoor } from './feed.controller';
import { Feeds } from './feed.service';
import { LastLook } from './last-look.service';
import { MailEventsApi } from './mail-events.controller';
import { MailEvents } from './mail-events.service';
import { MailLogPages } from './mail-log-pages.controller';
import { MailLogApi } from './mail-log.controller';
import { MailLog } from './mail-log.service';
import { MailMoves } from './mail-moves.service';
import { MailTasks } from './mail-tasks.service';
import { Mails } from './mails.service';
import { OwnMailPages } from './own-mail-pages.controller';
import { OwnMailApi } from './own-mail.controller';
import { OwnMail } from './own-mail.service';
import { Preferences } from './preferences.service';
import { Routing } from './routing.service';
import { SendingService } from './sending.service';
import { Smtp } from './smtp';
import { UnsubscribePages } from './unsubscribe.controller';
import { Unsubscribes } from './unsubscribe.service';
import { WritingService } from './writing.service';

/** Letters: written, sent, and kept for people to see. */
@Module({
  imports: [LettersModule, RemindersModule],
  controllers: [
    MailEventsApi,
    BrakesApi,
    BrakesPages,
    MailLogApi,
    MailLogPages,
    OwnMailApi,
    OwnMailPages,
    FeedDoor,
    UnsubscribePages,
  ],
  providers: [
    Routing,
    LastLook,
    Brakes,
    BrakeDesk,
    Bounces,
    MailEvents,
    Digests,
    OwnMail,
    Preferences,
    Feeds,
    Unsubscribes,
    MailLog,
    MailMoves,
    MailTasks,
    WritingService,
    Mails,
    Smtp,
    SendingService,
    DeliveryService,
  ],
  exports: [Brakes, Digests, DeliveryService, WritingService, SendingService],
})
export class NotificationsModule {}

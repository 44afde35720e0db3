import { Module } from '@nestjs/common';
import { LettersModule } from '../letters/letters.module';
import { Bounces } from './bounces.service';
import { Brakes } from './brakes.service';
import { DeliveryService } from './delivery.service';
import { MailApi, MailPages } from './notifications.controller';
import { NotificationsService } from './notifications.service';
import { Routing } from './routing.service';
import { SendingService } from './sending.service';
import { Smtp } from './smtp';
import { WritingService } from './writing.service';

/** Letters: written, sent, and kept for people to see. */
@Module({
  imports: [LettersModule],
  controllers: [MailApi, MailPages],
  providers: [Routing, Brakes, Bounces, WritingService, Smtp, SendingService, DeliveryService, NotificationsService],
  exports: [NotificationsService, DeliveryService, WritingService, SendingService],
})
export class NotificationsModule {}

import { Module } from '@nestjs/common';
import { Bounces } from './bounces.service';
import { Brakes } from './brakes.service';
import { Composer } from './composer';
import { DeliveryService } from './delivery.service';
import { MailApi, MailPages } from './notifications.controller';
import { NotificationsService } from './notifications.service';
import { Readers } from './readers';
import { Routing } from './routing.service';
import { SendingService } from './sending.service';
import { Smtp } from './smtp';
import { WritingService } from './writing.service';

/** Letters: written, sent, and kept for people to see. */
@Module({
  controllers: [MailApi, MailPages],
  providers: [
    Routing,
    Brakes,
    Bounces,
    Readers,
    Composer,
    WritingService,
    Smtp,
    SendingService,
    DeliveryService,
    NotificationsService,
  ],
  exports: [NotificationsService, DeliveryService, WritingService, SendingService],
})
export class NotificationsModule {}

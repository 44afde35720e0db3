import { Module } from '@nestjs/common';
import { Composer } from './composer';
import { DeliveryService } from './delivery.service';
import { MailApi, MailPages } from './notifications.controller';
import { NotificationsService } from './notifications.service';
import { Readers } from './readers';
import { SendingService } from './sending.service';
import { Smtp } from './smtp';
import { WritingService } from './writing.service';

/** Letters: written, sent, and kept for people to see. */
@Module({
  controllers: [MailApi, MailPages],
  providers: [Readers, Composer, WritingService, Smtp, SendingService, DeliveryService, NotificationsService],
  exports: [NotificationsService, DeliveryService, WritingService, SendingService],
})
export class NotificationsModule {}

import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock';
import { Queries } from '../kernel/queries';
import { Digests } from './digests.service';
import { SendingService } from './sending.service';
import { WritingService } from './writing.service';

/** Delivers everything that is due in this process, without a queue: for the demonstration, whose clock is not that of a worker. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly queries: Queries,
    private readonly clock: Clock,
    private readonly writing: WritingService,
    private readonly sending: SendingService,
    private readonly digests: Digests,
  ) {}

  /** Writes and sends until nothing is due at the clock's time. @returns how many steps that took */
  async deliverDue(): Promise<number> {
    for (let done = 0; ;) {
      await this.digests.sweep();
      const letters = await this.due('due-letters', dueLetters);
      await this.writing.write(letters);
      const mail = await this.due('due-mail', dueMail);
      await this.sending.send(mail);
      if (letters.length + mail.length === 0) return done;
      done += letters.length + mail.length;
    }
  }

  private async due(name: string, sql: string): Promise<string[]> {
    return (await this.queries.rows<{ id: string }>(name, sql, [this.clock.pinnedTo])).map(({ id }) => id);
  }
}

const at = 'coalesce($1::timestamptz, now())';
const dueLetters = `
  select id from outbox where state in ('planned', 'carried') and due_at <= ${at} order by due_at, id limit 200`;
const dueMail = `
  select id from mail
   where waits and (state in ('planned', 'retry') and due_at <= ${at} or state in ('claimed', 'sending') and lease_until <= ${at})
     and (kind = 'security' or not exists (select from mail_brake where stopped_at is not null))
   order by seq limit 200`;

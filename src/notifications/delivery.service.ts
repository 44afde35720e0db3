import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock';
import { Queries } from '../kernel/queries';
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
  ) {}

  /** Writes and sends until nothing is due at the clock's time. @returns how many steps that took */
  async deliverDue(): Promise<number> {
    for (let done = 0; ;) {
      const letters = await this.due('due-letters', dueLetters);
      for (const id of letters) await this.writing.write(id);
      const mail = await this.due('due-mail', dueMail);
      for (const id of mail) await this.sending.send(id);
      if (letters.length + mail.length === 0) return done;
      done += letters.length + mail.length;
    }
  }

  private async due(name: string, sql: string): Promise<string[]> {
    return (await this.queries.rows<{ id: string }>(name, sql, [this.clock.now()])).map(({ id }) => id);
  }
}

const dueLetters = `select id from outbox where state in ('planned', 'carried') and due_at <= $1 order by due_at, id limit 500`;
const dueMail = `select id from mail
   where (state in ('planned', 'retry') and due_at <= $1) or (state = 'sending' and lease_until <= $1) order by seq limit 500`;

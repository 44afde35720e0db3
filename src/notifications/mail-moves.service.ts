import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { Missing } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { type Tx, Work } from '../kernel/transaction';
import { LettersService } from '../letters/letters.service';
import { caseFrom, caseOf } from './mail-case';
import { type MailCase, mailLifecycle } from './mail-moves.rules';
import type { MailState } from './mail-rows';

interface Claimed extends Omit<MailCase, 'status'> {
  id: string;
  state: MailState;
  title: string;
}

/** What staff decide about letters of which the post cannot: whether one arrived, is sent again, or is let be. */
@Injectable()
export class MailMoves {
  constructor(
    private readonly work: Work,
    private readonly letters: LettersService,
  ) {}

  /** It counts as sent. @throws Missing, Conflict where that is known or decided already */
  async arrived(actor: Actor, id: string, reason: string): Promise<void> {
    await this.work.run(actor, async (tx) => {
      const mail = await this.claim(tx, id);
      const { to } = mailLifecycle.apply(mail, 'arrived', { actor, now: tx.now });
      await tx.query(
        `update mail set state = $2, settled_by = $3, sent_at = coalesce(uncertain_at, due_at), lease_until = null, error = '' where id = $1`,
        [id, to, actor.id],
      );
      await publish(tx, 'mail.settled', { mailId: id, title: mail.title, reason }, [`mail:${id}`]);
    });
  }

  /** Nothing is sent, and nobody is asked any more. @throws Missing, Conflict */
  async letBe(actor: Actor, id: string, reason: string): Promise<void> {
    await this.work.run(actor, async (tx) => {
      const mail = await this.claim(tx, id);
      mailLifecycle.apply(mail, 'let-be', { actor, now: tx.now });
      await tx.query('update mail set settled_by = $2 where id = $1', [id, actor.id]);
      await publish(tx, 'mail.settled', { mailId: id, title: mail.title, reason }, [`mail:${id}`]);
    });
  }

  /** A letter of its own goes to the present address; the old one stays as it is. @returns the new one @throws Missing, Conflict */
  sendAgain(actor: Actor, id: string, reason: string): Promise<string> {
    return this.work.run(actor, async (tx) => {
      const mail = await this.claim(tx, id);
      mailLifecycle.apply(mail, 'send-again', { actor, now: tx.now });
      if (mail.status !== 'sent') await tx.query('update mail set settled_by = $2 where id = $1', [id, actor.id]);
      const [copy] = (await tx.query(copySql, [id, tx.now])) as { id: string }[];
      if (!copy) throw new Missing('letter');
      const about = { mailId: copy.id, title: mail.title, reason };
      await publish(tx, 'mail.sent_again', about, [`mail:${id}`, `mail:${copy.id}`]);
      await tx.query('notify outbox');
      return copy.id;
    });
  }

  /** All copies of a letter are locked by its row of the outbox, so that two who send it again make two copies, one after the other. */
  private async claim(tx: Tx, id: string): Promise<MailCase & Claimed> {
    await tx.query('select 1 from outbox where id = (select outbox_id from mail where id = $1) for no key update', [
      id,
    ]);
    const [row] = (await tx.query(caseSql, [id, Object.keys(this.letters.secrets())])) as Claimed[];
    if (!row) throw new Missing('letter');
    return { ...row, status: row.state };
  }
}

/** `$2`: the events that carry a secret. */
const caseSql = `
  select m.id, m.state, m.subject as title, ${caseOf} from mail m ${caseFrom} where m.id = $1 for update of m`;

const copySql = `
  insert into mail (outbox_id, person_id, address, letter, about, subject, text, html, kind, text_id, calendar, calendar_method,
                    copy, due_at, created_at)
  select m.outbox_id, m.person_id, coalesce(p.email, m.address), m.letter, m.about, m.subject, m.text, m.html, m.kind, m.text_id,
         m.calendar, m.calendar_method, (select max(copy) + 1 from mail c where c.outbox_id = m.outbox_id), $2, $2
    from mail m left join person p on p.id = m.person_id where m.id = $1
  returning id`;

import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/access';
import { courier } from '../kernel/courier';
import { Conflict, Missing } from '../kernel/errors';
import { publish, type Subject } from '../kernel/outbox';
import { type Tx, Work } from '../kernel/transaction';
import { refusesAddress } from './bounces.rules';

/** Mail whose address was refused. */
export interface RefusedMail {
  id: string;
  address: string;
}

/** Remembers addresses that take no mail, and lets them go when somebody has made sure that they do. */
@Injectable()
export class Bounces {
  constructor(private readonly work: Work) {}

  /** Called for every permanent refusal; decides by the server's words whether the address itself is refused. */
  async refused(mail: RefusedMail, words: string): Promise<void> {
    if (!refusesAddress(words)) return;
    const reason = `The mail server refuses this address: ${words}`;
    await this.work.run(courier, (tx) => this.suppress(tx, mail, reason));
  }

  /**
   * Joins a transaction. Nothing is sent to the address from now on; doing it again changes nothing.
   * @param at when it was refused: what is told late, after somebody has made sure of the address, counts no more
   */
  async suppress(tx: Tx, { id, address }: RefusedMail, reason: string, at: Date = tx.now): Promise<void> {
    const short = reason.replaceAll(/[\p{Cc}\s]+/gu, ' ').slice(0, 1000);
    const rows = (await tx.query(suppressSql, [address, short, id, tx.now, at])) as { id: string }[];
    const [made] = rows;
    if (!made) return;
    const about: [Subject, Subject] = [`suppression:${made.id}`, `mail:${id}`];
    await publish(tx, 'address.suppressed', { address, mailId: id, reason: short }, about);
  }

  /** Letters go there again, from the next one on. @throws Missing, and Conflict where it was lifted already */
  async lift(actor: Actor, id: string, reason: string): Promise<void> {
    await this.work.run(actor, async (tx) => {
      const [row] = (await tx.query(claimSql, [id])) as { address: string; mailId: string | null; lifted: boolean }[];
      if (!row) throw new Missing('address');
      if (row.lifted) throw new Conflict('Letters go to this address already.');
      await tx.query('update suppression set lifted_at = $2, lifted_by = $3 where id = $1', [id, tx.now, actor.id]);
      const about: Subject[] = row.mailId ? [`mail:${row.mailId}`] : [];
      await publish(tx, 'address.released', { address: row.address, reason }, [`suppression:${id}`, ...about]);
    });
  }
}

const suppressSql = `
  insert into suppression (address, reason, mail_id, since)
  select lower($1), $2, $3, $4 where not exists (select from suppression where address = lower($1) and lifted_at > $5)
  on conflict (address) where lifted_at is null do nothing returning id`;

const claimSql = `
  select address, mail_id as "mailId", lifted_at is not null as lifted from suppression where id = $1 for update`;

import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import type { Actor } from '../kernel/access';
import { Conflict, Missing } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { type Tx, Work } from '../kernel/transaction';
import { accountLifecycle } from './account.rules';
import { Person } from './person.entity';

type Change = Partial<Omit<Person, 'status'>>;

/** Whether an account stands: who let it in, who confirmed it, and who ended it. */
@Injectable()
export class Accounts {
  constructor(
    private readonly work: Work,
    @InjectRepository(Person) private readonly people: Repository<Person>,
  ) {}

  /** Those of staff who are let in and whom nobody has confirmed yet, whoever has waited longest first. */
  waiting(): Promise<Person[]> {
    return this.people.find({ where: { status: 'waiting' }, order: { letInAt: 'ASC', id: 'ASC' } });
  }

  /** @throws Conflict where it does not wait, or for whoever let it in */
  confirm(actor: Actor, id: string): Promise<Person> {
    return this.move(actor, id, 'confirm', async (tx, person) => {
      const { role, name } = person;
      await publish(tx, 'person.confirmed', { personId: id, person: name, role }, [`person:${id}`]);
      return { disabledAt: null, confirmedBy: tx.actor.id, confirmedAt: tx.now };
    });
  }

  /** Whoever waits is not let in. */
  reject(actor: Actor, id: string, reason: string): Promise<Person> {
    return this.move(actor, id, 'reject', async (tx, person) => {
      await tellOfEnd(tx, person, reason);
      return { letInBy: null, letInAt: null, disabledAt: tx.now, disabledReason: reason };
    });
  }

  /** Ends every way in at once: sessions, links and personal tokens. @throws Conflict where it is the actor. */
  disable(actor: Actor, id: string): Promise<Person> {
    return this.move(actor, id, 'disable', async (tx, person) => {
      for (const table of ['session', 'personal_token'])
        await tx.query(`update ${table} set revoked_at = $2 where person_id = $1 and revoked_at is null`, [id, tx.now]);
      await tx.query(`update sign_in_link set used_at = $2 where person_id = $1 and used_at is null`, [id, tx.now]);
      await tellOfEnd(tx, person, '');
      return { disabledAt: tx.now, disabledReason: '' };
    });
  }

  /** Lets them sign in again, or has staff wait for a second person again; what was ended stays ended. */
  enable(actor: Actor, id: string): Promise<Person> {
    return this.move(actor, id, 'enable', async (tx, person) => {
      await tellOfNewcomer(tx, person, true);
      const again = { confirmedBy: null, disabledReason: '' };
      return person.status === 'waiting'
        ? { ...again, letInBy: tx.actor.id, letInAt: tx.now, confirmedAt: null }
        : { ...again, disabledAt: null, confirmedAt: tx.now };
    });
  }

  /** @param steps are told the person as they are after the move, and say what else changes */
  private move(
    actor: Actor,
    id: string,
    move: string,
    steps: (tx: Tx, person: Person) => Promise<Change>,
  ): Promise<Person> {
    return this.work.run(actor, async (tx) => {
      const person = await claim(tx, id);
      accountLifecycle.apply(person, move, { actor: tx.actor, now: tx.now });
      return tx.save(Object.assign(person, await steps(tx, person)));
    });
  }
}

/** Locks the actor too, so that of two administrators who disable each other one stays. */
async function claim(tx: Tx, id: string): Promise<Person> {
  const rows = await tx
    .createQueryBuilder(Person, 'person')
    .where({ id: In([id, tx.actor.id]) })
    .orderBy('person.id')
    .setLock('pessimistic_write')
    .getMany();
  if (rows.some((row) => row.id === tx.actor.id && row.disabledAt))
    throw new Conflict('You have been disabled meanwhile.');
  const person = rows.find((row) => row.id === id);
  if (!person) throw new Missing('person');
  return person;
}

/** The others hear of it, and are asked where the account waits for one of them. */
export function tellOfNewcomer(tx: Tx, person: Person, again: boolean): Promise<void> {
  const { id, name, role, status } = person;
  const data = { personId: id, person: name, role, again, waits: status === 'waiting' };
  return publish(tx, 'person.let_in', data, [`person:${id}`]);
}

const tellOfEnd = (tx: Tx, { id, name, role }: Person, reason: string): Promise<void> =>
  publish(tx, 'person.shut_out', { personId: id, person: name, role, reason }, [`person:${id}`]);

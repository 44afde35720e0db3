import { Injectable } from '@nestjs/common';
import { createHmac, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Config } from '../kernel/config';
import { Conflict, Forbidden, Invalid, StepUpNeeded } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { Queries } from '../kernel/queries';
import { type Tx, Work } from '../kernel/transaction';
import { ATTEMPTS, CODES_AN_HOUR, isProved, minutesFrom, STEP_UP_MINUTES } from './step-up.rules';

interface Tried {
  id: string;
  hash: Buffer;
  attempts: number;
}

/** Proving once more, with a code that is sent by mail, that the person at a browser is who signed in there. */
@Injectable()
export class StepUp {
  private readonly key: Buffer;

  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly queries: Queries,
    config: Config,
  ) {
    // Six digits are tried out in a moment by whoever has the hash alone; the key is not in the database.
    this.key = config.keyFor('step-up');
  }

  /** @throws StepUpNeeded where it was not proved in the last ten minutes, Forbidden for programs, which cannot */
  require(actor: Actor): void {
    sessionOf(actor);
    if (isProved(actor.steppedUpAt, this.clock.now())) return;
    throw new StepUpNeeded(
      'Prove that it is you first: ask for a code, which comes by mail, and enter it. It counts for ten minutes.',
    );
  }

  /** Whether a code is on its way that can still be entered. */
  async isAsked(actor: Actor): Promise<boolean> {
    const sql = `select id from step_up_code where session_id = $1 and ${usable}`;
    return (await this.queries.one('step-up-asked', sql, [sessionOf(actor), this.clock.now()])) !== undefined;
  }

  /** Sends a code; one that was sent before does not work any more. @throws Conflict after too many */
  async send(actor: Actor): Promise<void> {
    const session = sessionOf(actor);
    await this.work.run(actor, async (tx) => {
      await this.refuseTooMany(tx);
      await tx.query(`update step_up_code set expires_at = $2 where session_id = $1 and expires_at > $2`, [
        session,
        tx.now,
      ]);
      const [id, code] = [randomUUID(), String(randomInt(1_000_000)).padStart(6, '0')];
      const expiresAt = minutesFrom(tx.now, STEP_UP_MINUTES);
      await tx.query(
        `insert into step_up_code (id, session_id, code_hash, created_at, expires_at) values ($1, $2, $3, $4, $5)`,
        [id, session, this.hashOf(id, code), tx.now, expiresAt],
      );
      const data = { personId: actor.id, code, expiresAt: expiresAt.toISOString() };
      await publish(tx, 'person.step_up_requested', data, [`person:${actor.id}`]);
    });
  }

  /** @throws Invalid for a wrong code, with how many attempts are left */
  async prove(actor: Actor, code: string): Promise<void> {
    const session = sessionOf(actor);
    // A wrong attempt has to be counted, so the refusal comes after the transaction.
    const left = await this.work.run(actor, (tx) => this.attempt(tx, session, code));
    if (left === 'proved') return;
    throw new Invalid({ code: [left === 0 ? none : wrong(left)] });
  }

  private async attempt(tx: Tx, session: string, code: string): Promise<'proved' | number> {
    const [[tried]] = (await tx.query(
      `update step_up_code set attempts = attempts + 1 where session_id = $1 and ${usable}
       returning id, code_hash as hash, attempts`,
      [session, tx.now],
    )) as [Tried[], number];
    if (!tried) return 0;
    if (!timingSafeEqual(tried.hash, this.hashOf(tried.id, code))) return ATTEMPTS - tried.attempts;
    await tx.query(`update step_up_code set used_at = $2 where id = $1`, [tried.id, tx.now]);
    await tx.query(`update session set stepped_up_at = $2 where id = $1 and revoked_at is null`, [session, tx.now]);
    return 'proved';
  }

  /** Of all browsers together; the lock makes those who ask at once count each other's. */
  private async refuseTooMany(tx: Tx): Promise<void> {
    await tx.query(`select from person where id = $1 for no key update`, [tx.actor.id]);
    const [{ sent }] = (await tx.query(
      `select count(*)::int as sent from step_up_code c join session s on s.id = c.session_id
        where s.person_id = $1 and c.created_at > $2`,
      [tx.actor.id, minutesFrom(tx.now, -60)],
    )) as [{ sent: number }];
    if (sent >= CODES_AN_HOUR)
      throw new Conflict('Five codes were sent to you within an hour. Wait a while before you ask for another.');
  }

  private hashOf(id: string, code: string): Buffer {
    return createHmac('sha256', this.key).update(`${id}:${code}`).digest();
  }
}

const usable = `used_at is null and attempts < ${ATTEMPTS} and expires_at > $2`;

const none = 'No code works now: it was used, tried five times, or is older than ten minutes. Ask for another one.';
const wrong = (left: number): string =>
  `This is not the code that we sent. You have ${left} ${left === 1 ? 'attempt' : 'attempts'} left.`;

/** @throws Forbidden for programs */
function sessionOf({ sessionId }: Actor): string {
  if (sessionId !== undefined) return sessionId;
  throw new Forbidden('A personal token cannot do this: sign in with a browser and prove that it is you.');
}

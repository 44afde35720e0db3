import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/access';
import { Authentication } from '../kernel/authentication';
import { Clock } from '../kernel/clock';
import { Conflict, Missing } from '../kernel/errors';
import { Queries } from '../kernel/queries';
import { hashOf, newSecret } from '../kernel/secrets';
import { Together } from '../kernel/together';
import { type Tx, Work } from '../kernel/transaction';
import type { NewToken } from './sign-in.dto';

const HOUR = 3_600_000;
const SESSION_HOURS = 12;
const DAY = 24 * HOUR;
const MINUTE = 60_000;

const actorColumns = `p.id, p.name, p.role, p.city_right as "cityRight", p.organisation_id as "organisationId",
  o.name as organisation, p.time_zone as "timeZone"`;

const whose = (table: string, hashes: string, more: string): string => `select ${actorColumns}, ${more}
  from ${table} t join person p on p.id = t.person_id left join organisation o on o.id = p.organisation_id
 where t.token_hash = ${hashes} and t.revoked_at is null and t.expires_at > $2 and p.disabled_at is null`;

const sessionColumns = `encode(t.token_hash, 'hex') as hash, t.id as "sessionId", t.stepped_up_at as "steppedUpAt"`;
const ofSessions = whose('session', 'any($1)', sessionColumns);
const ofToken = whose('personal_token', '$1', 't.last_used_at as "lastUsedAt"');

/** A browser in which the person is signed in. */
export interface SessionRow {
  id: string;
  createdAt: Date;
  expiresAt: Date;
  current: boolean;
}

/** A personal token as its owner sees it again. */
export interface TokenRow {
  id: string;
  name: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

/** The ways in that are open: sessions of browsers and personal tokens of programs. */
@Injectable()
export class SessionsService implements Authentication {
  private readonly actors = new Together<Actor>((hashes) => this.actorsOf(hashes));

  constructor(
    private readonly queries: Queries,
    private readonly database: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  /** Looked up for each request, together with those that come at the same time: disabling and revoking work at once. */
  bySession(secret: string): Promise<Actor | undefined> {
    return this.actors.one(hashOf(secret).toString('hex'));
  }

  async byToken(secret: string): Promise<Actor | undefined> {
    const now = this.clock.now();
    const row = await this.queries.one<Actor & { lastUsedAt: Date | null }>('token-actor', ofToken, [
      hashOf(secret),
      now,
    ]);
    if (!row) return undefined;
    const { lastUsedAt, ...actor } = row;
    if (!lastUsedAt || now.getTime() - lastUsedAt.getTime() > MINUTE) {
      await this.database.query(`update personal_token set last_used_at = $2 where token_hash = $1`, [
        hashOf(secret),
        now,
      ]);
    }
    return actor;
  }

  /**
   * Waits for whoever disables the account at this moment: what was open is ended then, and nothing opens after it.
   * @throws Conflict for a disabled account
   */
  async claim(tx: Tx, personId: string): Promise<void> {
    const sql = 'select from person where id = $1 and disabled_at is null for share';
    const rows = (await tx.query(sql, [personId])) as unknown[];
    if (rows.length === 0) throw new Conflict('This account is disabled.');
  }

  /** Joins a transaction. @returns the secret for the cookie, which is kept nowhere else */
  async open(tx: Tx, personId: string): Promise<string> {
    const secret = newSecret();
    await tx.query(`insert into session (person_id, token_hash, created_at, expires_at) values ($1, $2, $3, $4)`, [
      personId,
      hashOf(secret),
      tx.now,
      new Date(tx.now.getTime() + SESSION_HOURS * HOUR),
    ]);
    return secret;
  }

  /** Ends the session of a cookie; one that is over already stays over. */
  async close(secret: string | undefined): Promise<void> {
    if (secret === undefined) return;
    await this.database.query(`update session set revoked_at = $2 where token_hash = $1 and revoked_at is null`, [
      hashOf(secret),
      this.clock.now(),
    ]);
  }

  sessions(actor: Actor, secret = ''): Promise<SessionRow[]> {
    return this.queries.rows<SessionRow>(
      'my-sessions',
      `select id, created_at as "createdAt", expires_at as "expiresAt", token_hash = $3 as current
         from session where person_id = $1 and revoked_at is null and expires_at > $2 order by created_at desc limit 100`,
      [actor.id, this.clock.now(), hashOf(secret)],
    );
  }

  tokens(actor: Actor): Promise<TokenRow[]> {
    return this.queries.rows<TokenRow>(
      'my-tokens',
      `select id, name, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt"
         from personal_token where person_id = $1 and revoked_at is null and expires_at > $2 order by created_at desc limit 100`,
      [actor.id, this.clock.now()],
    );
  }

  /** The secret is shown this once; a repeated request is told so, since nobody can show it again. */
  async createToken(actor: Actor, input: NewToken): Promise<{ id: string; token: string; expiresAt: Date }> {
    const token = `fund_${newSecret()}`;
    const made = await this.work.run(actor, async (tx) => {
      await this.claim(tx, actor.id);
      const expiresAt = new Date(tx.now.getTime() + input.days * DAY);
      const [row] = (await tx.query(
        `insert into personal_token (person_id, name, token_hash, created_at, expires_at) values ($1, $2, $3, $4, $5) returning id`,
        [actor.id, input.name, hashOf(token), tx.now, expiresAt],
      )) as [{ id: string }];
      return { id: row.id, expiresAt, fingerprint: hashOf(token).toString('hex') };
    });
    if (made.fingerprint !== hashOf(token).toString('hex')) {
      throw new Conflict('This token was made and shown already. Revoke it and make another if you did not keep it.');
    }
    return { id: made.id, token, expiresAt: made.expiresAt };
  }

  revokeSession(actor: Actor, id: string): Promise<void> {
    return this.revoke(actor, 'session', id);
  }

  revokeToken(actor: Actor, id: string): Promise<void> {
    return this.revoke(actor, 'personal_token', id);
  }

  private async actorsOf(hashes: string[]): Promise<Map<string, Actor>> {
    const keys = hashes.map((hash) => Buffer.from(hash, 'hex'));
    const found = await this.queries.rows<Actor & { hash: string }>('session-actors', ofSessions, [
      keys,
      this.clock.now(),
    ]);
    return new Map(found.map(({ hash, ...actor }) => [hash, actor]));
  }

  private async revoke(actor: Actor, table: 'session' | 'personal_token', id: string): Promise<void> {
    await this.work.run(actor, async (tx) => {
      const [, count] = (await tx.query(
        `update ${table} set revoked_at = coalesce(revoked_at, $3) where id = $1 and person_id = $2`,
        [id, actor.id, tx.now],
      )) as [unknown, number];
      if (count === 0) throw new Missing(table === 'session' ? 'session' : 'token');
    });
  }
}

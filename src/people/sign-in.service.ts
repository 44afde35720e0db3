import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import type { Actor } from '../kernel/access';
import { Clock } from '../kernel/clock';
import { Conflict, Missing, Refusal } from '../kernel/errors';
import { localPath } from '../kernel/local-path';
import { publish } from '../kernel/outbox';
import { Queries } from '../kernel/queries';
import { hashOf, newSecret } from '../kernel/secrets';
import { type Tx, Work } from '../kernel/transaction';
import { Person } from './person.entity';
import { SessionsService } from './sessions.service';
import type { LinkWanted } from './sign-in.dto';
import { LINK_MINUTES, linkSentences, type LinkState } from './sign-in.rules';

const LINKS_AT_ONCE = 5;
const MINUTE = 60_000;

/** A sign-in link that does not work (any more). */
export class LinkRefused extends Refusal {
  readonly status = 410;
  readonly title = 'Not a valid link';
}

/** Signing in by a link that is sent to the person's address. */
@Injectable()
export class SignInService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly queries: Queries,
    private readonly sessions: SessionsService,
    @InjectRepository(Person) private readonly people: Repository<Person>,
  ) {}

  /** Sends a link where the address is known; says nothing either way, also when too many are asked for. */
  async sendLink({ email, to }: LinkWanted): Promise<void> {
    const person = await this.people.findOneBy({ email, disabledAt: IsNull() });
    if (!person) return;
    await this.work.run(actorFor(person), (tx) => this.addLink(tx, person, localPath(to) ?? '/'));
  }

  private async addLink(tx: Tx, person: Person, returnTo: string): Promise<void> {
    // The lock makes those who ask at once, in several processes, count each other's links.
    await tx.query(`select from person where id = $1 for no key update`, [person.id]);
    const since = new Date(tx.now.getTime() - LINK_MINUTES * MINUTE);
    const recent = (await tx.query(`select from sign_in_link where person_id = $1 and created_at > $2`, [
      person.id,
      since,
    ])) as unknown[];
    if (recent.length >= LINKS_AT_ONCE) return;
    const token = newSecret();
    const expiresAt = new Date(tx.now.getTime() + LINK_MINUTES * MINUTE);
    await tx.query(
      `insert into sign_in_link (person_id, token_hash, return_to, created_at, expires_at) values ($1, $2, $3, $4, $5)`,
      [person.id, hashOf(token), returnTo, tx.now, expiresAt],
    );
    const data = { personId: person.id, token, expiresAt: expiresAt.toISOString() };
    await publish(tx, 'person.sign_in_requested', data, [`person:${person.id}`]);
  }

  /** Looks without using it up: mail scanners open links. */
  async look(token: string): Promise<LinkState> {
    const row = await this.queries.one<{ used: boolean; expiresAt: Date }>(
      'link-state',
      `select used_at is not null as used, expires_at as "expiresAt" from sign_in_link where token_hash = $1`,
      [hashOf(token)],
    );
    if (!row) return 'unknown';
    if (row.used) return 'used';
    return row.expiresAt > this.clock.now() ? 'open' : 'expired';
  }

  /** Uses the link up and opens a session. @throws LinkRefused */
  async signIn(token: string): Promise<{ session: string; returnTo: string }> {
    const person = await this.people
      .createQueryBuilder('person')
      .where(`person.id = (select person_id from sign_in_link where token_hash = :hash)`, { hash: hashOf(token) })
      .getOne();
    if (!person) throw new LinkRefused(linkSentences.unknown);
    if (person.disabledAt) throw new LinkRefused(linkSentences.used);
    const used = await this.work.run(actorFor(person), (tx) => this.useUp(tx, token));
    if (used) return used;
    const state = await this.look(token);
    throw new LinkRefused(linkSentences[state === 'open' ? 'expired' : state]);
  }

  private async useUp(tx: Tx, token: string): Promise<{ session: string; returnTo: string } | undefined> {
    const [rows] = (await tx.query(
      `update sign_in_link l set used_at = $2 from person p
        where l.token_hash = $1 and l.used_at is null and l.expires_at > $2
          and p.id = l.person_id and p.disabled_at is null
       returning l.person_id as "personId", l.return_to as "returnTo"`,
      [hashOf(token), tx.now],
    )) as [{ personId: string; returnTo: string }[], number];
    const [link] = rows;
    if (!link) return undefined;
    await this.sessions.claim(tx, link.personId);
    return { session: await this.sessions.open(tx, link.personId), returnTo: link.returnTo };
  }

  /** Signs somebody in without a letter; for the demonstration. @throws Missing */
  async be(id: string): Promise<string> {
    const person = await this.people.findOneBy({ id });
    if (!person) throw new Missing('person');
    if (person.status === 'waiting') throw new Conflict(`A second person has to confirm ${person.name} first.`);
    if (person.disabledAt) throw new Conflict(`${person.name} is disabled.`);
    return this.work.run(actorFor(person), (tx) => this.sessions.open(tx, id));
  }
}

/** A person who is not signed in yet acts for themself. */
function actorFor({ id, name, role, cityRight, organisationId, timeZone }: Person): Actor {
  return { id, name, role, cityRight, organisationId, organisation: null, timeZone };
}

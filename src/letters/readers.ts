import { Injectable } from '@nestjs/common';
import type { CityRight, Role } from '../kernel/access';
import { Queries } from '../kernel/queries';
import { immediately, Together } from '../kernel/together';
import { PeopleService } from '../people/people.service';
import type { Audience, Reader } from './letter';

interface Someone extends Omit<Reader, 'organisation'> {
  role: Role;
  cityRight: CityRight | null;
  organisationId: string | null;
  disabledAt: Date | null;
}

/** Finds the people whom a letter is for. */
@Injectable()
export class Readers {
  private readonly named: Together<Reader>;

  constructor(
    private readonly people: PeopleService,
    queries: Queries,
  ) {
    this.named = new Together(async (ids) => {
      const rows = await queries.rows<Reader>('letter-reader', readerSql, [ids]);
      return new Map(rows.map((row) => [row.id, row]));
    }, immediately);
  }

  /** Whoever it is, unless they may not sign in any more. */
  one(personId: string): Promise<Reader | undefined> {
    return this.named.one(personId);
  }

  /** @param actorId who did what the letter tells; staff are not told what they did themselves */
  async of(audience: Audience, actorId: string | null): Promise<Reader[]> {
    if ('reminded' in audience) return [];
    if ('person' in audience) return this.ofOne(audience.person);
    if ('actor' in audience) return actorId === null ? [] : this.ofOne(actorId);
    const found = (await this.reached(audience, actorId)).filter(({ disabledAt }) => !disabledAt);
    const ids = [...new Set(found.map(({ organisationId }) => organisationId).filter((id) => id !== null))];
    const named = new Map(
      await Promise.all(ids.map(async (id) => [id, (await this.people.organisation(id)).name] as const)),
    );
    return found.map(({ organisationId, ...person }) => ({
      ...person,
      organisation: named.get(organisationId ?? '') ?? null,
    }));
  }

  private async ofOne(personId: string): Promise<Reader[]> {
    const reader = await this.one(personId);
    return reader ? [reader] : [];
  }

  private async reached(
    audience: { city: string } | { everyCity: true } | { roles: Role[] },
    actorId: string | null,
  ): Promise<Someone[]> {
    if ('city' in audience) return writing(await this.people.ofOrganisation(audience.city));
    if ('everyCity' in audience) return writing(await this.people.byRole('city'));
    const staff = await Promise.all(audience.roles.map((role) => this.people.byRole(role)));
    return staff.flat().filter(({ id }) => id !== actorId);
  }
}

/** Whether a letter for these people is one for this person, whom the rules of reminding name. */
export function suits(audience: Audience, { id, role, cityRight }: Reader): boolean {
  if ('person' in audience) return audience.person === id;
  if ('roles' in audience) return audience.roles.includes(role);
  if ('reminded' in audience) return audience.reminded.includes(role);
  return !('actor' in audience) && role === 'city' && cityRight !== 'viewer';
}

/** Viewers of a city only read, and are not written to. */
const writing = (people: Someone[]): Someone[] =>
  people.filter(({ role, cityRight }) => role === 'city' && cityRight !== 'viewer');

const readerSql = `
  select p.id, p.name, p.email, p.role, p.city_right as "cityRight", o.name as organisation, p.time_zone as "timeZone"
    from person p left join organisation o on o.id = p.organisation_id
   where p.id = any($1) and p.disabled_at is null`;

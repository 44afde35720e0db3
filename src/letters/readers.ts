import { Injectable } from '@nestjs/common';
import type { CityRight, Role } from '../kernel/access';
import { PeopleService } from '../people/people.service';
import type { Audience, Reader } from './letter';

interface Someone {
  id: string;
  name: string;
  email: string;
  role: Role;
  cityRight: CityRight | null;
  organisationId: string | null;
  timeZone: string;
  disabledAt: Date | null;
}

/** Finds the people whom a letter is for. */
@Injectable()
export class Readers {
  constructor(private readonly people: PeopleService) {}

  /** @param actorId who did what the letter tells; staff are not told what they did themselves */
  async of(audience: Audience, actorId: string | null): Promise<Reader[]> {
    const found = await this.reached(audience, actorId);
    const ids = [...new Set(found.map(({ organisationId }) => organisationId).filter((id) => id !== null))];
    const named = new Map(
      await Promise.all(ids.map(async (id) => [id, (await this.people.organisation(id)).name] as const)),
    );
    return found
      .filter(({ disabledAt }) => !disabledAt)
      .map(({ organisationId, ...person }) => ({ ...person, organisation: named.get(organisationId ?? '') ?? null }));
  }

  private async reached(audience: Audience, actorId: string | null): Promise<Someone[]> {
    if ('person' in audience) return this.people.byIds([audience.person]);
    if ('city' in audience) return writing(await this.people.ofOrganisation(audience.city));
    if ('everyCity' in audience) return writing(await this.people.byRole('city'));
    const staff = await Promise.all(audience.roles.map((role) => this.people.byRole(role)));
    return staff.flat().filter(({ id }) => id !== actorId);
  }
}

/** Viewers of a city only read, and are not written to. */
const writing = (people: Someone[]): Someone[] =>
  people.filter(({ role, cityRight }) => role === 'city' && cityRight !== 'viewer');

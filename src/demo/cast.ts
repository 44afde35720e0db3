import type { Client } from 'pg';
import type { Actor, Role } from '../kernel/access';
import { Accounts } from '../people/accounts.service';
import { PeopleService } from '../people/people.service';
import { cities, funders } from './cities';
import type { Stage } from './stage';
import { staff } from './staff';

const founder: Actor = {
  id: '00000000-0000-0000-0000-000000000000',
  name: 'The founders',
  role: 'admin',
  cityRight: null,
  organisationId: null,
  organisation: null,
  timeZone: 'UTC',
};

const address = (name: string, domain: string): string =>
  `${name
    .normalize('NFD')
    .replaceAll(/[^\p{L} ]/gu, '')
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll(' ', '.')}@${domain}.example`;

const domainOf = (city: string): string => city.toLowerCase().replaceAll(' ', '-');

const emailOf = ({ name, role }: { name: string; role: Role }): string =>
  address(name, role === 'reviewer' ? 'reviewers' : 'innovation-fund');

/** One lets people in, the other confirms them; these two come from whoever owns the database, as the first administrator does. */
const founders = { letsIn: 'wren', confirms: 'amara' };
const firstTwo = staff.filter(({ key }) => Object.values(founders).includes(key));

export async function letFoundersIn(client: Client, at: Date): Promise<void> {
  for (const one of firstTwo)
    await client.query(
      'insert into person (name, email, role, time_zone, created_at, confirmed_at) values ($1, $2, $3, $4, $5, $5)',
      [one.name, emailOf(one), one.role, one.zone, at],
    );
}

/** Everybody else of staff is let in by the first of them and confirmed by the second. */
async function castStaff(stage: Stage): Promise<void> {
  const people = stage.get(PeopleService);
  for (const { key, name, role } of firstTwo) {
    const person = (await people.byRole(role)).find(({ email }) => email === emailOf({ name, role }));
    if (person) stage.enters(key, person);
  }
  for (const { key, name, role, zone } of staff.filter((one) => !firstTwo.includes(one))) {
    const input = { name, email: emailOf({ name, role }), role, timeZone: zone };
    const person = await stage.work.run(stage.as(founders.letsIn), (tx) => people.addPerson(tx, input));
    if (person.status === 'waiting') await stage.get(Accounts).confirm(stage.as(founders.confirms), person.id);
    stage.enters(key, person);
  }
}

/** Brings on the cities with their officers, the funders, the staff and the reviewers. @returns the funders' ids by name */
export async function cast(stage: Stage): Promise<Map<string, string>> {
  const people = stage.get(PeopleService);
  await castStaff(stage);
  return stage.work.run(founder, async (tx) => {
    for (const { name, signatory, contributor, zone: timeZone, ...where } of cities) {
      const place = { kind: 'city' as const, name, timeZone, ...where, foundingMember: true };
      const organisationId = (await people.addOrganisation(tx, place)).id;
      const officer = { role: 'city' as const, organisationId };
      const email = (who: string): string => address(who, domainOf(name));
      const signs = { ...officer, name: signatory, email: email(signatory), cityRight: 'signatory' as const };
      const writes = { ...officer, name: contributor, email: email(contributor), cityRight: 'contributor' as const };
      stage.enters(name, await people.addPerson(tx, signs));
      stage.enters(`${name}, writing`, await people.addPerson(tx, writes));
    }
    const ids = new Map<string, string>();
    for (const name of funders) ids.set(name, (await people.addOrganisation(tx, { kind: 'funder', name })).id);
    return ids;
  });
}

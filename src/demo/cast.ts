import type { Actor } from '../kernel/access';
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

/** Brings on the cities with their officers, the funders, the staff and the reviewers. @returns the funders' ids by name */
export async function cast(stage: Stage): Promise<Map<string, string>> {
  const people = stage.get(PeopleService);
  return stage.work.run(founder, async (tx) => {
    for (const { key, name, role, zone } of staff) {
      const domain = role === 'reviewer' ? 'reviewers' : 'innovation-fund';
      stage.enters(key, await people.addPerson(tx, { name, email: address(name, domain), role, timeZone: zone }));
    }
    for (const { name, country, zone: timeZone, latitude, longitude, signatory, contributor } of cities) {
      const place = { kind: 'city' as const, name, country, timeZone, latitude, longitude, foundingMember: true };
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

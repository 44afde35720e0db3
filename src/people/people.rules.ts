import type { FindOptionsWhere } from 'typeorm';
import type { Actor, CityRight, Role } from '../kernel/access';
import type { Person } from './person.entity';

export const organisationKinds = ['city', 'funder', 'partner', 'alliance'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

export const cityRights = ['signatory', 'contributor', 'viewer'] as const satisfies readonly CityRight[];

/** Staff and auditors see everybody, city officers their colleagues, reviewers themselves. */
export function visibleTo(actor: Actor): FindOptionsWhere<Person> {
  if (actor.role === 'city' && actor.organisationId) return { organisationId: actor.organisationId };
  if (actor.role === 'city' || actor.role === 'reviewer') return { id: actor.id };
  return {};
}

export const roleTitles: Record<Role, string> = {
  city: 'City',
  reviewer: 'Reviewer',
  program: 'Program staff',
  finance: 'Finance staff',
  admin: 'Administrator',
  auditor: 'Auditor',
};

/** What each role can do, in a line. */
export const roleLines: Record<Role, string> = {
  city: 'Applies for grants, accepts them, and reports on them.',
  reviewer: 'Scores the applications assigned to them.',
  program: 'Runs rounds, assigns reviewers, proposes awards and takes in reports.',
  finance: 'Records contributions, approves and releases payments.',
  admin: 'Adds people and organisations, and opens funds. Neither scores nor pays.',
  auditor: 'Reads everything and changes nothing.',
};

export const rightLines: Record<CityRight, string> = {
  signatory: 'signs for the city',
  contributor: 'writes, but does not sign',
  viewer: 'reads only',
};

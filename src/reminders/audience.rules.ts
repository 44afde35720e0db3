import type { CityRight, Role } from '../kernel/access';
import type { ReminderRule } from './anchor.rules';
import type { StaffRole } from './deadline.entity';
import type { Part } from './planning.rules';

/** Whom something that is due concerns. */
export interface Concerned {
  organisationId: string | null;
  personId: string | null;
  staffRole: StaffRole;
}

/** Whom "the staff owner" and "the program lead" mean; nobody where everybody with the role is meant. */
export interface Contacts {
  staffOwnerId: string | null;
  programLeadId: string | null;
}

/** Somebody who may be meant. */
export interface Someone {
  id: string;
  role: Role;
  cityRight: CityRight | null;
  organisationId: string | null;
  disabled: boolean;
}

export const nobodyNamed: Contacts = { staffOwnerId: null, programLeadId: null };

/** Which part somebody has in a thing under the rule that holds for it. */
export function partOf(person: Someone, due: Concerned, rule: ReminderRule, named: Contacts): Part {
  if (person.disabled) return { reminded: false, escalated: false };
  return {
    reminded: rule.audience.some((audience) => belongs[audience](person, due, named)),
    escalated: rule.escalateAfter !== null && isMeant(person, named.programLeadId, 'program'),
  };
}

type Belongs = (person: Someone, due: Concerned, named: Contacts) => boolean;

const belongs: Record<ReminderRule['audience'][number], Belongs> = {
  owner: (person, due) => writesFor(person, due, 'signatory'),
  co_applicants: (person, due) => writesFor(person, due, 'contributor'),
  reviewer: ({ id }, { personId }) => id === personId,
  staff_owner: (person, { staffRole }, { staffOwnerId }) => isMeant(person, staffOwnerId, staffRole),
};

const writesFor = ({ role, cityRight, organisationId }: Someone, due: Concerned, right: CityRight): boolean =>
  role === 'city' && cityRight === right && organisationId !== null && organisationId === due.organisationId;

/** The one who is named, or else everybody with the role. */
const isMeant = ({ id, role }: Someone, named: string | null, meant: StaffRole): boolean =>
  named === null ? role === meant : id === named;

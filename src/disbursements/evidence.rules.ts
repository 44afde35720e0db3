import type { Actor } from '../kernel/access';
import { human, type Offer } from '../kernel/lifecycle';
import type { InstalmentCase } from './instalment.rules';

function closed({ evidence, evidenceAcceptedAt, status, awardStatus }: InstalmentCase): string | null {
  if (evidence === '') return 'This instalment asks for nothing to be shown.';
  if (evidenceAcceptedAt !== null) return 'What was to be shown has been accepted already.';
  if (status !== 'planned') return `This instalment is ${human(status)}: nothing has to be shown any more.`;
  return ['accepted', 'active', 'suspended'].includes(awardStatus) ? null : 'The grant has ended.';
}

/** Why the city cannot show anything for it now, or null where it can. */
export const cannotShow = ({ cityRight }: Actor, row: InstalmentCase): string | null =>
  closed(row) ??
  (cityRight === 'viewer' ? 'You can read this grant; a signatory or contributor of your city shows files.' : null);

/** Why nobody can accept or refuse it now, or null where program staff can. */
export const cannotJudge = (_: Actor, row: InstalmentCase): string | null =>
  closed(row) ?? (row.evidenceFileId === null ? 'The city has not shown anything yet.' : null);

/** What the reader may do about the evidence. */
export function evidenceMoves(actor: Actor, row: InstalmentCase): Offer[] {
  const again = row.evidenceFileId !== null;
  if (actor.role === 'city' && cannotShow(actor, row) === null)
    return [{ move: 'evidence', label: again ? 'Show another file' : 'Show the file' }];
  if (actor.role !== 'program' || cannotJudge(actor, row) !== null) return [];
  return [
    { move: 'accept-evidence', label: 'Accept what the city shows' },
    { move: 'refuse-evidence', label: 'Do not accept it' },
  ];
}

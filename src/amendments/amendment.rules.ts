import { type Actor } from '../kernel/access';
import { approvalGuards, type Approvals, approvalSteps } from '../kernel/approval';
import { human, Lifecycle, type Offer } from '../kernel/lifecycle';
import type { Amendment } from './amendment.entity';

export const amendmentStatuses = ['proposed', 'approved', 'rejected', 'noted'] as const;
export type AmendmentStatus = (typeof amendmentStatuses)[number];

export interface BudgetLine {
  item: string;
  cents: number;
}

/** What an amendment can change. */
export interface Standing {
  amountCents: number;
  startsOn: string | null;
  endsOn: string | null;
  scope: string;
  budgetLines: BudgetLine[];
}

/** An amendment with what its lifecycle looks at besides its row. */
export interface AmendmentCase extends Amendment {
  approvals: Approvals;
  awardStatus: string;
  /** Whether the city asked for it. */
  byCity: boolean;
}

const running: readonly string[] = ['accepted', 'active', 'suspended'];

const guards = {
  ...approvalGuards<AmendmentCase>((amendment) => amendment.proposedBy, 'amendment'),
  'This grant is not running any more, so nothing of it is amended. Reject the amendment.': ({
    awardStatus,
  }: AmendmentCase) => running.includes(awardStatus),
};

export const amendmentLifecycle = new Lifecycle<AmendmentStatus, AmendmentCase>('amendment', amendmentStatuses, [
  ...approvalSteps<AmendmentStatus, AmendmentCase>(
    { move: 'approve', label: 'Approve the amendment', from: 'proposed', by: ['program', 'finance'], guards },
    { emits: 'amendment.endorsed' },
    {
      to: 'approved',
      emits: 'amendment.approved',
      confirm: 'It holds at once: the award, its plan and its money are changed with your approval.',
    },
  ),
  {
    move: 'reject',
    label: 'Reject the amendment',
    from: ['proposed'],
    to: 'rejected',
    by: ['program', 'finance'],
    emits: 'amendment.rejected',
  },
  {
    move: 'note',
    label: 'Note the change',
    from: ['proposed'],
    to: 'noted',
    by: ['program', 'city'],
    guards: { 'This is more than a small change of budget lines.': (subject) => !subject.needsApproval },
    emits: 'amendment.noted',
    through: 'its proposal, where budget lines alone change, and each by at most a tenth',
  },
  {
    move: 'withdraw',
    label: 'Withdraw the request',
    from: ['proposed'],
    to: 'rejected',
    by: ['city'],
    guards: {
      'The fund’s staff proposed this amendment. Write to them if your city does not want it.': ({ byCity }) => byCity,
      'You may only read this. A signatory or contributor of your city can withdraw it.': (_, { actor }) =>
        writes(actor),
    },
    emits: 'amendment.rejected',
  },
]);

const writes = ({ role, cityRight }: Actor): boolean =>
  role !== 'city' || ['signatory', 'contributor'].includes(cityRight ?? '');

/** Why nothing can be amended now, or null where it can. */
export function cannotAmend(award: { status: string }, actor: Actor, open: boolean): string | null {
  if (!writes(actor))
    return 'You may only read this grant. A signatory or contributor of your city can ask for an amendment.';
  if (!running.includes(award.status))
    return `This award is ${human(award.status)}: a grant is amended from its acceptance until its end.`;
  return open ? 'Another amendment of this grant is open. It is approved or rejected first.' : null;
}

const closable: readonly string[] = ['active', 'suspended'];

/** Why the grant cannot be closed out now, as far as its row and its money say. */
export function cannotClose({ status, movingCents, amountCents }: Closable, unpaidCents: number): string | null {
  if (!closable.includes(status)) return `This award is ${human(status)}: only a running grant is closed out.`;
  if (movingCents > 0)
    return 'Money of this award is approved for payment or on its way. Settle it or revoke its approval first.';
  if (amountCents > unpaidCents) return null;
  return 'Nothing of this award was ever paid, so there is nothing to close out. Cancel it instead.';
}

type Closable = { status: string; movingCents: number; amountCents: number };

/** What the reader may do with the award's amendments as a whole. */
export function amendmentMoves(
  actor: Actor,
  award: { id: string; status: string },
  open: boolean,
  closes: boolean,
): Offer[] {
  const href = `/api/awards/${award.id}`;
  const label = actor.role === 'city' ? 'Ask for an amendment' : 'Propose an amendment';
  const amend = ['city', 'program'].includes(actor.role) && cannotAmend(award, actor, open) === null;
  const confirm = 'This closes the grant for good, and frees what was never paid.';
  return [
    ...(amend ? [{ move: 'amend', label, href: `${href}/amendments` }] : []),
    ...(closes ? [{ move: 'close-out', label: 'Close the grant out', confirm, href: `${href}/close-out` }] : []),
  ];
}

/** The award as the amendment makes it. */
export function afterwards({ was, changeCents, startsOn, endsOn, scope, budgetLines }: Changes): Standing {
  return {
    amountCents: was.amountCents + changeCents,
    startsOn: startsOn ?? was.startsOn,
    endsOn: endsOn ?? was.endsOn,
    scope: scope ?? was.scope,
    budgetLines: budgetLines ?? was.budgetLines,
  };
}

export type Changes = Pick<Amendment, 'was' | 'changeCents' | 'startsOn' | 'endsOn' | 'scope' | 'budgetLines'>;

/** A line before and after; two lines of the same name are one. */
export interface LineChange {
  item: string;
  fromCents: number | null;
  toCents: number | null;
}

export function lineChanges(from: readonly BudgetLine[], to: readonly BudgetLine[]): LineChange[] {
  const [before, after] = [byItem(from), byItem(to)];
  return [...new Set([...before.keys(), ...after.keys()])].map((item) => ({
    item,
    fromCents: before.get(item) ?? null,
    toCents: after.get(item) ?? null,
  }));
}

function byItem(lines: readonly BudgetLine[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { item, cents } of lines) sums.set(item.trim(), (sums.get(item.trim()) ?? 0) + cents);
  return sums;
}

/** Whether a line changes by more than a tenth of itself; a line that comes or goes does. */
export function isLarge({ fromCents, toCents }: LineChange): boolean {
  if (fromCents === null || toCents === null) return true;
  return Math.abs(toCents - fromCents) * 10 > fromCents;
}

/** Lines alone, and each near what was last approved: that is noted, and asks nobody. */
export function needsApproval(
  { changeCents, startsOn, endsOn, scope, budgetLines }: Changes,
  approved: readonly BudgetLine[],
): boolean {
  const linesOnly = changeCents === 0 && startsOn === null && endsOn === null && scope === null;
  return !linesOnly || lineChanges(approved, budgetLines ?? approved).some(isLarge);
}

export const isOpen = ({ status }: Pick<Amendment, 'status'>): boolean => status === 'proposed';

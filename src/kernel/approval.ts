import type { Circumstances } from './lifecycle';

/** Who has approved something so far, and how many have to. */
export interface Approvals {
  by: string[];
  needed: number;
}

/** Something that people other than its proposer approve. */
interface Proposal {
  approvals: Approvals;
}

/** The sentences that keep anybody from approving alone, for awards and for instalments alike. */
export const approvalGuards = <T extends Proposal>(proposer: (subject: T) => string, what: string) => ({
  [`You proposed this ${what}: other people have to approve it.`]: (subject: T, { actor }: Circumstances) =>
    proposer(subject) !== actor.id,
  [`You have approved this ${what} already: the next approval is somebody else’s.`]: (
    { approvals }: T,
    { actor }: Circumstances,
  ) => !approvals.by.includes(actor.id),
});

/** Whether one more approval is all that is needed. */
export const isLast = ({ approvals }: Proposal): boolean => approvals.by.length + 1 >= approvals.needed;

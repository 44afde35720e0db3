import type { Circumstances, Step } from './lifecycle';

/** Who has approved something so far, and how many have to. */
export interface Approvals {
  by: string[];
  needed: number;
}

/** Something that people other than its proposer approve. */
interface Proposal {
  approvals: Approvals;
}

/** The sentences that keep anybody from approving alone. */
export const approvalGuards = <T extends Proposal>(proposer: (subject: T) => string, what: string) => ({
  [`You proposed this ${what}: other people have to approve it.`]: (subject: T, { actor }: Circumstances) =>
    proposer(subject) !== actor.id,
  [`You have approved this ${what} already: the next approval is somebody else’s.`]: (
    { approvals }: T,
    { actor }: Circumstances,
  ) => !approvals.by.includes(actor.id),
});

/** The two rows of an approval: each yes leaves the thing where it stands, until the last one needed moves it on. */
export function approvalSteps<S extends string, T extends Proposal>(
  both: Pick<Step<S, T>, 'move' | 'label' | 'by' | 'guards' | 'held'> & { from: S },
  earlier: Pick<Step<S, T>, 'emits'>,
  last: Pick<Step<S, T>, 'to' | 'emits' | 'confirm'> & { label?: string },
): Step<S, T>[] {
  const row = { ...both, from: [both.from] };
  const more = { text: 'more people have to approve after this one', holds: (subject: T) => !isLast(subject) };
  return [
    { ...row, to: both.from, when: more, ...earlier },
    { ...row, when: { text: 'this is the last approval needed', holds: isLast }, ...last },
  ];
}

/** Whether one more approval is all that is needed. */
const isLast = ({ approvals }: Proposal): boolean => approvals.by.length + 1 >= approvals.needed;

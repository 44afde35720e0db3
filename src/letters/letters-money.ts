import { formatMoney } from '../kernel/money';
import { formatDate } from '../kernel/time';
import type { Audience, LettersOf } from './letter';
import { approvers, because, city, finance, money, toAward } from './words';

const overseers: Audience = { roles: ['program', 'finance', 'admin'] };
const toInstruction = ({ instructionId }: { instructionId: string }): string => `/instructions/${instructionId}`;
const toAmendment = ({ amendmentId }: { amendmentId: string }): string => `/amendments/${amendmentId}`;

/** The journal, pledges, instructions, amendments and refunds. */
export const moneyLetters: LettersOf<
  'journal' | 'restriction' | 'fund' | 'pledge' | 'instruction' | 'amendment' | 'refund'
> = {
  'journal.sealed': {
    to: () => ({ roles: ['auditor', 'admin'] }),
    subject: ({ on, transactions }) =>
      `The journal on ${formatDate(on)}: ${transactions.toLocaleString('en')} transactions`,
    lines: ({ transactions, head }) => [
      `The journal of all funds holds ${transactions.toLocaleString('en')} transactions. The hash of the last one is`,
      head,
      'Keep this letter. If the hash at this place is ever another one, somebody has rewritten the journal; its page shows the hash of every transaction.',
    ],
    action: () => ({ text: 'See the funds', href: '/fund' }),
  },

  // The history of the fund shows them.
  'restriction.recorded': null,
  // One administrator alone makes fewer people approve, or details wait for fewer days: the others hear of it.
  'fund.settings_changed': {
    to: () => ({ roles: ['program', 'finance', 'admin', 'auditor'] }),
    subject: ({ fund }) => `The rules of ${fund} were changed`,
    lines: ({ fund, reason }) => [
      `An administrator changed by which rules ${fund} is run. From now on:`,
      ...because(reason),
      'If you know nothing of this, ask before you approve anything.',
    ],
    action: ({ fundId }) => ({ text: 'See the rules', href: `/funds/${fundId}/settings` }),
  },

  // The fund page shows what is pledged; the instruction that writes a pledge off is told below.
  'pledge.signed': null,
  'pledge.written_off': null,

  'instruction.proposed': {
    to: () => overseers,
    subject: ({ what, fund }) => `To approve: ${what}, ${fund}`,
    lines: (instruction) => [
      `${instruction.what} over ${money(instruction)} is proposed for ${instruction.fund}. It is carried out once enough people other than the one who proposed it have approved. The reason given:`,
      ...because(instruction.reason),
    ],
    action: (instruction) => ({ text: 'Look at the instruction', href: toInstruction(instruction) }),
  },
  'instruction.endorsed': {
    to: () => overseers,
    subject: ({ what, fund }) => `Needs one more approval: ${what}, ${fund}`,
    lines: (instruction) => [
      `${instruction.given} of ${instruction.needed} approvals are given: ${instruction.what} over ${money(instruction)}, ${instruction.fund}. The next one has to come from somebody who neither proposed nor approved it.`,
    ],
    action: (instruction) => ({ text: 'Look at the instruction', href: toInstruction(instruction) }),
  },
  'instruction.carried_out': {
    to: () => overseers,
    subject: ({ what, fund }) => `Carried out: ${what}, ${fund}`,
    lines: (instruction) => [
      `${instruction.what} over ${money(instruction)} is approved, and the books of ${instruction.fund} say so.`,
    ],
    action: (instruction) => ({ text: 'See the instruction', href: toInstruction(instruction) }),
  },
  'instruction.rejected': {
    to: () => overseers,
    subject: ({ what, fund }) => `Rejected: ${what}, ${fund}`,
    lines: (instruction) => [
      `${instruction.what} over ${money(instruction)}, ${instruction.fund}, was rejected. The reason given:`,
      ...because(instruction.reason),
    ],
    action: (instruction) => ({ text: 'See the instruction', href: toInstruction(instruction) }),
  },

  'amendment.proposed': [
    {
      to: () => approvers,
      subject: ({ title }) => `Amendment to approve: ${title}`,
      lines: (amendment) => [
        `Amendment ${amendment.number} of “${amendment.title}” is proposed: ${amendment.changes}. It needs approvals by people other than the one who proposed it. The reason given:`,
        ...because(amendment.reason),
      ],
      action: (amendment) => ({ text: 'Look at the amendment', href: toAmendment(amendment) }),
    },
    {
      to: city,
      subject: ({ title }) => `Amendment proposed: ${title}`,
      lines: (amendment) => [
        `An amendment of your grant “${amendment.title}” is proposed: ${amendment.changes}. Nothing changes before it is approved; we write again then.`,
      ],
      action: (amendment) => ({ text: 'See the amendment', href: toAmendment(amendment) }),
    },
  ],
  'amendment.endorsed': {
    to: () => approvers,
    subject: ({ title }) => `Amendment needs one more approval: ${title}`,
    lines: (amendment) => [
      `${amendment.given} of ${amendment.needed} approvals are given for amendment ${amendment.number} of “${amendment.title}”: ${amendment.changes}. The next one has to come from somebody who neither proposed nor approved it.`,
    ],
    action: (amendment) => ({ text: 'Look at the amendment', href: toAmendment(amendment) }),
  },
  'amendment.approved': [
    {
      to: city,
      subject: ({ title }) => `Your grant is amended: ${title}`,
      lines: (amendment) => [
        `Amendment ${amendment.number} of your grant “${amendment.title}” holds from now on: ${amendment.changes}. The grant is now ${money(amendment)}.`,
      ],
      action: (amendment) => ({ text: 'See what changed', href: toAmendment(amendment) }),
    },
    {
      to: () => approvers,
      subject: ({ title }) => `Amendment approved: ${title}`,
      lines: (amendment) => [
        `Amendment ${amendment.number} of “${amendment.title}” is approved: ${amendment.changes}. The grant is now ${money(amendment)}.`,
      ],
      action: (amendment) => ({ text: 'See the amendment', href: toAmendment(amendment) }),
    },
  ],
  'amendment.rejected': [
    {
      to: city,
      subject: ({ title }) => `Amendment not approved: ${title}`,
      lines: (amendment) => [
        `Amendment ${amendment.number} of your grant “${amendment.title}” was not approved, so your grant stays as it is. The reason given:`,
        ...because(amendment.reason),
      ],
      action: (amendment) => ({ text: 'See the amendment', href: toAmendment(amendment) }),
    },
    {
      to: () => approvers,
      subject: ({ title }) => `Amendment rejected: ${title}`,
      lines: (amendment) => [
        `Amendment ${amendment.number} of “${amendment.title}” was rejected. The reason given:`,
        ...because(amendment.reason),
      ],
      action: (amendment) => ({ text: 'See the amendment', href: toAmendment(amendment) }),
    },
  ],
  'amendment.noted': {
    to: () => approvers,
    subject: ({ title }) => `Budget lines changed a little: ${title}`,
    lines: (amendment) => [
      `The budget lines of “${amendment.title}” were changed, none by more than 10 %, so nobody has to approve it: ${amendment.changes}. The reason given:`,
      ...because(amendment.reason),
    ],
    action: (amendment) => ({ text: 'See the amendment', href: toAmendment(amendment) }),
  },

  'refund.demanded': {
    to: city,
    subject: ({ title, dueOn }) => `Please return unspent money by ${formatDate(dueOn)}: ${title}`,
    lines: (refund) => [
      `Please return ${money(refund)} of your grant “${refund.title}” by ${formatDate(refund.dueOn)}. The reason given:`,
      ...because(refund.reason),
      'The page of your grant says how much is still open.',
    ],
    action: (refund) => ({ text: 'See your grant', href: toAward(refund) }),
  },
  'refund.received': [
    {
      to: city,
      subject: ({ title }) => `Your refund arrived: ${title}`,
      lines: (refund) => [
        `Thank you: ${formatMoney(refund.receivedCents, refund.currency)} arrived of the ${money(refund)} to be returned from “${refund.title}”.`,
      ],
      action: (refund) => ({ text: 'See your grant', href: toAward(refund) }),
    },
    {
      to: () => approvers,
      subject: ({ title }) => `A refund arrived: ${title}`,
      lines: (refund) => [
        `${formatMoney(refund.receivedCents, refund.currency)} of “${refund.title}” came back and is free again, under the restriction that it came from.`,
      ],
      action: (refund) => ({ text: 'See the grant', href: toAward(refund) }),
    },
  ],
  'refund.write_off_proposed': {
    to: () => approvers,
    subject: ({ title }) => `Write-off to approve: ${title}`,
    lines: (refund) => [
      `It is proposed to write off what is still open of the refund of ${money(refund)} from “${refund.title}”. It needs approvals by people other than the one who proposed it. The reason given:`,
      ...because(refund.reason),
    ],
    action: (refund) => ({ text: 'Look at the refund', href: toAward(refund) }),
  },
  'refund.write_off_endorsed': {
    to: () => approvers,
    subject: ({ title }) => `Write-off needs one more approval: ${title}`,
    lines: (refund) => [
      `${refund.given} of ${refund.needed} approvals are given for writing off what is open of the refund from “${refund.title}”. The next one has to come from somebody who neither proposed nor approved it.`,
    ],
    action: (refund) => ({ text: 'Look at the refund', href: toAward(refund) }),
  },
  // The proposer took it back before anything came of it.
  'refund.write_off_withdrawn': null,
  'refund.written_off': [
    {
      to: city,
      subject: ({ title }) => `Nothing more to return: ${title}`,
      lines: (refund) => [
        `What was still open of the refund from your grant “${refund.title}” is not asked for any more.`,
      ],
      action: (refund) => ({ text: 'See your grant', href: toAward(refund) }),
    },
    {
      to: () => finance,
      subject: ({ title }) => `Refund written off: ${title}`,
      lines: (refund) => [
        `What was still open of the refund of ${money(refund)} from “${refund.title}” is written off. The reason given:`,
        ...because(refund.why),
      ],
      action: (refund) => ({ text: 'See the grant', href: toAward(refund) }),
    },
  ],
};

import { formatMoney } from '../kernel/money';
import { formatDate } from '../kernel/time';
import type { LettersOf } from './letter';
import { approvers, because, city, money, program, toAward, when } from './words';

/** Awards, from the proposal to the end of the grant. */
export const awardLetters: LettersOf<'award'> = {
  'award.agreement_recorded': {
    to: city,
    subject: ({ title }) => `Your signed agreement is recorded: ${title}`,
    lines: (award) => [
      `The agreement for your grant “${award.title}”, signed on ${formatDate(award.signedOn)}, is recorded. You can download it from the page of the grant.`,
    ],
    action: (award) => ({ text: 'See your grant', href: toAward(award) }),
  },
  'award.suspended': [
    {
      to: city,
      subject: ({ title }) => `Your grant is suspended: ${title}`,
      lines: (award) => [
        `Your grant “${award.title}” is suspended: nothing is paid until it is resumed. Reports stay due. The reason given:`,
        ...because(award.reason),
      ],
      action: (award) => ({ text: 'See your grant', href: toAward(award) }),
    },
    {
      to: () => approvers,
      subject: ({ title }) => `Grant suspended: ${title}`,
      lines: (award) => [
        `The grant “${award.title}” over ${money(award)} is suspended. The reason given:`,
        ...because(award.reason),
      ],
      action: (award) => ({ text: 'See the grant', href: toAward(award) }),
    },
  ],
  'award.resumed': {
    to: city,
    subject: ({ title }) => `Your grant is resumed: ${title}`,
    lines: (award) => [`Your grant “${award.title}” runs again. Instalments can be requested and paid.`],
    action: (award) => ({ text: 'See your grant', href: toAward(award) }),
  },
  'award.split_chosen': null,
  'award.proposed': {
    to: () => approvers,
    subject: ({ title }) => `Award to approve: ${title}`,
    lines: (award) => [
      `An award of ${money(award)} from ${award.fund} is proposed for “${award.title}”. It needs approvals by people other than the one who proposed it.`,
    ],
    action: (award) => ({ text: 'Look at the proposal', href: toAward(award) }),
  },
  'award.endorsed': {
    to: () => approvers,
    subject: ({ title }) => `Award needs one more approval: ${title}`,
    lines: (award) => [
      `${award.given} of ${award.needed} approvals are given for the award of ${money(award)} to “${award.title}”. The next one has to come from somebody who neither proposed nor approved it.`,
    ],
    action: (award) => ({ text: 'Look at the proposal', href: toAward(award) }),
  },
  'award.approved': {
    to: () => program,
    subject: ({ title }) => `Award approved: ${title}`,
    lines: (award) => [
      `The award of ${money(award)} for “${award.title}” is approved and its money is set aside. It can be offered to the city now.`,
    ],
    action: (award) => ({ text: 'Offer the award', href: toAward(award) }),
  },
  'award.rejected': {
    to: () => approvers,
    subject: ({ title }) => `Award not approved: ${title}`,
    lines: (award) => [
      `The proposed award of ${money(award)} for “${award.title}” was rejected. The reason given:`,
      ...because(award.reason),
    ],
    action: (award) => ({ text: 'See the proposal', href: toAward(award) }),
  },
  'award.offered': {
    to: city,
    subject: ({ title }) => `An award is offered to you: ${title}`,
    lines: (award, reader) => [
      `Good news: the Innovation Fund offers you ${money(award)} for “${award.title}”.`,
      `A signatory of your city can accept or decline until ${when(award.expiresAt, award.expiresZone, reader)}. After that the offer ends by itself.`,
    ],
    action: (award) => ({ text: 'Read and answer the offer', href: toAward(award) }),
  },
  'award.accepted': [
    {
      to: city,
      subject: ({ title }) => `Award accepted: ${title}`,
      lines: (award) => [
        `You accepted the award of ${money(award)} for “${award.title}”, and the money is committed to you. Next we plan the instalments and the reports.`,
      ],
      action: (award) => ({ text: 'See your award', href: toAward(award) }),
    },
    {
      to: () => approvers,
      subject: ({ title }) => `The city accepted: ${title}`,
      lines: (award) => [
        `The award of ${money(award)} for “${award.title}” was accepted and is committed. Its instalments can be planned now.`,
      ],
      action: (award) => ({ text: 'Plan the instalments', href: toAward(award) }),
    },
  ],
  'award.declined': {
    to: () => approvers,
    subject: ({ title }) => `The city declined: ${title}`,
    lines: (award) => [
      `The city declined the award of ${money(award)} for “${award.title}”; its money is free again. The reason given:`,
      ...because(award.reason),
    ],
    action: (award) => ({ text: 'See the award', href: toAward(award) }),
  },
  'award.expired': [
    {
      to: city,
      subject: ({ title }) => `The offer has ended: ${title}`,
      lines: (award) => [
        `The offer of ${money(award)} for “${award.title}” was not answered in time and has ended. If that was not what you wanted, please write to us.`,
      ],
      action: (award) => ({ text: 'See the offer', href: toAward(award) }),
    },
    {
      to: () => approvers,
      subject: ({ title }) => `Offer expired: ${title}`,
      lines: (award) => [
        `The offer of ${money(award)} for “${award.title}” was not answered in time. Its money is free again.`,
      ],
      action: (award) => ({ text: 'See the award', href: toAward(award) }),
    },
  ],
  'award.cancelled': [
    {
      // Of an award that was never offered the city knows nothing.
      after: 'award.offered',
      to: city,
      subject: ({ title }) => `Award cancelled: ${title}`,
      lines: (award) => [
        `The award of ${money(award)} for “${award.title}” is cancelled; what was not paid yet will not be paid. The reason:`,
        ...because(award.reason),
      ],
      action: (award) => ({ text: 'See the award', href: toAward(award) }),
    },
    {
      to: () => approvers,
      subject: ({ title }) => `Award cancelled: ${title}`,
      lines: (award) => [
        `The award of ${money(award)} for “${award.title}” was cancelled; what was not paid is free again. The reason given:`,
        ...because(award.reason),
      ],
      action: (award) => ({ text: 'See the award', href: toAward(award) }),
    },
  ],
  'award.activated': {
    to: city,
    subject: ({ title }) => `Your grant has started: ${title}`,
    lines: (award) => [
      `Your grant of ${money(award)} for “${award.title}” is under way. Instalments and reports are on its page, each with its date.`,
    ],
    action: (award) => ({ text: 'See your grant', href: toAward(award) }),
  },
  'award.closed_out': {
    to: city,
    subject: ({ title }) => `Your grant is closed out: ${title}`,
    lines: (award) => [
      `Your grant “${award.title}” is closed out at ${money(award)}: the ${formatMoney(award.freedCents, award.currency)} that were never paid will not be paid. The reason given:`,
      ...because(award.reason),
    ],
    action: (award) => ({ text: 'See your grant', href: toAward(award) }),
  },
  'award.completed': {
    to: city,
    subject: ({ title }) => `Your grant is complete: ${title}`,
    lines: (award) => [
      `Everything about your grant of ${money(award)} for “${award.title}” is done: it is paid, reported and closed. Thank you for the work.`,
    ],
    action: (award) => ({ text: 'See your grant', href: toAward(award) }),
  },
};

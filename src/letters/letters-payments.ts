import { formatDate } from '../kernel/time';
import type { LettersOf } from './letter';
import { approvers, because, city, finance, money, program, toAward } from './words';

/** Instalments and their payment. */
export const paymentLetters: LettersOf<'instalments' | 'instalment'> = {
  'instalment.reminder': null,
  'instalments.planned': [
    {
      to: city,
      subject: ({ title }) => `Payment plan for ${title}`,
      lines: (award) => [
        `Your grant of ${money(award)} for “${award.title}” will be paid in ${award.count === 1 ? 'one instalment' : `${award.count} instalments`}. The page shows each with its date and what it depends on.`,
      ],
      action: (award) => ({ text: 'See the plan', href: toAward(award) }),
    },
    {
      to: () => approvers,
      subject: ({ title }) => `Instalments to approve: ${title}`,
      lines: (award) => [
        `${award.count === 1 ? 'One instalment' : `${award.count} instalments`} over ${money(award)} in all were planned for “${award.title}”. Each needs approvals by people other than the one who planned it.`,
      ],
      action: (award) => ({ text: 'Look at the plan', href: toAward(award) }),
    },
  ],
  'instalment.requested': {
    to: () => approvers,
    subject: ({ number, title }) => `Instalment ${number} to approve: ${title}`,
    lines: (instalment) => [
      `Instalment ${instalment.number} of “${instalment.title}”, ${money(instalment)}, is requested, and everything it depends on is met. It needs approvals by people who neither planned nor requested it.`,
    ],
    action: (instalment) => ({ text: 'Look at the instalment', href: toAward(instalment) }),
  },
  'instalment.sent_back': {
    to: city,
    subject: ({ number, title }) => `Your request for instalment ${number} was sent back: ${title}`,
    lines: (instalment) => [
      `The request for instalment ${instalment.number} of your grant “${instalment.title}”, ${money(instalment)}, was sent back. The reason given:`,
      ...because(instalment.reason),
      'You can request it again once this is settled.',
    ],
    action: (instalment) => ({ text: 'See the instalment', href: toAward(instalment) }),
  },
  'instalment.evidence_given': {
    to: () => program,
    subject: ({ number, title }) => `Evidence to look at: instalment ${number} of ${title}`,
    lines: (instalment) => [
      `The city gave a file for instalment ${instalment.number} of “${instalment.title}”: ${instalment.evidence}. Accept it, or say what is missing.`,
    ],
    action: (instalment) => ({ text: 'Look at the evidence', href: toAward(instalment) }),
  },
  'instalment.evidence_accepted': {
    to: city,
    subject: ({ number, title }) => `Evidence accepted: instalment ${number} of ${title}`,
    lines: (instalment) => [
      `What you gave for instalment ${instalment.number} of your grant “${instalment.title}” is accepted: ${instalment.evidence}.`,
    ],
    action: (instalment) => ({ text: 'See what is next', href: toAward(instalment) }),
  },
  'instalment.evidence_refused': {
    to: city,
    subject: ({ number, title }) => `Evidence not accepted: instalment ${number} of ${title}`,
    lines: (instalment) => [
      `What you gave for instalment ${instalment.number} of your grant “${instalment.title}” was not accepted: ${instalment.evidence}. The reason given:`,
      ...because(instalment.reason),
    ],
    action: (instalment) => ({ text: 'Give another file', href: toAward(instalment) }),
  },
  'instalment.dropped': {
    to: city,
    subject: ({ number, title }) => `Instalment ${number} is not planned any more: ${title}`,
    lines: (instalment) => [
      `Instalment ${instalment.number} of your grant “${instalment.title}”, ${money(instalment)}, is not part of the plan any more: it will not be paid. The page shows what is planned now, and why.`,
    ],
    action: (instalment) => ({ text: 'See the plan', href: toAward(instalment) }),
  },
  'instalment.given_up': {
    to: city,
    subject: ({ number, title }) => `Instalment ${number} will not be paid: ${title}`,
    lines: (instalment) => [
      `The payment of instalment ${instalment.number} of your grant “${instalment.title}”, ${money(instalment)}, did not arrive, and the grant has ended. It will not be sent again, and the grant is smaller by it. The reason given:`,
      ...because(instalment.reason),
      'If you did not expect this, write to the fund’s staff.',
    ],
    action: (instalment) => ({ text: 'See your grant', href: toAward(instalment) }),
  },
  'instalment.returned': [
    {
      to: city,
      subject: ({ number, title }) => `The payment of instalment ${number} came back: ${title}`,
      lines: (instalment) => [
        `Your bank sent the payment of instalment ${instalment.number} of your grant “${instalment.title}”, ${money(instalment)}, back to us. The money stays yours. What we were told:`,
        ...because(instalment.reason),
        'Please check your bank details.',
      ],
      action: () => ({ text: 'Check your bank details', href: '/bank-details' }),
    },
    {
      to: () => approvers,
      subject: ({ number, title }) => `Payment returned: instalment ${number} of ${title}`,
      lines: (instalment) => [
        `The payment of instalment ${instalment.number} of “${instalment.title}”, ${money(instalment)}, came back. The reason given:`,
        ...because(instalment.reason),
      ],
      action: (instalment) => ({ text: 'Look at the instalment', href: toAward(instalment) }),
    },
  ],
  'instalment.endorsed': {
    to: () => approvers,
    subject: ({ number, title }) => `Instalment ${number} needs one more approval: ${title}`,
    lines: (instalment) => [
      `${instalment.given} of ${instalment.needed} approvals are given for instalment ${instalment.number} of “${instalment.title}”, ${money(instalment)}. The next one has to come from somebody who neither planned nor approved it.`,
    ],
    action: (instalment) => ({ text: 'Look at the instalment', href: toAward(instalment) }),
  },
  'instalment.approved': {
    to: () => finance,
    subject: ({ number, title }) => `Instalment ${number} can be paid: ${title}`,
    lines: (instalment) => [
      `Instalment ${instalment.number} of “${instalment.title}”, ${money(instalment)}, is approved and can be released to the bank.`,
    ],
    action: (instalment) => ({ text: 'Release the instalment', href: toAward(instalment) }),
  },
  'instalment.revoked': {
    to: () => approvers,
    subject: ({ number, title }) => `Approval revoked: instalment ${number} of ${title}`,
    lines: (instalment) => [
      `The approval of instalment ${instalment.number} of “${instalment.title}”, ${money(instalment)}, was revoked; it needs approvals anew. The reason given:`,
      ...because(instalment.reason),
    ],
    action: (instalment) => ({ text: 'Look at the instalment', href: toAward(instalment) }),
  },
  'instalment.released': {
    to: city,
    subject: ({ number, title }) => `Instalment ${number} is on its way: ${title}`,
    lines: (instalment) => [
      `Instalment ${instalment.number} of your grant “${instalment.title}”, ${money(instalment)}, was released to the bank. We write again once it is paid.`,
    ],
    action: (instalment) => ({ text: 'See your grant', href: toAward(instalment) }),
  },
  'instalment.settled': {
    to: city,
    subject: ({ number, title }) => `Instalment ${number} is paid: ${title}`,
    lines: (instalment) => [
      `Instalment ${instalment.number} of your grant “${instalment.title}”, ${money(instalment)}, was paid on ${formatDate(instalment.settledOn)}.`,
    ],
    action: (instalment) => ({ text: 'See your grant', href: toAward(instalment) }),
  },
  'instalment.failed': [
    {
      to: city,
      subject: ({ number, title }) => `Payment of instalment ${number} failed: ${title}`,
      lines: (instalment) => [
        `The bank could not pay instalment ${instalment.number} of your grant “${instalment.title}”, ${money(instalment)}. The money stays committed to you. What we were told:`,
        ...because(instalment.reason),
        'We get in touch if we need something from you.',
      ],
      action: (instalment) => ({ text: 'See your grant', href: toAward(instalment) }),
    },
    {
      to: () => approvers,
      subject: ({ number, title }) => `Payment of instalment ${number} failed: ${title}`,
      lines: (instalment) => [
        `The payment of instalment ${instalment.number} of “${instalment.title}”, ${money(instalment)}, failed. The reason given:`,
        ...because(instalment.reason),
      ],
      action: (instalment) => ({ text: 'Look at the instalment', href: toAward(instalment) }),
    },
  ],
};

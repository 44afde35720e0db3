import type { Subject } from '../kernel/outbox';
import type { LettersOf } from './letter';
import { ahead, approvers, city, overdue, program, remindedStaff, text, toAward, today } from './words';

const offer = {
  anchor: 'offer_expires',
  subject: ({ awardId }: { awardId: string }): Subject => `award:${awardId}`,
} as const;
const yours = { to: city, kind: 'decision', button: 'See your grant', link: toAward } as const;
const told = { to: () => approvers, kind: 'decision', button: 'See the award', link: toAward } as const;

/** Awards, from the proposal to the end of the grant. */
export const awardLetters: LettersOf<'award' | 'offer' | 'agreement'> = {
  'award.agreement_recorded': {
    ...yours,
    subject: 'Your signed agreement is recorded: {{title}}',
    body: 'The agreement for your grant “{{title}}”, signed on {{signedOn}}, is recorded. You can download it from the page of the grant.',
  },
  'award.suspended': {
    city: {
      ...yours,
      subject: 'Your grant is suspended: {{title}}',
      body: text(
        'Your grant “{{title}}” is suspended: nothing is paid until it is resumed. Reports stay due. The reason given:',
        '{{reason}}',
      ),
    },
    staff: {
      ...told,
      subject: 'Grant suspended: {{title}}',
      body: text('The grant “{{title}}” over {{amount}} is suspended. The reason given:', '{{reason}}'),
      button: 'See the grant',
    },
  },
  'award.resumed': {
    ...yours,
    subject: 'Your grant is resumed: {{title}}',
    body: 'Your grant “{{title}}” runs again. Instalments can be requested and paid.',
  },
  'award.split_chosen': null,
  'award.proposed': {
    ...told,
    kind: 'duty',
    subject: 'Award to approve: {{title}}',
    body: 'An award of {{amount}} from {{fund}} is proposed for “{{title}}”. It needs approvals by people other than the one who proposed it.',
    button: 'Look at the proposal',
  },
  'award.endorsed': {
    ...told,
    kind: 'duty',
    subject: 'Award needs one more approval: {{title}}',
    body: '{{given}} of {{needed}} approvals are given for the award of {{amount}} to “{{title}}”. The next one has to come from somebody who neither proposed nor approved it.',
    button: 'Look at the proposal',
  },
  'award.approved': {
    to: () => program,
    kind: 'duty',
    subject: 'Award approved: {{title}}',
    body: 'The award of {{amount}} for “{{title}}” is approved and its money is set aside. It can be offered to the city now.',
    button: 'Offer the award',
    link: toAward,
  },
  'award.rejected': {
    ...told,
    subject: 'Award not approved: {{title}}',
    body: text('The proposed award of {{amount}} for “{{title}}” was rejected. The reason given:', '{{reason}}'),
    button: 'See the proposal',
  },
  'award.offered': {
    ...yours,
    subject: 'An award is offered to you, answer by {{expiresDay}}: {{title}}',
    body: text(
      'Good news: the Innovation Fund offers you {{amount}} for “{{title}}”.',
      'A signatory of your city can accept or decline until {{expires}}. After that the offer ends by itself.',
    ),
    button: 'Read and answer the offer',
    calendar: { ...offer, as: 'entry' },
  },
  'award.accepted': {
    city: {
      ...yours,
      subject: 'Award accepted: {{title}}',
      body: 'You accepted the award of {{amount}} for “{{title}}”, and the money is committed to you. Next we plan the instalments and the reports.',
      button: 'See your award',
      calendar: { ...offer, as: 'cancel' },
    },
    staff: {
      ...told,
      kind: 'duty',
      subject: 'The city accepted: {{title}}',
      body: 'The award of {{amount}} for “{{title}}” was accepted and is committed. Its instalments can be planned now.',
      button: 'Plan the instalments',
    },
  },
  'award.declined': {
    ...told,
    subject: 'The city declined: {{title}}',
    body: text(
      'The city declined the award of {{amount}} for “{{title}}”; its money is free again. The reason given:',
      '{{reason}}',
    ),
  },
  'award.expired': {
    city: {
      ...yours,
      subject: 'The offer has ended: {{title}}',
      body: 'The offer of {{amount}} for “{{title}}” was not answered in time and has ended. If that was not what you wanted, please write to us.',
      button: 'See the offer',
    },
    staff: {
      ...told,
      subject: 'Offer expired: {{title}}',
      body: 'The offer of {{amount}} for “{{title}}” was not answered in time. Its money is free again.',
    },
  },
  'award.cancelled': {
    city: {
      // Of an award that was never offered the city knows nothing.
      after: 'award.offered',
      ...yours,
      subject: 'Award cancelled: {{title}}',
      body: text(
        'The award of {{amount}} for “{{title}}” is cancelled; what was not paid yet will not be paid. The reason:',
        '{{reason}}',
      ),
      button: 'See the award',
      calendar: { ...offer, as: 'cancel' },
    },
    staff: {
      ...told,
      subject: 'Award cancelled: {{title}}',
      body: text(
        'The award of {{amount}} for “{{title}}” was cancelled; what was not paid is free again. The reason given:',
        '{{reason}}',
      ),
    },
  },
  'award.activated': {
    ...yours,
    subject: 'Your grant has started: {{title}}',
    body: 'Your grant of {{amount}} for “{{title}}” is under way. Instalments and reports are on its page, each with its date.',
  },
  'award.closed_out': {
    ...yours,
    subject: 'Your grant is closed out: {{title}}',
    body: text(
      'Your grant “{{title}}” is closed out at {{amount}}: the {{freed}} that were never paid will not be paid. The reason given:',
      '{{reason}}',
    ),
  },
  'award.completed': {
    ...yours,
    subject: 'Your grant is complete: {{title}}',
    body: 'Everything about your grant of {{amount}} for “{{title}}” is done: it is paid, reported and closed. Thank you for the work.',
  },

  'offer.reminder': {
    ahead: {
      ...ahead,
      ...yours,
      kind: 'duty',
      subject: 'Answer the offer {{away}}, by {{dueDay}}: {{title}}',
      body: text(
        'The offer of {{amount}} for “{{title}}” waits for your answer. It ends by itself {{away}}, on {{due}}.',
        'A signatory of your city can accept or decline it on its page.',
      ),
      button: 'Read and answer the offer',
    },
    today: {
      ...today,
      ...yours,
      kind: 'duty',
      subject: 'Answer the offer today, {{dueDay}}: {{title}}',
      body: text(
        'The offer of {{amount}} for “{{title}}” waits for your answer. It ends by itself today, on {{due}}, and its money is free for others then.',
        'A signatory of your city can accept or decline it on its page.',
      ),
      button: 'Read and answer the offer',
    },
    overdue: {
      ...overdue,
      ...yours,
      kind: 'duty',
      subject: 'The offer ended on {{dueDay}}: {{title}}',
      body: 'The offer of {{amount}} for “{{title}}” could be answered until {{due}}. If you still want it, please write to us.',
      button: 'See the offer',
    },
    staff: {
      ...told,
      to: remindedStaff,
      kind: 'duty',
      subject: 'Offer unanswered, due {{away}}, {{dueDay}}: {{title}}',
      body: 'The offer of {{amount}} for “{{title}}” is not answered. The answer {{falls}}, by {{due}}.',
    },
  },
  'agreement.reminder': {
    city: {
      ...yours,
      kind: 'duty',
      subject: 'Agreement unsigned for {{span}}: {{title}}',
      body: text(
        'You accepted the award of {{amount}} for “{{title}}”, and for {{span}} we have been waiting for the signed agreement.',
        'Please send it to us. The grant can start once it is recorded.',
      ),
      button: 'See your award',
    },
    staff: {
      ...told,
      to: remindedStaff,
      kind: 'duty',
      subject: 'Agreement unsigned for {{span}}: {{title}}',
      body: 'The award of {{amount}} for “{{title}}” waits for its signed agreement. It was accepted {{away}}, on {{due}}.',
    },
  },
};

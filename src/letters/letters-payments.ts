import type { LettersOf } from './letter';
import {
  ahead,
  approvers,
  city,
  finance,
  overdue,
  program,
  remindedCity,
  remindedStaff,
  text,
  toAward,
  today,
} from './words';

const yours = { to: city, kind: 'decision', button: 'See your grant', link: toAward } as const;
const asked = { to: () => approvers, kind: 'duty', button: 'Look at the instalment', link: toAward } as const;
const payable = { ...asked, to: remindedStaff } as const;

/** Instalments and their payment. */
export const paymentLetters: LettersOf<'instalments' | 'instalment'> = {
  'instalments.planned': {
    city: {
      ...yours,
      subject: 'Payment plan for {{title}}',
      body: 'Your grant of {{amount}} for “{{title}}” will be paid in {{instalments}}. The page shows each with its date and what it depends on.',
      button: 'See the plan',
    },
    staff: {
      ...asked,
      subject: 'Instalments to approve: {{title}}',
      body: 'The payment of “{{title}}” is planned in {{instalments}}, over {{amount}} in all. Each needs approvals by people other than the one who planned it.',
      button: 'Look at the plan',
    },
  },
  'instalment.requested': {
    ...asked,
    subject: 'Instalment {{number}} to approve: {{title}}',
    body: 'Instalment {{number}} of “{{title}}”, {{amount}}, is requested, and everything it depends on is met. It needs approvals by people who neither planned nor requested it.',
  },
  'instalment.sent_back': {
    ...yours,
    kind: 'duty',
    subject: 'Your request for instalment {{number}} was sent back: {{title}}',
    body: text(
      'The request for instalment {{number}} of your grant “{{title}}”, {{amount}}, was sent back. The reason given:',
      '{{reason}}',
      'You can request it again once this is settled.',
    ),
    button: 'See the instalment',
  },
  'instalment.evidence_given': {
    ...asked,
    to: () => program,
    subject: 'Evidence to look at: instalment {{number}} of {{title}}',
    body: 'The city gave a file for instalment {{number}} of “{{title}}”: {{evidence}}. Accept it, or say what is missing.',
    button: 'Look at the evidence',
  },
  'instalment.evidence_accepted': {
    ...yours,
    subject: 'Evidence accepted: instalment {{number}} of {{title}}',
    body: 'What you gave for instalment {{number}} of your grant “{{title}}” is accepted: {{evidence}}.',
    button: 'See what is next',
  },
  'instalment.evidence_refused': {
    ...yours,
    kind: 'duty',
    subject: 'Evidence not accepted: instalment {{number}} of {{title}}',
    body: text(
      'What you gave for instalment {{number}} of your grant “{{title}}” was not accepted: {{evidence}}. The reason given:',
      '{{reason}}',
    ),
    button: 'Give another file',
  },
  'instalment.dropped': {
    ...yours,
    subject: 'Instalment {{number}} is not planned any more: {{title}}',
    body: text(
      'Instalment {{number}} of your grant “{{title}}”, {{amount}}, is not part of the plan any more: it will not be paid. The page shows what is planned now, and why.',
    ),
    button: 'See the plan',
  },
  'instalment.given_up': {
    ...yours,
    subject: 'Instalment {{number}} will not be paid: {{title}}',
    body: text(
      'The payment of instalment {{number}} of your grant “{{title}}”, {{amount}}, did not arrive, and the grant has ended. It will not be sent again, and the grant is smaller by it. The reason given:',
      '{{reason}}',
      'If you did not expect this, write to the fund’s staff.',
    ),
  },
  'instalment.returned': {
    city: {
      ...yours,
      subject: 'The payment of instalment {{number}} came back: {{title}}',
      body: text(
        'Your bank sent the payment of instalment {{number}} of your grant “{{title}}”, {{amount}}, back to us. The money stays yours. What we were told:',
        '{{reason}}',
        'Please check your bank details.',
      ),
      button: 'Check your bank details',
      link: () => '/bank-details',
    },
    staff: {
      ...asked,
      subject: 'Payment returned: instalment {{number}} of {{title}}',
      body: text(
        'The payment of instalment {{number}} of “{{title}}”, {{amount}}, came back. The reason given:',
        '{{reason}}',
      ),
    },
  },
  'instalment.endorsed': {
    ...asked,
    subject: 'Instalment {{number}} needs one more approval: {{title}}',
    body: '{{given}} of {{needed}} approvals are given for instalment {{number}} of “{{title}}”, {{amount}}. The next one has to come from somebody who neither planned nor approved it.',
  },
  'instalment.approved': {
    ...asked,
    to: () => finance,
    subject: 'Instalment {{number}} can be paid: {{title}}',
    body: 'Instalment {{number}} of “{{title}}”, {{amount}}, is approved and can be released to the bank.',
    button: 'Release the instalment',
  },
  'instalment.revoked': {
    ...asked,
    subject: 'Approval revoked: instalment {{number}} of {{title}}',
    body: text(
      'The approval of instalment {{number}} of “{{title}}”, {{amount}}, was revoked; it needs approvals anew. The reason given:',
      '{{reason}}',
    ),
  },
  'instalment.released': {
    ...yours,
    subject: 'Instalment {{number}} is on its way: {{title}}',
    body: 'Instalment {{number}} of your grant “{{title}}”, {{amount}}, was released to the bank. We write again once it is paid.',
  },
  'instalment.settled': {
    ...yours,
    subject: 'Instalment {{number}} is paid: {{title}}',
    body: 'Instalment {{number}} of your grant “{{title}}”, {{amount}}, was paid on {{settledOn}}.',
  },
  'instalment.failed': {
    city: {
      ...yours,
      subject: 'Payment of instalment {{number}} failed: {{title}}',
      body: text(
        'The bank could not pay instalment {{number}} of your grant “{{title}}”, {{amount}}. The money stays committed to you. What we were told:',
        '{{reason}}',
        'We get in touch if we need something from you.',
      ),
    },
    staff: {
      ...asked,
      subject: 'Payment of instalment {{number}} failed: {{title}}',
      body: text(
        'The payment of instalment {{number}} of “{{title}}”, {{amount}}, failed. The reason given:',
        '{{reason}}',
      ),
    },
  },

  'instalment.reminder': {
    ahead: {
      ...ahead,
      ...payable,
      subject: 'Instalment {{number}} due {{away}}, by {{dueDay}}: {{title}}',
      body: text(
        'Instalment {{number}} of “{{title}}”, {{amount}}, is due {{away}}, by {{due}}.',
        'The page of the grant says what it still waits for.',
      ),
    },
    today: {
      ...today,
      ...payable,
      subject: 'Instalment {{number}} due today, {{dueDay}}: {{title}}',
      body: text(
        'Instalment {{number}} of “{{title}}”, {{amount}}, is not paid. It is due today, by {{due}}.',
        'The page of the grant says what it still waits for.',
      ),
    },
    overdue: {
      ...overdue,
      ...payable,
      subject: 'Instalment {{number}} overdue since {{dueDay}}: {{title}}',
      body: text(
        'Instalment {{number}} of “{{title}}”, {{amount}}, is not paid. It was due {{away}}, by {{due}}.',
        'The page of the grant says what it still waits for.',
      ),
    },
    city: {
      ...yours,
      to: remindedCity,
      kind: 'duty',
      subject: 'Instalment {{number}} due {{away}}, {{dueDay}}: {{title}}',
      body: text(
        'Instalment {{number}} of your grant “{{title}}”, {{amount}}, {{falls}}, by {{due}}.',
        'The page of your grant says what it still waits for, and whether that is something of yours.',
      ),
      button: 'See the instalment',
    },
  },
};

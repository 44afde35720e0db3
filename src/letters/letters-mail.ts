import type { LettersOf } from './letter';
import { text } from './words';

type Prefix = 'deadline' | 'reminders' | 'letter' | 'mail' | 'address';

/** What is overdue for more people to hear of, and what happens to mail itself. */
export const mailLetters: LettersOf<Prefix> = {
  'deadline.escalated': {
    to: () => ({ reminded: ['program', 'finance', 'admin'] }),
    kind: 'duty',
    subject: 'Overdue since {{dueDay}}: {{what}}, {{title}}',
    body: text(
      'Something is overdue, and reminders have not helped: the {{what}}, “{{title}}”. It concerns {{who}}, and has been open for {{span}}, since {{due}}.',
      'Somebody may have to call them.',
    ),
    button: 'See where it stands',
    link: ({ page }) => page,
  },
  // Whoever changes rules or words is at the page that shows it, and the history there names them.
  'reminders.changed': null,
  'letter.changed': null,
  'letter.tried': {
    to: () => ({ actor: true }),
    kind: 'decision',
    subject: '{{subject}}',
    body: '{{body}}',
    button: '{{button}}',
    link: ({ page }) => page,
    why: 'You get this letter because you asked for it, to see how it looks.',
  },
  'mail.digest': {
    to: ({ personId }) => ({ person: personId }),
    when: ({ items }) => items.length > 0,
    kind: 'duty',
    subject: 'What came for you by {{on}}: {{letters}}',
    body: 'This is what came for you since the last letter of this kind. What is due soonest stands first.',
    button: 'See all your mail',
    link: () => '/account/mail',
    why: 'You get one letter a morning instead of several, because you chose that on your account page.',
  },
  'mail.stopped': {
    to: () => ({ roles: ['admin'] }),
    kind: 'security',
    subject: 'Sending of mail is stopped',
    body: text(
      'A member of staff stopped the sending of mail. Only letters about security still leave; everything else waits. The reason given:',
      '{{reason}}',
    ),
    button: 'See what waits',
    link: () => '/mail/brakes',
  },
  'mail.resumed': {
    to: () => ({ roles: ['admin'] }),
    kind: 'security',
    subject: 'Sending of mail goes on',
    body: text('A member of staff let mail leave again. What has waited goes out now. The reason given:', '{{reason}}'),
    button: 'See how mail leaves',
    link: () => '/mail/brakes',
  },
  // How much may leave stands on its page, with who set it.
  'mail.brakes_changed': null,
  'mail.alarm': {
    to: () => ({ roles: ['program', 'admin'] }),
    kind: 'security',
    subject: 'Mail has stopped itself: {{sent}} letters in an hour, {{planned}} expected',
    body: text(
      'In the hour from {{hour}}, {{sent}} letters left; {{planned}} were expected. So that nobody is flooded, sending has stopped. Only letters about security still leave.',
      'Look at what went out. If it is right, let mail leave again; what waits goes out then.',
    ),
    button: 'Look at it',
    link: () => '/mail/brakes',
  },
  'mail.sent_again': null,
  'mail.settled': null,
  'address.suppressed': {
    to: () => ({ roles: ['program', 'admin'] }),
    kind: 'duty',
    subject: 'No mail reaches {{address}}',
    body: text(
      'A letter to {{address}} was refused for good, so nothing more is sent there. What we were told:',
      '{{reason}}',
      'Reach this person another way. If they have another address, add them with it on the page of people, and disable this account. If the mailbox is right after all, release it on the page of mail.',
    ),
    button: 'See the mail',
    link: ({ mailId }) => (mailId ? `/mail/${mailId}` : '/mail'),
  },
  'address.released': null,
};

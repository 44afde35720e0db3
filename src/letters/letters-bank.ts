import type { Events } from '../events';
import type { LettersOf } from './letter';
import { finance, remindedCity, remindedStaff, text } from './words';

type Details = Events['bank_details.confirmed'];
const toDetails = ({ holderId }: Details): string => `/payees/${holderId}`;

const holders = {
  to: ({ holderId }: Details) => ({ city: holderId }),
  kind: 'security',
  button: 'See the bank details',
  link: () => '/bank-details',
} as const;
const payers = { to: () => finance, kind: 'security', button: 'See the bank details', link: toDetails } as const;

const toConfirm =
  'Bank details were entered for {{holder}}: the account ending in {{lastFour}}. Call back on a number that you already know, then confirm or reject them. Whoever entered them cannot confirm them.';

/** Where money goes, and what is exchanged with the bank. Never more of an account's number than its end stands in a letter. */
export const bankLetters: LettersOf<'bank_details' | 'payment_file' | 'bank_statement' | 'bank_entry'> = {
  'bank_details.entered': {
    former: {
      ...holders,
      // Whoever gave the details until now hears of it first: a change that they know nothing of is how money is stolen.
      to: ({ formerContactId }) => (formerContactId ? { person: formerContactId } : { roles: [] }),
      subject: 'Check this: the bank details of {{holder}} were changed',
      body: text(
        'New bank details were entered for {{holder}}: the account ending in {{lastFour}}. Until now, payments went to an account that you gave us.',
        'Nothing is paid there before {{holdUntil}}, and not before a second person has confirmed the change.',
        'If you know nothing of this change, tell us at once by answering this letter or by telephone.',
      ),
    },
    holder: {
      ...holders,
      subject: 'Bank details of {{holder}} were entered',
      body: text(
        'Bank details were entered for {{holder}}: the account ending in {{lastFour}}. A member of our finance staff confirms them before anything is paid there.',
        'If this is not right, tell us at once.',
      ),
    },
    changed: {
      ...payers,
      when: ({ change }) => change,
      subject: 'Bank details to confirm: {{holder}}',
      body: text(toConfirm, 'This is a change, so nothing is paid there before {{holdUntil}}.'),
      button: 'Look at the bank details',
    },
    first: {
      ...payers,
      subject: 'Bank details to confirm: {{holder}}',
      body: toConfirm,
      button: 'Look at the bank details',
    },
  },
  'bank_details.confirmed': {
    holder: {
      ...holders,
      subject: 'Bank details of {{holder}} confirmed',
      body: 'Payments to {{holder}} go to the account ending in {{lastFour}} from now on.',
    },
    staff: {
      ...payers,
      subject: 'Bank details confirmed: {{holder}}',
      body: 'The bank details of {{holder}}, the account ending in {{lastFour}}, are confirmed.',
    },
  },
  'bank_details.rejected': {
    holder: {
      ...holders,
      subject: 'Bank details of {{holder}} need another look',
      body: text(
        'We could not confirm the bank details of {{holder}}, the account ending in {{lastFour}}. The reason given:',
        '{{reason}}',
        'Enter them again, please. Nothing is paid until details are confirmed.',
      ),
      button: 'Enter the bank details',
    },
    staff: {
      ...payers,
      subject: 'Bank details rejected: {{holder}}',
      body: text(
        'The bank details of {{holder}}, the account ending in {{lastFour}}, were rejected. The reason given:',
        '{{reason}}',
      ),
    },
  },
  'bank_details.reminder': {
    staff: {
      ...payers,
      to: remindedStaff,
      kind: 'duty',
      subject: 'Bank details unconfirmed for {{span}}: {{holder}}',
      body: text(
        'The bank details of {{holder}}, the account ending in {{lastFour}}, have waited for {{span}}, since {{due}}. Nothing is paid there before somebody confirms them.',
        'Call back on a number that you already know, then confirm or reject them. Whoever entered them cannot confirm them.',
      ),
      button: 'Look at the bank details',
    },
    holder: {
      ...holders,
      to: remindedCity,
      kind: 'duty',
      subject: 'Bank details still to be confirmed: {{holder}}',
      body: text(
        'The bank details of {{holder}}, the account ending in {{lastFour}}, are not confirmed yet. You entered them {{away}}.',
        'We call you about them; you need not do anything as long as they are right.',
      ),
    },
  },
  // Whoever makes a file or reads a statement is at the page that shows it.
  'payment_file.made': null,
  'bank_statement.read': null,
  'bank_entry.confirmed': null,
  'bank_entry.set_aside': null,
  'bank_entry.taken_up': null,
};

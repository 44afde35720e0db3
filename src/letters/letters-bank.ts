import type { LettersOf } from './letter';
import type { Events } from '../events';
import { because, finance } from './words';
import { formatInstant } from '../kernel/time';

type Details = Events['bank_details.confirmed'];
const toDetails = ({ holderId }: Details): string => `/payees/${holderId}`;
/** Never more of the number than this stands in a letter. */
const account = ({ lastFour }: Details): string => `the account ending in ${lastFour}`;

/** Where money goes, and what is exchanged with the bank. */
export const bankLetters: LettersOf<'bank_details' | 'payment_file' | 'bank_statement' | 'bank_entry'> = {
  'bank_details.reminder': null,
  'bank_details.entered': [
    {
      // Whoever gave the details until now hears of it first: a change that they know nothing of is how money is stolen.
      to: ({ formerContactId }) => (formerContactId ? { person: formerContactId } : { roles: [] }),
      subject: ({ holder }) => `Check this: the bank details of ${holder} were changed`,
      lines: (details, reader) => [
        `New bank details were entered for ${details.holder}: ${account(details)}. Until now, payments went to an account that you gave us.`,
        `Nothing is paid there before ${formatInstant(new Date(details.holdUntil), reader.timeZone)}, and not before a second person has confirmed the change.`,
        'If you know nothing of this change, tell us at once by answering this letter or by telephone.',
      ],
      action: () => ({ text: 'See the bank details', href: '/bank-details' }),
    },
    {
      to: ({ holderId }) => ({ city: holderId }),
      subject: ({ holder }) => `Bank details of ${holder} were entered`,
      lines: (details) => [
        `Bank details were entered for ${details.holder}: ${account(details)}. A member of our finance staff confirms them before anything is paid there.`,
        'If this is not right, tell us at once.',
      ],
      action: () => ({ text: 'See the bank details', href: '/bank-details' }),
    },
    {
      to: () => finance,
      subject: ({ holder }) => `Bank details to confirm: ${holder}`,
      lines: (details, reader) => [
        `Bank details were entered for ${details.holder}: ${account(details)}. Call back on a number that you already know, then confirm or reject them. Whoever entered them cannot confirm them.`,
        ...(details.change
          ? [
              `This is a change, so nothing is paid there before ${formatInstant(new Date(details.holdUntil), reader.timeZone)}.`,
            ]
          : []),
      ],
      action: (details) => ({ text: 'Look at the bank details', href: toDetails(details) }),
    },
  ],
  'bank_details.confirmed': [
    {
      to: ({ holderId }) => ({ city: holderId }),
      subject: ({ holder }) => `Bank details of ${holder} confirmed`,
      lines: (details) => [`Payments to ${details.holder} go to ${account(details)} from now on.`],
      action: () => ({ text: 'See the bank details', href: '/bank-details' }),
    },
    {
      to: () => finance,
      subject: ({ holder }) => `Bank details confirmed: ${holder}`,
      lines: (details) => [`The bank details of ${details.holder}, ${account(details)}, are confirmed.`],
      action: (details) => ({ text: 'See the bank details', href: toDetails(details) }),
    },
  ],
  'bank_details.rejected': [
    {
      to: ({ holderId }) => ({ city: holderId }),
      subject: ({ holder }) => `Bank details of ${holder} need another look`,
      lines: (details) => [
        `We could not confirm the bank details of ${details.holder}, ${account(details)}. The reason given:`,
        ...because(details.reason),
        'Enter them again, please. Nothing is paid until details are confirmed.',
      ],
      action: () => ({ text: 'Enter the bank details', href: '/bank-details' }),
    },
    {
      to: () => finance,
      subject: ({ holder }) => `Bank details rejected: ${holder}`,
      lines: (details) => [
        `The bank details of ${details.holder}, ${account(details)}, were rejected. The reason given:`,
        ...because(details.reason),
      ],
      action: (details) => ({ text: 'See the bank details', href: toDetails(details) }),
    },
  ],
  // Whoever makes a file or reads a statement is at the page that shows it.
  'payment_file.made': null,
  'bank_statement.read': null,
  'bank_entry.confirmed': null,
  'bank_entry.set_aside': null,
  'bank_entry.taken_up': null,
};

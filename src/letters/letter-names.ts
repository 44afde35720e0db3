import { roleNames } from '../kernel/access';
import { capital } from '../kernel/page/capital';
import type { Audience, LetterKind } from './letter';
import type { Known } from './letters';
import { sampleOf } from './sample-case';

export const kindNames: Record<LetterKind, string> = {
  security: 'Security',
  decision: 'Decision',
  duty: 'Duty',
  notice: 'Notice',
  call: 'Call for applications',
};

/** Which of an event's letters it is. */
const which: Readonly<Record<string, string>> = {
  ahead: 'before the day',
  today: 'on the day',
  overdue: 'once it is overdue',
  city: 'to the city',
  staff: 'to staff',
  holder: 'to whom the account belongs',
  former: 'to whoever gave the details before',
  changed: 'others than before, to finance',
  first: 'for the first time, to finance',
  added: 'newly',
  again: 'anew',
  asked: 'to those who confirm it',
  asked_auditor: 'to auditors',
  rejected: 'while they waited',
  outsider: 'from outside the office',
  disabled: 'from the office',
};

/** `report.reminder/ahead` as a person would say it: “Report reminder, before the day”. */
export function nameOf(id: string): string {
  const [event = '', name] = id.split('/');
  const words = capital(event.replaceAll(/[._]/g, ' '));
  return name === undefined ? words : `${words}, ${which[name] ?? name.replaceAll('_', ' ')}`;
}

/** To whom a letter goes, in words. */
export const readersOf = ({ event, letter }: Known): string => audienceName(letter.to(sampleOf(event) as never));

function audienceName(audience: Audience): string {
  if ('city' in audience) return 'Those who act for the city';
  if ('everyCity' in audience) return 'Those who act for any city';
  if ('person' in audience) return 'The person whom it is about';
  if ('actor' in audience) return 'Whoever asked for it';
  if ('roles' in audience) return capital(audience.roles.map((role) => roleNames[role]).join(', '));
  return audience.reminded.includes('city')
    ? 'Those at the city whom the rules of reminding name'
    : 'Staff whom the rules of reminding name';
}

/** A slash in an address begins another part of it. */
export const addressOf = (id: string): string => `/letters/${id.replaceAll('/', '~')}`;
export const idFrom = (part: string): string => part.replaceAll('~', '/');

/**
 * Why nobody may change a letter. Letters about security protect the fund from its own staff too: whoever could rewrite the warning about
 * new bank details, or what stands around a link to sign in, could take the warning out, or ask for the code.
 */
export function lockOf({ id, letter }: Known): string | null {
  if (letter.kind === 'security')
    return 'Letters about security stay as they are: they warn of what somebody with your rights could do, so nobody can take the warning out of them.';
  return id === 'letter.tried' ? 'This letter carries the tests of the others, and has no words of its own.' : null;
}

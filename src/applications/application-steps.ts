import type { Actor } from '../kernel/access';
import { formatInstant, timeUntil } from '../kernel/time';
import type { ApplicationView } from './application-view.dto';
import type { ApplicationStatus } from './application.rules';

type Settled = Exclude<ApplicationStatus, 'draft' | 'returned' | 'submitted'>;

const toCities: Record<Settled, string> = {
  in_review: 'Reviewers are reading it. We write to you as soon as it is decided; there is nothing to do until then.',
  approved: 'It was chosen for an award. Its grant says what comes next.',
  waitlisted:
    'It is on the waiting list: it is good enough, and the money is not there yet. We write to you when that changes.',
  declined: 'It does not get an award in this round.',
  withdrawn: 'It has been withdrawn, and nothing more happens with it.',
};

const toOthers: Record<Settled, string> = {
  in_review: 'It is in review. Its reviewers and their scores stand under its reviews.',
  approved: 'An award for it has been approved. What follows stands with the award.',
  waitlisted: 'It is on the waiting list until money is free for it.',
  declined: 'It has been declined.',
  withdrawn: 'The city has withdrawn it.',
};

const may = ({ moves }: ApplicationView, move: string): boolean => moves.some((offer) => offer.move === move);

/** The one sentence that says to this reader what comes next. */
export function nextStep(application: ApplicationView, actor: Actor, now: Date): string {
  const { status } = application;
  if (status === 'submitted') return submitted(application, actor);
  if (status !== 'draft' && status !== 'returned') return (actor.role === 'city' ? toCities : toOthers)[status];
  if (actor.role !== 'city')
    return status === 'draft' ? 'The city is still writing it.' : 'The city is changing what was asked for.';
  return application.editable
    ? writing(application, actor, now)
    : 'Your colleagues are writing it. You can read along.';
}

function submitted(application: ApplicationView, { role }: Actor): string {
  if (role === 'city')
    return 'We have it. Reviews begin when the round has closed, and we write to you when there is news.';
  if (may(application, 'start-review'))
    return 'The round has closed. Take it into review, then assign reviewers to it.';
  return may(application, 'return')
    ? 'The round is still open. Return it if the city should change something; reviews begin when the round has closed.'
    : 'It waits until the program staff take it into review.';
}

function writing(application: ApplicationView, { timeZone }: Actor, now: Date): string {
  const { status, deadlineAt, missing } = application;
  if (!may(application, 'submit')) {
    return status === 'draft'
      ? 'The deadline of the round has passed, so this draft cannot be submitted any more.'
      : 'The round has moved on, so this application cannot be submitted again. Ask the program staff.';
  }
  const todo =
    Object.keys(missing).length > 0 ? 'Complete what is missing and submit it' : 'Everything is there. Submit it';
  if (status === 'returned') return `${todo} again.`;
  const deadline = new Date(deadlineAt);
  return `${todo} before ${formatInstant(deadline, timeZone)}: ${timeUntil(deadline, now) ?? 'no time'} left.`;
}

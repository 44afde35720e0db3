import { formatMoney } from '../kernel/money';
import { formatDate } from '../kernel/time';
import type { AwardPageProps } from './award.pages';

/** What is open about a grant besides its next step: an amendment to decide about, money to pay back. */
export function AlsoOpen({ amendments, refunds, actor }: AwardPageProps) {
  const open = amendments.items.find(({ status }) => status === 'proposed');
  const owed = refunds.items.filter(({ status }) => status === 'demanded');
  const who = actor.role === 'city' ? 'Your city is to pay' : 'The city is to pay';
  return (
    <>
      {open && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/amendments/${open.id}`}>
            Amendment {open.number}
          </a>{' '}
          waits to be approved or rejected.
        </p>
      )}
      {owed.map(({ id, outstandingCents, currency, dueOn, overdue }) => (
        <p key={id} class="govuk-body">
          {who} {formatMoney(outstandingCents, currency)} back by {formatDate(dueOn)}
          {overdue && ', which has passed'}.{' '}
          <a class="govuk-link" href="#refunds">
            See the demand
          </a>
        </p>
      ))}
    </>
  );
}

import { capital } from '../kernel/page/capital';
import { SummaryList } from '../kernel/page/lists';
import { formatDate, formatInstant } from '../kernel/time';
import type { AwardPageProps } from './award.pages';
import { namesOf } from './award-words';

/** Who decided what, when and why. */
export function AwardFacts({ award, actor }: Pick<AwardPageProps, 'award' | 'actor'>) {
  const { proposedBy, proposedAt, reason, offerExpiresAt, acceptedAt, approvals, splitReason } = award;
  const at = (instant: string): string => formatInstant(new Date(instant), actor.timeZone);
  return (
    <section>
      <h2 class="govuk-heading-m">About this award</h2>
      <SummaryList
        rows={[
          { key: 'City', value: award.lead },
          { key: 'Application', value: <Link href={`/applications/${award.applicationId}`} text={award.title} /> },
          { key: 'Round', value: <Link href={`/rounds/${award.roundId}`} text={award.round} /> },
          { key: 'Fund', value: award.fund },
          { key: 'Sectors', value: capital(award.sectors.join(', ')) },
          period(award) !== null && { key: 'Project', value: period(award) },
          award.payee !== null && { key: 'Paid to', value: award.payee.name },
          proposedBy && { key: 'Proposed', value: `By ${proposedBy.name}, ${at(proposedAt)}` },
          reason !== undefined &&
            award.status !== 'proposed' && { key: 'Why', value: <span class="fund-words">{reason}</span> },
          splitReason !== undefined &&
            splitReason !== '' &&
            award.status !== 'proposed' && {
              key: 'Why not from the usual money',
              value: <span class="fund-words">{splitReason}</span>,
            },
          approvals !== undefined && approvals.by.length > 0 && { key: 'Approved by', value: namesOf(approvals.by) },
          offerExpiresAt !== null && {
            key: 'Offered until',
            value: formatInstant(new Date(offerExpiresAt), award.offerExpiresZone),
          },
          acceptedAt !== null && { key: 'Accepted', value: at(acceptedAt) },
          award.agreementSignedOn !== null && {
            key: 'Agreement',
            value: (
              <>
                Signed on {formatDate(award.agreementSignedOn)}.{' '}
                <Link href={`/awards/${award.id}/agreement`} text="Download the agreement" />
              </>
            ),
          },
        ]}
      />
    </section>
  );
}

function period({ startsOn, endsOn }: AwardPageProps['award']): string | null {
  if (startsOn !== null && endsOn !== null) return `${formatDate(startsOn)} to ${formatDate(endsOn)}`;
  if (startsOn !== null) return `From ${formatDate(startsOn)}`;
  return endsOn === null ? null : `Until ${formatDate(endsOn)}`;
}

const Link = ({ href, text }: { href: string; text: string }) => (
  <a class="govuk-link" href={href}>
    {text}
  </a>
);

import type { AmendmentView } from '../amendments/amendment-desk.service';
import { formatMoney } from '../kernel/money';
import { ButtonLink } from '../kernel/page/buttons';
import { AskedMove, Reason } from '../kernel/page/one-form';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { formatDate } from '../kernel/time';
import type { AwardPageProps } from './award.pages';

/** What was changed about the grant, what is asked to be, and its close-out. */
export function AwardAmendments(props: AwardPageProps) {
  const { award, amendments } = props;
  const { items, moves, cannotCloseOut } = amendments;
  if (items.length === 0 && moves.length === 0) return null;
  const amend = moves.find(({ move }) => move === 'amend');
  return (
    <section>
      <DataTable
        caption="Amendments"
        id="amendments"
        rows={items}
        empty="Nothing was amended. Changes of the amount, the dates, the scope and the budget lines will stand here."
        columns={[
          { head: 'Amendment', header: true, cell: (row) => <Name {...row} /> },
          { head: 'Changes', cell: (row) => told(row) },
          { head: 'Proposed', cell: ({ proposedAt }) => formatDate(proposedAt.slice(0, 10)) },
          { head: 'Status', cell: ({ status }) => <Tag status={status} /> },
        ]}
      />
      {amend && (
        <ButtonLink href={`/awards/${award.id}/amend`} secondary>
          {amend.label}
        </ButtonLink>
      )}
      {moves.some(({ move }) => move === 'close-out') && <CloseOutForm {...props} />}
      {cannotCloseOut !== null && (
        <p class="govuk-body fund-muted">The grant cannot be closed out yet: {cannotCloseOut}</p>
      )}
    </section>
  );
}

function Name({ id, number, kind }: AmendmentView) {
  return (
    <a class="govuk-link" href={`/amendments/${id}`}>
      {kind === 'close_out' ? 'Close-out' : `Amendment ${number}`}
    </a>
  );
}

function told({ changeCents, currency, before, after, lines }: AmendmentView): string {
  const money =
    changeCents > 0 ? `${formatMoney(changeCents, currency)} more` : `${formatMoney(-changeCents, currency)} less`;
  const changed = [
    changeCents !== 0 && money,
    (before.startsOn !== after.startsOn || before.endsOn !== after.endsOn) && 'dates',
    before.scope !== after.scope && 'scope',
    lines.some(({ fromCents, toCents }) => fromCents !== toCents) && 'budget lines',
  ].filter((part) => part !== false);
  const text = changed.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function CloseOutForm({ frame, award, amendments: { unpaidCents } }: AwardPageProps) {
  const action = `/awards/${award.id}/close-out`;
  return (
    <AskedMove frame={frame} name="close-out" action={action} label="Close the grant out" warning>
      {(one) => (
        <>
          <p class="govuk-body">
            {formatMoney(unpaidCents, award.currency)} of this grant was never paid and is free again. Instalments that
            are not paid are dropped, and the grant is completed for good.
          </p>
          <Reason one={one} label="Why is it closed out?" hint="The city reads this too." />
        </>
      )}
    </AskedMove>
  );
}

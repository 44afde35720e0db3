import { formatMoney, sumCents } from '../kernel/money';
import { When } from '../kernel/page/figures';
import { DataTable } from '../kernel/page/table';
import { Illustrative, Tag } from '../kernel/page/tag';
import { formatDate } from '../kernel/time';
import type { PledgeView } from './pledge-view.dto';

interface Props {
  caption: string;
  hideCaption?: boolean;
  pledges: readonly PledgeView[];
  currency: string;
}

type Amount = 'amountCents' | 'receivedCents' | 'outstandingCents';

/** Pledges with what has arrived of each and what is still to. */
export function PledgeTable({ caption, hideCaption, pledges, currency }: Props) {
  const money = (cents: number): string => (cents === 0 ? '–' : formatMoney(cents, currency));
  const column = (head: string, key: Amount) => ({
    head,
    numeric: true,
    cell: (pledge: PledgeView) => money(pledge[key]),
    sum: money(sumCents(pledges.map((pledge) => pledge[key]))),
  });
  const amounts = [
    column('Pledged', 'amountCents'),
    column('Received', 'receivedCents'),
    column('Outstanding', 'outstandingCents'),
  ];
  return (
    <DataTable<PledgeView>
      caption={caption}
      hideCaption={hideCaption}
      rows={pledges}
      empty="No pledge is open. When a funder signs one, finance records it with the days on which its parts are to arrive; what arrives is recorded as a contribution on it."
      columns={[
        { head: 'Funder', header: true, cell: (pledge) => <Funder pledge={pledge} /> },
        { head: 'Signed', cell: ({ signedOn }) => <When iso={signedOn} text={formatDate(signedOn)} /> },
        { head: 'For', cell: ({ restriction }) => restriction ?? 'Unrestricted' },
        { head: 'Next part', cell: (pledge) => nextPart(pledge) },
        ...amounts,
      ]}
      foot={['Together', '', '', '', ...amounts.map(({ sum }) => sum)]}
    />
  );
}

function Funder({ pledge: { id, funder, reference, illustrative, status } }: { pledge: PledgeView }) {
  return (
    <>
      <a class="govuk-link" href={`/pledges/${id}`}>
        {funder}
      </a>{' '}
      {illustrative && <Illustrative />} {status !== 'signed' && <Tag status={status} />}
      {reference !== '' && <span class="fund-table__note">{reference}</span>}
    </>
  );
}

/** The first part that has not arrived whole. */
function nextPart({ parts, status }: PledgeView) {
  const next = status === 'signed' ? parts.find((part) => part.receivedCents < part.amountCents) : undefined;
  return next ? <When iso={next.dueOn} text={formatDate(next.dueOn)} /> : '–';
}

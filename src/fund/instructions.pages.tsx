import type { Actor } from '../kernel/access';
import { formatMoney } from '../kernel/money';
import type { Frame } from '../kernel/page/frame';
import { FundNav } from '../kernel/page/fund-nav';
import { Layout, PageTitle } from '../kernel/page/layout';
import { Narrow, NothingFits } from '../kernel/page/narrow';
import { Details } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { Pagination } from '../kernel/page/ways';
import type { Page } from '../kernel/paging';
import type { FundView } from './fund-view.dto';
import type { InstructionView } from './instruction-view.dto';
import { expenseNames, instructionStatuses, kindNames, proposable } from './instruction.rules';
import type { InstructionsQuery } from './instructions.dto';

interface ListProps {
  frame: Frame;
  actor: Actor;
  fund: FundView;
  page: Page<InstructionView>;
  query: InstructionsQuery;
}

/** All instructions of a fund. */
export function instructionsPage({ frame, actor, fund, page, query }: ListProps) {
  const here = `/funds/${fund.id}/instructions`;
  const narrowed = query.status === undefined ? '' : `&status=${query.status}`;
  return (
    <Layout title={`Instructions, ${fund.name}`} frame={frame} back={{ href: `/funds/${fund.id}`, text: fund.name }}>
      <PageTitle caption={fund.name}>Instructions</PageTitle>
      <FundNav fundId={fund.id} current="instructions" />
      <p class="govuk-body fund-reading">
        What moves money besides grants: it goes back to a donor, changes what it is for, will not arrive, or pays what
        running the fund costs. Finance proposes, other people approve, and the last approval carries it out.
      </p>
      <Kinds actor={actor} here={here} />
      <Narrow list={here} status={query.status} statuses={instructionStatuses} />
      <DataTable<InstructionView>
        caption="Instructions, newest first"
        hideCaption
        rows={page.items}
        empty={query.status === undefined ? 'Nothing has been instructed yet.' : <NothingFits list={here} />}
        columns={[
          { head: 'What', header: true, cell: (row) => <What row={row} /> },
          { head: 'About', cell: aboutOf },
          { head: 'Amount', numeric: true, cell: (row) => formatMoney(row.amountCents, row.currency) },
          { head: 'Proposed by', cell: ({ proposedBy }) => proposedBy.name },
          { head: 'Approvals', cell: ({ approvals: { by, needed } }) => `${by.length} of ${needed}` },
        ]}
      />
      <Pagination
        newer={query.after === undefined ? undefined : `${here}?${narrowed.slice(1)}`}
        newerText="Newest"
        older={page.next === null ? undefined : `${here}?after=${page.next}${narrowed}`}
      />
    </Layout>
  );
}

function Kinds({ actor, here }: { actor: Actor; here: string }) {
  const kinds = proposable(actor);
  if (kinds.length === 0) return null;
  return (
    <Details summary="Propose an instruction">
      <ul class="govuk-list">
        {kinds.map((kind) => (
          <li key={kind}>
            <a class="govuk-link" href={`${here}/new?kind=${kind}`}>
              {kindNames[kind]}
            </a>
          </li>
        ))}
      </ul>
    </Details>
  );
}

function What({ row: { id, what, status } }: { row: InstructionView }) {
  return (
    <>
      <a class="govuk-link" href={`/instructions/${id}`}>
        {what}
      </a>{' '}
      <Tag status={status} />
    </>
  );
}

/** Whose money it is, and where it goes. */
function aboutOf({ kind, funder, restriction, toRestriction, expense }: InstructionView): string {
  const from = restriction ?? 'Unrestricted';
  if (kind === 'overhead') return `${expense === null ? '' : expenseNames[expense]}, ${from}`;
  if (kind === 'restriction_move') return `${funder ?? ''}: ${from} → ${toRestriction ?? 'Unrestricted'}`;
  return kind === 'donor_refund' ? `${funder ?? ''}, ${from}` : (funder ?? '');
}

import type { VNode } from 'preact';
import type { Actor } from '../kernel/access';
import type { HistoryLine } from '../kernel/history';
import { formatMoney } from '../kernel/money';
import type { Frame } from '../kernel/page/frame';
import { HistoryOf } from '../kernel/page/history-of';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { Moves } from '../kernel/page/moves';
import { InsetText } from '../kernel/page/notes';
import { AskedMove, pageOnly, Reason } from '../kernel/page/one-form';
import { Tag } from '../kernel/page/tag';
import { formatInstant } from '../kernel/time';
import { AmendmentChanges } from './amendment-changes.pages';
import type { AmendmentView } from './amendment-view.dto';

export interface AmendmentPageProps {
  frame: Frame;
  amendment: AmendmentView;
  history: HistoryLine[];
  actor: Actor;
}

/** One amendment: what comes next, the award before and after it, why, and what happened. */
export function amendmentPage({ frame, amendment, history, actor }: AmendmentPageProps): VNode {
  const { awardId, title, number, kind, status } = amendment;
  const name = kind === 'close_out' ? 'Close-out' : `Amendment ${number}`;
  return (
    <Layout title={`${name}: ${title}`} frame={frame} back={{ href: `/awards/${awardId}`, text: title }}>
      <PageTitle caption={title} tag={<Tag status={status} />}>
        {name}
      </PageTitle>
      <InsetText>{nextStep(amendment, actor)}</InsetText>
      <AmendmentMoves frame={frame} amendment={amendment} />
      <AmendmentChanges amendment={amendment} />
      <Facts amendment={amendment} actor={actor} />
      <HistoryOf lines={history} />
    </Layout>
  );
}

function nextStep({ status, moves, kind, approvals, proposedBy, rejectReason }: AmendmentView, actor: Actor): string {
  if (status === 'approved')
    return kind === 'close_out'
      ? 'The award is smaller by what will never be paid, and that is free again.'
      : 'It is approved: the award is now as it stands under “After”.';
  if (status === 'noted') return 'The changes are small, so nobody had to approve them. The budget lines hold.';
  if (status === 'rejected') return `It was rejected, and the grant stays as it was. The reason: “${rejectReason}”`;
  if (!approvals || !proposedBy) return 'The fund’s staff decide about it next. The grant stays as it is until then.';
  const who = proposedBy.id === actor.id ? 'you' : proposedBy.name;
  const given =
    approvals.by.length === 0 ? 'Nobody has yet.' : `So far: ${approvals.by.map(({ name }) => name).join(', ')}.`;
  const may = moves.some(({ move }) => move === 'approve') ? ' You can approve it now.' : '';
  return `${approvals.needed} people other than ${who} have to approve it. ${given}${may}`;
}

function AmendmentMoves({ frame, amendment: { id, moves } }: Pick<AmendmentPageProps, 'frame' | 'amendment'>) {
  const base = `/amendments/${id}`;
  return (
    <>
      <Moves moves={moves.filter(({ move }) => move !== 'reject')} base={base} page={pageOnly(frame)} />
      {moves
        .filter(({ move }) => move === 'reject')
        .map(({ move, label }) => (
          <AskedMove key={move} frame={frame} name={move} action={`${base}/${move}`} label={label} warning>
            {(one) => (
              <Reason
                one={one}
                label="Why is it rejected?"
                hint="Whoever proposed it reads this, and the city too."
                rows={5}
              />
            )}
          </AskedMove>
        ))}
    </>
  );
}

function Facts({ amendment, actor }: Pick<AmendmentPageProps, 'amendment' | 'actor'>) {
  const { id, reason, hasFile, byCity, proposedBy, proposedAt, decidedAt, needsApproval, approvals } = amendment;
  const { changeCents, currency, status } = amendment;
  const at = (instant: string): string => formatInstant(new Date(instant), actor.timeZone);
  const side = byCity ? 'the city' : 'the fund’s staff';
  return (
    <section>
      <h2 class="govuk-heading-m">About this amendment</h2>
      <SummaryList
        rows={[
          { key: 'Why', value: <span class="fund-words">{reason}</span> },
          { key: 'Proposed', value: `By ${proposedBy ? `${proposedBy.name} (${side})` : side}, ${at(proposedAt)}` },
          decidedAt !== null && { key: 'Decided', value: at(decidedAt) },
          changeCents !== 0 && status === 'approved' && { key: 'Money', value: moneyTold(changeCents, currency) },
          !needsApproval && { key: 'Approval', value: 'None is needed.' },
          approvals !== undefined &&
            approvals.by.length > 0 && { key: 'Approved by', value: approvals.by.map(({ name }) => name).join(', ') },
          hasFile && {
            key: 'Document',
            value: (
              <a class="govuk-link" href={`/amendments/${id}/file`} download>
                Download the document
              </a>
            ),
          },
        ]}
      />
    </section>
  );
}

const moneyTold = (cents: number, currency: string): string =>
  cents > 0
    ? `${formatMoney(cents, currency)} more is committed to this grant.`
    : `${formatMoney(-cents, currency)} of this grant is free for others again.`;

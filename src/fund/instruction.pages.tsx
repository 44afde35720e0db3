import type { Actor } from '../kernel/access';
import type { HistoryLine } from '../kernel/history';
import { formatMoney } from '../kernel/money';
import { When } from '../kernel/page/figures';
import type { Frame } from '../kernel/page/frame';
import { HistoryOf } from '../kernel/page/history-of';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { Moves } from '../kernel/page/moves';
import { InsetText } from '../kernel/page/notes';
import { AskedMove, pageOnly, Reason } from '../kernel/page/one-form';
import { Tag } from '../kernel/page/tag';
import { formatDate, formatInstant } from '../kernel/time';
import { expenseNames } from './instruction.rules';
import type { InstructionView } from './instruction-view.dto';

interface InstructionPageProps {
  frame: Frame;
  actor: Actor;
  instruction: InstructionView;
  history: HistoryLine[];
}

/** One instruction: what it does, why, and who has approved it. */
export function instructionPage({ frame, actor, instruction, history }: InstructionPageProps) {
  const { id, what, fundId, fund, status, amountCents, currency, reason, rejectReason } = instruction;
  const back = { href: `/funds/${fundId}/instructions`, text: 'Instructions' };
  return (
    <Layout title={`${what}: ${formatMoney(amountCents, currency)}`} frame={frame} back={back}>
      <PageTitle caption={`${what}, ${fund}`} tag={<Tag status={status} />}>
        {formatMoney(amountCents, currency)}
      </PageTitle>
      <InsetText>{nextStep(instruction, actor)}</InsetText>
      <section class="fund-reading">
        <h2 class="govuk-heading-m">Why it is proposed</h2>
        <p class="govuk-body fund-words">{reason}</p>
        {rejectReason !== '' && (
          <>
            <h2 class="govuk-heading-m">Why it was rejected</h2>
            <p class="govuk-body fund-words">{rejectReason}</p>
          </>
        )}
      </section>
      <Facts instruction={instruction} zone={actor.timeZone} />
      <Decide frame={frame} instruction={instruction} base={`/instructions/${id}`} />
      <HistoryOf lines={history} />
    </Layout>
  );
}

function nextStep({ status, approvals, proposedBy }: InstructionView, { id }: Actor): string {
  if (status === 'carried_out') return 'It is approved and carried out. The journal of the fund shows what it moved.';
  if (status === 'rejected') return 'It is rejected. Nothing has moved.';
  const missing = approvals.needed - approvals.by.length;
  const people = missing === 1 ? 'One more person has' : `${missing} more people have`;
  const own = proposedBy.id === id ? ' You proposed it, so it is for others.' : '';
  return `${people} to approve it. Nothing moves before.${own}`;
}

function Facts({ instruction, zone }: { instruction: InstructionView; zone: string }) {
  const { id, kind, funder, receivedOn, restriction, toRestriction, expense, fileId, pledgeId } = instruction;
  const { proposedBy, proposedAt, decidedAt, approvals } = instruction;
  const at = (iso: string) => <When iso={iso} text={formatInstant(new Date(iso), zone)} />;
  const given = receivedOn === null ? '' : `, ${formatDate(receivedOn)}`;
  return (
    <SummaryList
      rows={[
        funder !== null && pledgeId === null && { key: 'Contribution', value: `${funder}${given}` },
        pledgeId !== null && {
          key: 'Pledge',
          value: (
            <a class="govuk-link" href={`/pledges/${pledgeId}`}>
              {funder}
            </a>
          ),
        },
        expense !== null && { key: 'Booked as', value: expenseNames[expense] },
        kind !== 'pledge_write_off' && { key: 'Taken from', value: restriction ?? 'Money without a restriction' },
        kind === 'restriction_move' && { key: 'Goes to', value: toRestriction ?? 'Money without a restriction' },
        { key: 'Document', value: fileId === null ? 'None' : <Download id={id} /> },
        {
          key: 'Proposed',
          value: (
            <>
              {proposedBy.name}, {at(proposedAt)}
            </>
          ),
        },
        {
          key: 'Approved by',
          value: `${approvals.by.map(({ name }) => name).join(', ') || 'Nobody yet'} (${approvals.by.length} of ${approvals.needed})`,
        },
        decidedAt !== null && { key: 'Decided', value: at(decidedAt) },
      ]}
    />
  );
}

function Download({ id }: { id: string }) {
  return (
    <a class="govuk-link" href={`/instructions/${id}/document`}>
      Download it
    </a>
  );
}

function Decide({ frame, instruction, base }: { frame: Frame; instruction: InstructionView; base: string }) {
  const plain = instruction.moves.filter(({ move }) => move !== 'reject');
  const reject = instruction.moves.find(({ move }) => move === 'reject');
  return (
    <>
      <Moves moves={plain} base={base} page={pageOnly(frame)} />
      {reject && (
        <AskedMove frame={frame} name="reject" action={`${base}/reject`} label={reject.label} warning>
          {(one) => (
            <Reason
              one={one}
              label="Why is it rejected?"
              hint="Whoever proposed it and whoever may approve it reads this in an email."
              rows={5}
            />
          )}
        </AskedMove>
      )}
    </>
  );
}

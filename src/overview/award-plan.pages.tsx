import type { InstalmentView, PaymentView } from '../disbursements/plan-desk.service';
import { formatMoney } from '../kernel/money';
import { Moves } from '../kernel/page/moves';
import { pageOnly } from '../kernel/page/one-form';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { formatDate } from '../kernel/time';
import { InstalmentMoves } from './award-instalment.pages';
import { PlanForm } from './award-plan-form.pages';
import type { AwardPageProps } from './award.pages';
import { approvalsTold } from './award-words';

/** Which part is paid when, what each part waits for, and what the reader may do about it. */
export function AwardPlan(props: AwardPageProps) {
  const { frame, award, plan, actor } = props;
  const { instalments, currency, moves } = plan;
  const planned = ['accepted', 'active', 'completed'].includes(award.status) || instalments.length > 0;
  if (!planned) return null;
  const complete = moves.filter(({ move }) => move === 'complete');
  return (
    <section>
      <DataTable
        caption="Instalments"
        id="instalments"
        rows={instalments}
        empty="No instalments are planned yet. Once they are, they stand here: which part is paid when, and what it waits for."
        foot={['Together', formatMoney(plan.plannedCents, currency), '', '']}
        columns={[
          { head: 'Instalment', header: true, cell: ({ number }) => String(number) },
          { head: 'Amount', numeric: true, cell: (row) => formatMoney(row.amountCents, row.currency) },
          { head: 'Planned for', cell: ({ dueOn }) => formatDate(dueOn) },
          { head: 'Status', cell: (row) => <Standing instalment={row} reader={actor.id} /> },
        ]}
      />
      <Moves moves={complete} base={`/awards/${award.id}`} page={pageOnly(frame)} />
      {instalments.map((instalment) => (
        <InstalmentMoves key={instalment.id} frame={frame} instalment={instalment} of={instalments.length} />
      ))}
      {moves.some(({ move }) => move === 'plan') && <PlanForm {...props} />}
    </section>
  );
}

function Standing({ instalment, reader }: { instalment: InstalmentView; reader: string }) {
  const { status, held, payments } = instalment;
  return (
    <div>
      <Tag status={status} />
      {held !== null && <span class="fund-beneath">{held}</span>}
      {status === 'planned' && held === null && <span class="fund-beneath">{waiting(instalment, reader)}</span>}
      {payments.map((payment) => (
        <span key={payment.id} class="fund-beneath">
          {paymentTold(payment, payments.length)}
        </span>
      ))}
    </div>
  );
}

const waiting = ({ approvals, plannedBy }: InstalmentView, reader: string): string =>
  approvals && plannedBy ? approvalsTold(approvals, plannedBy, reader) : '';

function paymentTold(
  { attempt, status, releasedAt, settledOn, bankReference, failure }: PaymentView,
  of: number,
): string {
  const name = of > 1 ? `Payment ${attempt}` : 'Payment';
  if (status === 'settled' && settledOn !== null) {
    return `${name} settled on ${formatDate(settledOn)}${bankReference === '' ? '' : ` (${bankReference})`}.`;
  }
  if (status === 'failed') return `${name} failed: “${failure}”`;
  return `${name} released on ${formatDate(releasedAt.slice(0, 10))}.`;
}

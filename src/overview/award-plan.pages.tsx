import type { InstalmentView, PaymentView } from '../disbursements/plan-desk.service';
import { formatMoney } from '../kernel/money';
import { Moves } from '../kernel/page/moves';
import { pageOnly } from '../kernel/page/one-form';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { formatDate } from '../kernel/time';
import { standing } from './award-instalment-told';
import { InstalmentSection } from './award-instalment.pages';
import { PlanForm } from './award-plan-form.pages';
import type { AwardPageProps } from './award.pages';

/** Which part is paid when, what each part waits for, and what the reader may do about it. */
export function AwardPlan(props: AwardPageProps) {
  const { frame, award, plan, actor } = props;
  const { instalments, currency, moves } = plan;
  const planned = ['accepted', 'active', 'suspended', 'completed'].includes(award.status) || instalments.length > 0;
  if (!planned) return null;
  const counted = instalments.filter(({ status }) => status !== 'dropped');
  const next = counted.find(({ status }) => status !== 'settled');
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
        <InstalmentSection
          key={instalment.id}
          frame={frame}
          instalment={instalment}
          of={counted.length}
          next={instalment === next}
        />
      ))}
      {moves.some(({ move }) => move === 'plan') && <PlanForm {...props} />}
    </section>
  );
}

function Standing({ instalment, reader }: { instalment: InstalmentView; reader: string }) {
  const { status, payments } = instalment;
  const told = standing(instalment, reader);
  return (
    <div>
      <Tag status={status} />
      {told !== '' && <span class="fund-beneath">{told}</span>}
      {payments.map((payment) => (
        <span key={payment.id} class="fund-beneath">
          {paymentTold(payment, instalment.currency, payments.length)}
        </span>
      ))}
    </div>
  );
}

function paymentTold(payment: PaymentView, currency: string, of: number): string {
  const { attempt, status, releasedAt, settledOn, returnedOn, bankReference, failure } = payment;
  const name = `${of > 1 ? `Payment ${attempt}` : 'Payment'}${exchangeTold(payment, currency)}`;
  if (status === 'settled' && settledOn !== null)
    return `${name} settled on ${formatDate(settledOn)}${bankReference === '' ? '' : ` (${bankReference})`}.`;
  if (status === 'failed') return `${name} failed: “${failure}”`;
  if (status === 'returned' && returnedOn !== null)
    return `${name} came back on ${formatDate(returnedOn)}: “${failure}”`;
  return `${name} released on ${formatDate(releasedAt.slice(0, 10))}.`;
}

/** “ of JPY 44,775, at 149.25 by Norges Bank on 30 January 2027,” */
function exchangeTold({ payCents, payCurrency, rate, rateSource, rateOn }: PaymentView, currency: string): string {
  if (payCurrency === currency || rate === null || rateOn === null) return '';
  return ` of ${formatMoney(payCents, payCurrency)}, at ${rate} by ${rateSource} on ${formatDate(rateOn)},`;
}

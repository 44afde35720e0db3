import { planRows } from '../disbursements/plan-desk.service';
import { maxCents } from '../kernel/input';
import { centsFrom, formatMoney, plainMoney, sumWithin } from '../kernel/money';
import { Button } from '../kernel/page/buttons';
import { Form } from '../kernel/page/form';
import { rowsOf, withFilledRows } from '../kernel/page/form-rows';
import { SumOf } from '../kernel/page/inputs';
import { Details } from '../kernel/page/notes';
import { formOf } from '../kernel/page/one-form';
import { RowsHeading } from '../kernel/page/rows-heading';
import type { Typed } from '../kernel/typed';
import { PlanRow } from './award-plan-row.pages';
import { PlanWays } from './award-plan-ways.pages';
import type { AwardPageProps } from './award.pages';

/** Plans the instalments, or plans anew what nobody has requested yet. */
export function PlanForm(props: AwardPageProps) {
  const { frame, plan } = props;
  const again = plan.instalments.length > 0;
  const { open } = formOf(frame, 'plan');
  if (!again) return <Planning {...props} />;
  return (
    <Details id="plan" summary="Plan the instalments anew" open={open}>
      <p class="govuk-body">
        This replaces what is planned and not yet requested, {formatMoney(plan.toPlanCents, plan.currency)} in all. What
        is requested, approved or paid stays; send a request back to plan it anew.
      </p>
      <Planning {...props} />
    </Details>
  );
}

function Planning(props: AwardPageProps) {
  const { frame, award, plan } = props;
  const one = formOf(frame, 'plan');
  const form = withFilledRows(one.form, { instalments: planRows });
  const rows = rowsOf(form, 'instalments', savedRows(props), { least: 3, spare: 1 });
  const hint = `They add up to ${formatMoney(plan.toPlanCents, award.currency)} exactly. Every instalment waits until the bank details of its payee are confirmed.`;
  return (
    <section class="fund-rows" id="planning">
      <RowsHeading form={form} name="instalments" title="Plan the instalments" hint={hint} />
      <PlanWays {...props} />
      <Form action={`/awards/${award.id}/instalments`} page={one.page} guard>
        {rows.map((row, index) => (
          <PlanRow key={index} form={form} index={index} row={row} {...props} />
        ))}
        <SumOf
          sum="plan"
          label={`Of ${formatMoney(plan.toPlanCents, award.currency)} these plan`}
          currency={award.currency}
          value={total(rows, award.currency)}
        />
        <Button>Save the plan</Button>
      </Form>
    </section>
  );
}

/** What the parts of the plan there is wait for stays beside the new amounts and dates. */
function savedRows({ drafted, award, plan }: AwardPageProps): Typed[] {
  const planned = plan.instalments.filter(({ status }) => status === 'planned');
  const parts: { amountCents: number | null; dueOn: string }[] = drafted?.draft?.instalments ?? planned;
  return parts.map(({ amountCents, dueOn }, index) => {
    const { reportId, needsAgreement, notBefore, evidence } = planned[index] ?? {};
    const amount = amountCents === null ? undefined : plainMoney(amountCents, award.currency);
    return {
      ...{ amountCents: amount, dueOn, needsAgreement, evidence },
      ...{ reportId: reportId ?? undefined, notBefore: notBefore ?? undefined },
    };
  });
}

/** What is in the rows together, as far as it is amounts. */
function total(rows: Typed[], currency: string): string {
  const cents = rows.map(({ amountCents }) => centsFrom(amountCents, currency)).filter((n) => typeof n === 'number');
  return plainMoney(sumWithin(cents, maxCents) ?? 0, currency);
}

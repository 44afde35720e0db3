import { formatMoney } from '../kernel/money';
import { CheckboxField } from '../kernel/page/choices';
import type { FormState, Frame } from '../kernel/page/frame';
import { MoneyField } from '../kernel/page/inputs';
import { AskedMove } from '../kernel/page/one-form';
import { DataTable } from '../kernel/page/table';
import type { RoundBudgetView, RoundPotView, Source } from './round-budget.dto';
import type { RoundView } from './round-view.dto';

interface SourcesFieldProps {
  form: FormState;
  id?: string;
  sources: Source[];
  chosen: readonly string[];
}

/** From which contributions a budget is drawn. */
export function SourcesField({ form, id, sources, chosen }: SourcesFieldProps) {
  if (sources.length === 0)
    return <p class="govuk-body">No contribution has anything free now. What finance records stands here.</p>;
  return (
    <CheckboxField
      form={form}
      name="contributionIds"
      id={id}
      label="From which contributions"
      hint="Tick none to draw on all that fit: money that is restricted to the round’s sectors first."
      values={chosen}
      options={sources.map((one) => ({
        value: one.id,
        text: `${one.source}: ${formatMoney(one.freeCents, one.currency)} free`,
        hint: [one.fund, ...one.restrictions].filter((text) => text !== undefined).join(', ') || undefined,
      }))}
      small
    />
  );
}

/** From which contributions the budget stands, and what of each is awarded. */
export function BudgetStands({ budget }: { budget: RoundBudgetView }) {
  const money = (cents: number): string => formatMoney(cents, budget.currency);
  return (
    <DataTable<RoundPotView>
      caption="Where its budget comes from"
      id="budget"
      rows={budget.pots}
      empty="Nothing is set aside for this round now. Its budget is set aside when it is opened."
      foot={['Together', '', money(budget.reservedCents), money(budget.awardedCents)]}
      columns={[
        { head: 'Contribution', header: true, cell: ({ source }) => source },
        { head: 'Restriction', cell: ({ restriction }) => restriction },
        { head: 'Not awarded yet', numeric: true, cell: ({ reservedCents }) => money(reservedCents) },
        { head: 'In its awards', numeric: true, cell: ({ awardedCents }) => money(awardedCents) },
      ]}
    />
  );
}

interface BudgetFormsProps {
  frame: Frame;
  round: RoundView;
  budget: RoundBudgetView;
  sources: Source[];
}

/** More or less of it, while the round runs. */
export function BudgetForms({ frame, round, budget, sources }: BudgetFormsProps) {
  const { id: roundId, currency, moves } = round;
  const left = formatMoney(budget.reservedCents, currency);
  const label = (name: string): string | undefined => moves.find(({ move }) => move === name)?.label;
  const [raise, lower] = [label('raise-budget'), label('lower-budget')];
  return (
    <>
      {raise && (
        <AskedMove frame={frame} name="raise-budget" action={`/rounds/${roundId}/raise-budget`} label={raise}>
          {({ form, id }) => (
            <>
              <MoneyField form={form} name="cents" id={id('cents')} label="How much more" currency={currency} />
              <SourcesField
                form={form}
                id={id('contributionIds')}
                sources={sources}
                chosen={round.contributionIds ?? []}
              />
            </>
          )}
        </AskedMove>
      )}
      {lower && (
        <AskedMove frame={frame} name="lower-budget" action={`/rounds/${roundId}/lower-budget`} label={lower}>
          {({ form, id }) => (
            <MoneyField
              form={form}
              name="cents"
              id={id('cents')}
              label="How much less"
              hint={`At most what is not awarded yet: ${left}. It is free again at once.`}
              currency={currency}
            />
          )}
        </AskedMove>
      )}
    </>
  );
}

import { formatMoney } from '../kernel/money';
import { typedText } from '../kernel/page/form-state';
import type { FormState } from '../kernel/page/frame';
import { MoneyField } from '../kernel/page/inputs';
import { Details, WarningText } from '../kernel/page/notes';
import { RowsHeading, rowText } from '../kernel/page/rows-heading';
import { DataTable } from '../kernel/page/table';
import { TextArea } from '../kernel/page/text-area';
import { type Typed, typedFrom } from '../kernel/typed';
import type { DrawableView, DrawnPot, UnfitPart } from './award-money.dto';

/** The split is worked out for what is asked, or for what was typed into a refused form. */
export function WhereFrom({ drawable }: { drawable: DrawableView }) {
  const { pots, unfit, amountCents, leftCents, shortCents, currency } = drawable;
  const money = (cents: number): string => formatMoney(cents, currency);
  return (
    <>
      <p class="govuk-body">
        The round has <strong>{money(leftCents)}</strong> left for this project. An award draws on restricted money that
        fits first, and on unrestricted money last; within each on the contribution that came first.
      </p>
      <DataTable<DrawnPot>
        caption="Where the money would come from"
        rows={pots}
        empty="The round has nothing left that fits this project."
        foot={['Together', '', money(leftCents), money(amountCents - shortCents)]}
        columns={[
          { head: 'Money', header: true, cell: ({ restriction }) => restriction },
          { head: 'Contribution', cell: ({ source }) => source },
          { head: 'Left in the round', numeric: true, cell: (pot) => money(pot.leftCents) },
          {
            head: `An award of ${money(amountCents)} takes`,
            numeric: true,
            cell: ({ drawnCents }) => money(drawnCents),
          },
        ]}
      />
      {unfit.length > 0 && <Unfit unfit={unfit} money={money} />}
      {shortCents > 0 && (
        <WarningText>
          {money(amountCents)} is {money(shortCents)} more than what is left. Propose at most {money(leftCents)}.
        </WarningText>
      )}
    </>
  );
}

function Unfit({ unfit, money }: { unfit: UnfitPart[]; money: (cents: number) => string }) {
  return (
    <>
      <p class="govuk-body">The round has more that this project cannot have:</p>
      <ul class="govuk-list govuk-list--bullet">
        {unfit.map(({ restriction, leftCents, why }) => (
          <li key={restriction}>
            {money(leftCents)}: {why}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Takes exact amounts from where the proposer says. */
export function SplitFields({ form, drawable }: { form: FormState; drawable: DrawableView }) {
  const { pots, currency } = drawable;
  const typed = Array.isArray(form.values.split) ? form.values.split.map(typedFrom) : [];
  const open = typed.length > 0 || Object.keys(form.errors).some((name) => name.startsWith('split'));
  // Pots with an amount have the first numbers, so that a fault of the second part stands at the second amount typed.
  let next = typed.length;
  return (
    <Details summary="Draw on other money than this" open={open}>
      <RowsHeading
        form={form}
        name="split"
        title="Where the money is to come from"
        hint="Leave everything empty for the usual order. What you enter has to add up to the award."
      />
      {[...pots, ...vanished(typed, pots)].map((pot) => {
        const at = typed.findIndex((row) => isOf(row, pot));
        return <PotField key={keyOf(pot)} form={form} pot={pot} index={at === -1 ? next++ : at} currency={currency} />;
      })}
      <TextArea
        form={form}
        name="splitReason"
        label="Why not in the usual order"
        hint="Those who approve the award read this, and it stands in its history."
        optional
        rows={3}
        maxLength={5000}
      />
    </Details>
  );
}

/** Nothing that was typed is lost, also where its money has gone meanwhile. */
const vanished = (typed: Typed[], pots: DrawnPot[]): DrawnPot[] =>
  typed
    .filter((row) => !pots.some((pot) => isOf(row, pot)))
    .map((row) => ({
      restrictionId: rowText(row.restrictionId) || null,
      contributionId: rowText(row.contributionId) || null,
      ...{ restriction: 'Money that the round does not have any more', source: 'leave it empty' },
      ...{ leftCents: 0, drawnCents: 0 },
    }));

const keyOf = ({ restrictionId, contributionId }: DrawnPot): string => `${restrictionId} ${contributionId}`;

const isOf = (row: Typed, pot: DrawnPot): boolean =>
  (rowText(row.restrictionId) ?? '') === (pot.restrictionId ?? '') &&
  (rowText(row.contributionId) ?? '') === (pot.contributionId ?? '');

interface PotFieldProps {
  form: FormState;
  pot: DrawnPot;
  index: number;
  currency: string;
}

function PotField({ form, pot, index, currency }: PotFieldProps) {
  const name = `split[${index}]`;
  const left = formatMoney(pot.leftCents, currency);
  return (
    <>
      <input type="hidden" name={`${name}[restrictionId]`} value={pot.restrictionId ?? ''} />
      <input type="hidden" name={`${name}[contributionId]`} value={pot.contributionId ?? ''} />
      <MoneyField
        form={form}
        name={`${name}[cents]`}
        label={`${pot.restriction}: ${pot.source}`}
        hint={`${left} left.`}
        currency={currency}
        width={20}
        value={typedText(form, `${name}[cents]`)}
      />
    </>
  );
}

import { SelectField } from '../kernel/page/choices';
import type { FormState } from '../kernel/page/frame';
import { DateField } from '../kernel/page/inputs';
import type { FundView } from './fund-view.dto';
import { partsOf } from './fund-figures.pages';
import type { Figure } from './fund.rules';
import type { JournalQuery } from './journal.dto';

const parameters = [
  'stage',
  'account',
  'award',
  'round',
  'contribution',
  'funder',
  'restriction',
  'from',
  'to',
  'after',
];

/** The address of what is asked for, without what is not. */
export function addressOf(fundId: string, query: Partial<JournalQuery>, page = 'transfers'): string {
  const values = parameters.map((name) => [name, query[name as keyof JournalQuery]] as const);
  const set = values.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return `/funds/${fundId}/${page}${set.length === 0 ? '' : `?${new URLSearchParams(set).toString()}`}`;
}

interface JournalFilterProps {
  frame: { form: FormState };
  fund: FundView;
  query: JournalQuery;
  figure: Figure | undefined;
}

/** What the journal can be narrowed to: a figure, a restriction, a period; what it was narrowed to on the way here stays. */
export function JournalFilter({ frame: { form }, fund, query, figure }: JournalFilterProps) {
  const of = (stage?: Figure) => addressOf(fund.id, { ...query, stage, account: undefined, after: undefined });
  const all = [{ figure: 'raised' as const, label: 'Raised' }, ...partsOf(fund.balance)];
  const { stage, account, award, round, contribution, funder } = query;
  return (
    <>
      <nav class="fund-filter" aria-label="Transfers of">
        <Way href={of()} text="All" here={stage === undefined && account === undefined} />
        {all.map((part) => (
          <Way key={part.figure} href={of(part.figure)} text={part.label} here={part.figure === figure} />
        ))}
      </nav>
      <form method="get" action={`/funds/${fund.id}/transfers`} class="fund-narrow">
        {Object.entries({ stage, account, award, round, contribution, funder }).map(
          ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <SelectField
          form={form}
          name="restriction"
          label="Money"
          blank="All money"
          value={query.restriction}
          options={fund.restrictions.map(({ id, name }) => ({ value: id ?? 'none', text: name }))}
        />
        <DateField form={form} name="from" label="From" value={query.from} />
        <DateField form={form} name="to" label="To" value={query.to} />
        <button type="submit" class="govuk-button govuk-button--secondary">
          Show
        </button>
      </form>
    </>
  );
}

function Way({ href, text, here }: { href: string; text: string; here: boolean }) {
  return (
    <a class="fund-filter__way" href={href} aria-current={here ? 'page' : undefined}>
      {text}
    </a>
  );
}

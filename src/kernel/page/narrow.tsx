import { SelectField } from './choices';
import { emptyForm } from './frame';
import { humanise } from './tag';

export interface NarrowProps {
  /** The address of the list. */
  list: string;
  status?: string | undefined;
  statuses: readonly string[];
  round?: string | undefined;
  rounds?: { id: string; name: string }[];
}

/** What a list can be narrowed to: a round where there are any to choose from, and a status. */
export function Narrow({ list, status, statuses, round, rounds }: NarrowProps) {
  return (
    <form method="get" action={list} class="fund-narrow">
      {rounds && (
        <SelectField
          form={emptyForm}
          name="round"
          label="Round"
          blank="All rounds"
          value={round}
          options={rounds.map(({ id, name: text }) => ({ value: id, text }))}
        />
      )}
      <SelectField
        form={emptyForm}
        name="status"
        label="Status"
        blank="Any status"
        value={status}
        options={statuses.map((value) => ({ value, text: humanise(value) }))}
      />
      <button type="submit" class="govuk-button govuk-button--secondary">
        Show
      </button>
    </form>
  );
}

/** Where a choice leaves nothing. */
export function NothingFits({ list }: { list: string }) {
  return (
    <>
      Nothing fits your choice.{' '}
      <a class="govuk-link" href={list}>
        See all of them
      </a>
    </>
  );
}

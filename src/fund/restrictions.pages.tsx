import { formatMoney } from '../kernel/money';
import { Button } from '../kernel/page/buttons';
import { CheckboxField } from '../kernel/page/choices';
import { FileField } from '../kernel/page/file-field';
import { Form } from '../kernel/page/form';
import { hasErrors } from '../kernel/page/form-state';
import type { Frame } from '../kernel/page/frame';
import { FundNav } from '../kernel/page/fund-nav';
import { DateField, TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { Details } from '../kernel/page/notes';
import { DataTable } from '../kernel/page/table';
import { Tag } from '../kernel/page/tag';
import { TextArea } from '../kernel/page/text-area';
import { formatDate } from '../kernel/time';
import { sectors } from '../kernel/vocabulary';
import type { RestrictionView } from './fund-view.dto';
import type { RestrictionsCase } from './restrictions.service';

type Props = RestrictionsCase & { frame: Frame };

/** What each donor said, and the money under it; at its end a new one is recorded. */
export function restrictionsPage(props: Props) {
  const { frame, fund, today } = props;
  const rows = fund.restrictions.filter(({ id }) => id !== null);
  const money = (cents: number): string => formatMoney(cents, fund.currency);
  return (
    <Layout
      title={`Restrictions, ${fund.name}`}
      frame={frame}
      back={{ href: `/funds/${fund.id}/contributions`, text: 'Pledges and contributions' }}
    >
      <PageTitle caption={fund.name}>What donors allow</PageTitle>
      <FundNav fundId={fund.id} current="money-in" />
      <DataTable<RestrictionView>
        caption="Restrictions"
        hideCaption
        rows={rows}
        empty="No donor has restricted anything: all money of this fund is for any project. When a donor says what theirs is for, finance records it here, with the letter."
        columns={[
          { head: 'Restriction', header: true, cell: (row) => <Named row={row} today={today} /> },
          { head: 'Sectors', cell: (row) => row.sectors.join(', ') || 'Any' },
          { head: 'Lead cities', cell: (row) => row.cities.join(', ') || 'Any' },
          { head: 'Period', cell: periodOf },
          { head: 'Letter', cell: (row) => <Letter row={row} /> },
          { head: 'Raised', numeric: true, cell: ({ balance }) => money(balance.raisedCents) },
          { head: 'Free', numeric: true, cell: ({ balance }) => money(balance.freeCents) },
        ]}
      />
      {fund.moves.some(({ move }) => move === 'restrictions') && <NewOne {...props} />}
    </Layout>
  );
}

function Named({ row, today }: { row: RestrictionView; today: string }) {
  return (
    <>
      {row.name} {row.endsOn !== null && row.endsOn < today && <Tag status="expired" text="Ended" />}
      {row.startsOn !== null && row.startsOn > today && <Tag status="planned" text="Not begun" />}
      {row.purpose !== '' && <span class="fund-table__note">{row.purpose}</span>}
    </>
  );
}

/** In words; both days are part of it. */
function periodOf({ startsOn, endsOn }: RestrictionView): string {
  if (startsOn !== null && endsOn !== null) return `${formatDate(startsOn)} to ${formatDate(endsOn)}`;
  if (startsOn !== null) return `From ${formatDate(startsOn)}`;
  return endsOn === null ? 'Any day' : `Until ${formatDate(endsOn)}`;
}

function Letter({ row: { id, fileId, name } }: { row: RestrictionView }) {
  if (fileId === null) return <>None</>;
  return (
    <a class="govuk-link" href={`/restrictions/${id ?? ''}/letter`}>
      Download<span class="govuk-visually-hidden"> the letter of {name}</span>
    </a>
  );
}

function NewOne({ frame: { form, path }, fund, cities }: Props) {
  return (
    <Details summary="Add a donor’s restriction" open={hasErrors(form)} id="new-restriction">
      <Form action={`/funds/${fund.id}/restrictions`} page={path} multipart guard>
        <TextField form={form} name="name" label="What it is called" hint="Like “Barr Foundation: buildings”" />
        <CheckboxField
          form={form}
          name="sectors"
          label="Sectors of projects that may use it"
          hint="Tick none where any may"
          options={sectors.map((sector) => ({ value: sector, text: sector }))}
          small
        />
        <TextArea
          form={form}
          name="purpose"
          label="What the donor said, in words"
          hint="For people who decide; the system goes by sectors, cities and period"
          rows={3}
          maxLength={5000}
          optional
        />
        {cities.length > 0 && (
          <CheckboxField
            form={form}
            name="cityIds"
            label="Lead cities that may use it"
            hint="Tick none where any may"
            options={cities.map(({ id, name }) => ({ value: id, text: name }))}
            small
          />
        )}
        <DateField form={form} name="startsOn" label="First day on which it may be promised" optional />
        <DateField form={form} name="endsOn" label="Last day on which it may be promised" optional />
        <FileField
          form={form}
          name="fileId"
          label="The donor’s letter"
          hint="PDF, Word or a picture, at most 10 MB"
          optional
        />
        <Button>Add the restriction</Button>
      </Form>
    </Details>
  );
}

import { formatMoney, plainMoney } from '../kernel/money';
import { Button } from '../kernel/page/buttons';
import { Form } from '../kernel/page/form';
import { rowsOf, withFilledRows } from '../kernel/page/form-rows';
import type { FormState, Frame } from '../kernel/page/frame';
import { FundNav } from '../kernel/page/fund-nav';
import { DateField, MoneyField, NumberField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { RowsHeading, rowText } from '../kernel/page/rows-heading';
import { TextArea } from '../kernel/page/text-area';
import { formatDate } from '../kernel/time';
import { type FundSettingsView, thresholdFields } from './fund-settings.dto';

interface Props {
  frame: Frame;
  settings: FundSettingsView;
}

/** A fund of which nobody has said when it began has the first day that there can be. */
const isSaid = (beganOn: string): boolean => beganOn > '1990-01-01';

/** The rules of a fund; administrators change them. */
export function settingsPage({ frame, settings }: Props) {
  const { fundId, fund, moves } = settings;
  return (
    <Layout title={`Settings, ${fund}`} frame={frame} back={{ href: `/funds/${fundId}`, text: fund }}>
      <PageTitle caption={fund}>Settings</PageTitle>
      <FundNav fundId={fundId} current="settings" />
      {moves.length > 0 ? <Change frame={frame} settings={settings} /> : <Rules settings={settings} />}
    </Layout>
  );
}

function Rules({ settings }: Pick<Props, 'settings'>) {
  const { purpose, approvalsRequired, thresholds, currency, holdDays, staleDays, silentDays, beganOn } = settings;
  const days = (count: number): string => (count === 1 ? '1 day' : `${count.toLocaleString('en')} days`);
  const rows = [
    `${approvalsRequired} people other than the proposer`,
    ...thresholds.map((row) => `${row.approvals} from ${formatMoney(row.fromCents, currency)} on`),
  ];
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Purpose', value: purpose || 'None is written' },
          { key: 'Who approves', value: rows.join('; ') },
          { key: 'Changed bank details wait', value: holdDays === 0 ? 'Not at all' : days(holdDays) },
          { key: 'A commitment becomes a task', value: `After ${days(staleDays)} without movement` },
          { key: 'A payment becomes a task', value: `After ${days(silentDays)} without word from the bank` },
          { key: 'The fund began on', value: isSaid(beganOn) ? formatDate(beganOn) : 'Nobody has said' },
        ]}
      />
      <p class="govuk-body">Administrators change these.</p>
    </>
  );
}

function Change({ frame, settings }: Props) {
  const form = withFilledRows(frame.form, { thresholds: thresholdFields });
  const { fundId, currency } = settings;
  return (
    <section class="fund-reading">
      <Form action={`/funds/${fundId}/settings`} page={frame.path} guard>
        <TextArea
          form={form}
          name="purpose"
          label="What it is for"
          value={settings.purpose}
          rows={3}
          maxLength={5000}
          optional
        />
        <NumberField
          form={form}
          name="approvalsRequired"
          label="How many people approve"
          hint="Each award, each instalment and each instruction, not counting who proposed it; from 2 to 5"
          value={settings.approvalsRequired}
        />
        <Thresholds form={form} settings={settings} currency={currency} />
        <Days form={form} settings={settings} />
        <Button>Save the settings</Button>
      </Form>
    </section>
  );
}

function Thresholds({ form, settings, currency }: { form: FormState; settings: FundSettingsView; currency: string }) {
  const saved = settings.thresholds.map(({ fromCents, approvals }) => ({
    fromCents: plainMoney(fromCents, currency),
    approvals,
  }));
  const hint =
    'From an amount on more people approve. Empty rows do not count. What is approved already stays approved.';
  return (
    <section class="fund-rows">
      <RowsHeading form={form} name="thresholds" title="More approvals for more money" hint={hint} />
      {rowsOf(form, 'thresholds', saved, { least: 2, spare: 1 }).map((row, index) => (
        <div key={index} class="fund-row fund-row--plan">
          <MoneyField
            form={form}
            name={`thresholds[${index}][fromCents]`}
            label="From"
            currency={currency}
            value={rowText(row.fromCents)}
          />
          <NumberField
            form={form}
            name={`thresholds[${index}][approvals]`}
            label="People who approve"
            value={rowText(row.approvals)}
          />
        </div>
      ))}
    </section>
  );
}

function Days({ form, settings }: { form: FormState; settings: FundSettingsView }) {
  return (
    <>
      <NumberField
        form={form}
        name="holdDays"
        label="How many days changed bank details wait"
        hint="Before money goes there, so that whoever gave the former ones can object; 0 to 60"
        value={settings.holdDays}
      />
      <NumberField
        form={form}
        name="staleDays"
        label="After how many days without movement a commitment becomes a task"
        hint="Staff then ask the city, or free the money; 1 to 3,650"
        value={settings.staleDays}
      />
      <NumberField
        form={form}
        name="silentDays"
        label="After how many days without word from the bank a payment becomes a task"
        hint="It is never taken for failed: somebody asks the bank; 1 to 365"
        value={settings.silentDays}
      />
      <DateField
        form={form}
        name="beganOn"
        label="The day on which the fund began"
        hint="No contribution or pledge is recorded before it"
        value={isSaid(settings.beganOn) ? settings.beganOn : undefined}
        optional
      />
    </>
  );
}

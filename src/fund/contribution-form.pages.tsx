import { formatMoney, plainMoney } from '../kernel/money';
import { Button } from '../kernel/page/buttons';
import { SelectField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { DateField, MoneyField, TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { InsetText } from '../kernel/page/notes';
import { TextArea } from '../kernel/page/text-area';
import { formatDate } from '../kernel/time';
import type { ContributionChoices } from './contribution-desk.service';
import type { ContributionView } from './fund-view.dto';
import type { PledgeView } from './pledge-view.dto';

interface AmountsProps {
  frame: Frame;
  currency: string;
  gross?: string;
  fee?: string;
}

function Amounts({ frame: { form }, currency, gross, fee }: AmountsProps) {
  return (
    <>
      <MoneyField
        form={form}
        name="grossCents"
        label="What the funder gave"
        hint="Before the bank took its fee, like 100,000.00"
        currency={currency}
        value={gross}
      />
      <MoneyField
        form={form}
        name="feeCents"
        label="The bank’s fee"
        hint="Leave it empty when there was none"
        currency={currency}
        value={fee}
        optional
      />
    </>
  );
}

type ContributionPageProps = ContributionChoices & {
  frame: Frame;
  /** The pledge on which the form begins. */
  chosen: string | undefined;
};

/** Records money that has arrived. */
export function contributionPage({ frame, fund, funders, pledges, chosen }: ContributionPageProps) {
  const { form, path } = frame;
  const pledge = pledges.find(({ id }) => id === chosen);
  const restricted = fund.restrictions.flatMap(({ id, name }) => (id === null ? [] : [{ value: id, text: name }]));
  return (
    <Layout
      title="Record a contribution"
      frame={frame}
      back={{ href: `/funds/${fund.id}/contributions`, text: 'Pledges and contributions' }}
      width="reading"
    >
      <PageTitle caption={fund.name}>Record a contribution</PageTitle>
      <p class="govuk-body">Record money once it is in the account. From then on it is free to use for rounds.</p>
      <Form action={`/funds/${fund.id}/contributions`} page={path} guard>
        <SelectField
          form={form}
          name="funderId"
          label="Who gave it"
          blank="Choose a funder"
          value={pledge?.funderId}
          options={funders.map(({ id, name }) => ({ value: id, text: name }))}
        />
        {pledges.length > 0 && (
          <SelectField
            form={form}
            name="pledgeId"
            label="Which pledge it stands on"
            hint="What arrives counts against it before the bank’s fee, and is for what the pledge is for"
            value={pledge?.id}
            options={[{ value: '', text: 'None: it was not pledged' }, ...pledges.map(optionOf)]}
          />
        )}
        <Amounts frame={frame} currency={fund.currency} />
        <DateField form={form} name="receivedOn" label="The day it arrived" />
        <SelectField
          form={form}
          name="restrictionId"
          label="What it may be used for"
          hint="Money with a restriction is used first, and only for projects that fit it"
          options={[{ value: '', text: 'Any project of the fund' }, ...restricted]}
        />
        <TextField form={form} name="reference" label="Reference" hint="As on the bank statement" optional />
        <Button>Record the contribution</Button>
      </Form>
    </Layout>
  );
}

const optionOf = ({ id, funder, signedOn, outstandingCents, currency }: PledgeView) => ({
  value: id,
  text: `${funder}, ${formatDate(signedOn)}: ${formatMoney(outstandingCents, currency)} outstanding`,
});

/** Corrects what was recorded wrongly; nothing is overwritten. */
export function correctionPage({ frame, contribution }: { frame: Frame; contribution: ContributionView }) {
  const { id, fundId, funder, grossCents, feeCents, netCents, currency, receivedOn } = contribution;
  return (
    <Layout
      title="Correct a contribution"
      frame={frame}
      back={{ href: `/funds/${fundId}/contributions`, text: 'Pledges and contributions' }}
      width="reading"
    >
      <PageTitle caption={funder}>Correct a contribution</PageTitle>
      <InsetText>
        Recorded are {formatMoney(grossCents, currency)} less a fee of {formatMoney(feeCents, currency)}, which is{' '}
        {formatMoney(netCents, currency)} net, received on {formatDate(receivedOn)}. The journal keeps this entry, takes
        it back, and records the right one beside it.
      </InsetText>
      <Form action={`/contributions/${id}/correct`} page={frame.path} guard>
        <Amounts
          frame={frame}
          currency={currency}
          gross={plainMoney(grossCents, currency)}
          fee={feeCents === 0 ? undefined : plainMoney(feeCents, currency)}
        />
        <TextArea form={frame.form} name="reason" label="What was wrong" rows={3} maxLength={1000} />
        <Button>Correct the contribution</Button>
      </Form>
    </Layout>
  );
}

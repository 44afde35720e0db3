import { formatMoney, plainMoney } from '../kernel/money';
import { Button } from '../kernel/page/buttons';
import { RadioField, SelectField } from '../kernel/page/choices';
import { FileField } from '../kernel/page/file-field';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { MoneyField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { InsetText } from '../kernel/page/notes';
import { TextArea } from '../kernel/page/text-area';
import { formatDate } from '../kernel/time';
import type { InstructionChoices } from './instruction-forms.service';
import { expenseNames, expenses, type InstructionKind, kindNames } from './instruction.rules';
import type { KindQuery } from './instructions.dto';

type Props = InstructionChoices & { frame: Frame; query: KindQuery };

const words: Record<InstructionKind, { title: string; what: string; reason: string; document: string }> = {
  donor_refund: {
    title: 'Give money back to a donor',
    what: 'Money that is promised to nothing goes back to whoever gave it. Pay it from the bank once this is approved.',
    reason: 'Why it is given back',
    document: 'The donor’s letter',
  },
  restriction_move: {
    title: 'Change a restriction',
    what: 'A donor releases money, or says anew what it is for. Money that is promised already stays where it is.',
    reason: 'What the donor says now',
    document: 'The donor’s letter',
  },
  pledge_write_off: {
    title: 'Write a pledge off',
    what: 'The funder will not give what is outstanding, or not all of it. What has arrived stays.',
    reason: 'Why it will not arrive',
    document: 'What the funder wrote',
  },
  overhead: {
    title: 'Pay a cost of running the fund',
    what: 'Running costs come out of what is free. Without a restriction, unless a donor gave money for this.',
    reason: 'What it is for',
    document: 'The invoice',
  },
};

/** Proposes what moves money besides grants; each kind asks for what it needs. */
export function instructionFormPage(props: Props) {
  const { frame, fund, query } = props;
  const { title, what } = words[query.kind];
  return (
    <Layout
      title={title}
      frame={frame}
      back={{ href: `/funds/${fund.id}/instructions`, text: 'Instructions' }}
      width="reading"
    >
      <PageTitle caption={fund.name}>{title}</PageTitle>
      <p class="govuk-body">{what}</p>
      {nothingToChoose(props) ?? <Asked {...props} />}
    </Layout>
  );
}

/** Where the list to choose from is empty, a sentence stands for the form. */
function nothingToChoose({ query: { kind }, pots, pledges }: Props) {
  if (kind === 'pledge_write_off' && pledges.length === 0)
    return <InsetText>Of no pledge anything is outstanding, so there is nothing to write off.</InsetText>;
  if ((kind === 'donor_refund' || kind === 'restriction_move') && pots.length === 0)
    return <InsetText>Of no contribution anything is free. Free money first, then come back.</InsetText>;
  return null;
}

function Asked(props: Props) {
  const { frame, fund, query } = props;
  const { kind } = query;
  const { form, path } = frame;
  const pledge = props.pledges.find(({ id }) => id === query.pledge);
  return (
    <Form action={`/funds/${fund.id}/instructions`} page={path} hidden={{ kind }} multipart guard>
      <Subject {...props} />
      <MoneyField
        form={form}
        name="amountCents"
        label="How much"
        currency={fund.currency}
        value={pledge && plainMoney(pledge.outstandingCents, fund.currency)}
      />
      <TextArea
        form={form}
        name="reason"
        label={words[kind].reason}
        hint="For those who approve it"
        rows={3}
        maxLength={5000}
      />
      <FileField
        form={form}
        name="fileId"
        label={words[kind].document}
        hint="PDF, Word or a picture, at most 10 MB"
        optional={kind !== 'restriction_move'}
      />
      <p class="govuk-body">
        {kindNames[kind]}: nothing moves before as many other people have approved it as the fund asks for.
      </p>
      <Button>Propose it</Button>
    </Form>
  );
}

/** What it is taken from, and where it goes. */
function Subject({ frame: { form }, fund, pots, pledges, query }: Props) {
  const restricted = fund.restrictions.flatMap(({ id, name }) => (id === null ? [] : [{ value: id, text: name }]));
  const money = (cents: number): string => formatMoney(cents, fund.currency);
  if (query.kind === 'pledge_write_off') {
    const options = pledges.map(({ id, funder, signedOn, outstandingCents }) => ({
      value: id,
      text: `${funder}, ${formatDate(signedOn)}: ${money(outstandingCents)} outstanding`,
    }));
    return (
      <SelectField
        form={form}
        name="pledgeId"
        label="Which pledge"
        blank="Choose a pledge"
        value={query.pledge}
        options={options}
      />
    );
  }
  if (query.kind === 'overhead') return <Cost form={form} fund={fund} restricted={restricted} />;
  const options = pots.map(({ value, source, restriction, freeCents }) => ({
    value,
    text: `${source}: ${money(freeCents)} free, ${restriction}`,
  }));
  return (
    <>
      <SelectField
        form={form}
        name="contributionId"
        label="Which contribution"
        blank="Choose a contribution"
        options={options}
      />
      {query.kind === 'restriction_move' && (
        <SelectField
          form={form}
          name="toRestrictionId"
          label="What it may be used for from now on"
          options={[{ value: '', text: 'Any project of the fund' }, ...restricted]}
        />
      )}
    </>
  );
}

type CostProps = Pick<Props, 'fund'> & {
  form: Frame['form'];
  restricted: { value: string; text: string }[];
};

function Cost({ form, fund, restricted }: CostProps) {
  const free = fund.restrictions.find(({ id }) => id === null)?.balance.freeCents ?? 0;
  return (
    <>
      <RadioField
        form={form}
        name="expense"
        label="What it is booked as"
        options={expenses.map((value) => ({ value, text: expenseNames[value] }))}
      />
      <SelectField
        form={form}
        name="restrictionId"
        label="From which money"
        options={[
          { value: '', text: `Without a restriction: ${formatMoney(free, fund.currency)} free` },
          ...restricted.map(({ value, text }) => ({ value, text: `${text}: ${freeUnder(fund, value)} free` })),
        ]}
      />
    </>
  );
}

const freeUnder = ({ restrictions, currency }: Props['fund'], id: string): string =>
  formatMoney(restrictions.find((one) => one.id === id)?.balance.freeCents ?? 0, currency);

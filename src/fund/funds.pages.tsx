import type { Actor } from '../kernel/access';
import { Button } from '../kernel/page/buttons';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { NumberField, TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { Details, InsetText } from '../kernel/page/notes';
import { TextArea } from '../kernel/page/text-area';
import { Equation } from './fund-figures.pages';
import type { FundView } from './fund-view.dto';

/** All funds with their figures. */
export function fundsPage({ frame, actor, funds }: { frame: Frame; actor: Actor; funds: FundView[] }) {
  return (
    <Layout title="Funds" frame={frame}>
      <PageTitle>Funds</PageTitle>
      {funds.length === 0 && (
        <InsetText>There is no fund yet. An administrator opens one; then finance records what funders give.</InsetText>
      )}
      {funds.map((fund) => (
        <section key={fund.id}>
          <h2 class="govuk-heading-m">
            <a class="govuk-link" href={`/funds/${fund.id}`}>
              {fund.name}
            </a>
          </h2>
          <Equation fund={fund} />
        </section>
      ))}
      {actor.role === 'admin' && <NewFund frame={frame} open={funds.length === 0} />}
    </Layout>
  );
}

function NewFund({ frame: { form, path }, open }: { frame: Frame; open: boolean }) {
  return (
    <Details summary="Open a fund" open={open || Object.keys(form.errors).length > 0}>
      <Form action="/funds" page={path}>
        <TextField form={form} name="name" label="Name" />
        <TextArea form={form} name="purpose" label="What it is for" rows={3} maxLength={5000} optional />
        <TextField
          form={form}
          name="currency"
          label="Currency"
          hint="Its three letters; it stays for good"
          width={3}
          value="USD"
        />
        <NumberField
          form={form}
          name="approvalsRequired"
          label="How many people approve each award and each instalment"
          hint="Not counting who proposed it"
          value={2}
        />
        <Button>Open the fund</Button>
      </Form>
    </Details>
  );
}

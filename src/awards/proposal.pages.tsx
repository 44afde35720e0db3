import { formatMoney, formatRange, plainMoney } from '../kernel/money';
import { Button } from '../kernel/page/buttons';
import { capital } from '../kernel/page/capital';
import { SelectField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import { withFilledRows } from '../kernel/page/form-rows';
import type { FormState, Frame } from '../kernel/page/frame';
import { DateField, MoneyField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { InsetText } from '../kernel/page/notes';
import { humanise, Illustrative, Tag } from '../kernel/page/tag';
import { TextArea } from '../kernel/page/text-area';
import type { DrawableView } from './award-money.dto';
import { splitRows } from './award-split.dto';
import type { AwardView } from './award-view.dto';
import { SplitFields, WhereFrom } from './proposal-split.pages';
import type { Request } from './proposals.service';

export interface ProposalPageProps {
  frame: Frame;
  request: Request;
  drawable: DrawableView;
  /** Who may be paid instead of the lead city. */
  payees: { id: string; name: string }[];
  /** What was awarded to this application before, newest first. */
  awards: AwardView[];
}

const over = ['rejected', 'declined', 'expired', 'cancelled'];

/** Proposes an award, beside what the application asks for and what the round has left for it. */
export function proposalPage({ frame, request, drawable, payees, awards }: ProposalPageProps) {
  const live = awards.find(({ status }) => !over.includes(status));
  const ready = ['in_review', 'waitlisted'].includes(request.status);
  const back = { href: `/applications/${request.id}`, text: request.title };
  return (
    <Layout title={`Propose an award: ${request.title}`} frame={frame} back={back}>
      <PageTitle caption={`${request.lead}, ${request.round}`} tag={<Tag status={request.status} />}>
        Propose an award
      </PageTitle>
      <Facts request={request} />
      <WhereFrom drawable={drawable} />
      {live && <Already award={live} />}
      {!live && !ready && <NotReady status={request.status} />}
      {!live && ready && <ProposalForm frame={frame} request={request} drawable={drawable} payees={payees} />}
    </Layout>
  );
}

function Facts({ request }: { request: Request }) {
  const { title, summary, requestedCents, currency, sectors, stage, partners, illustrative } = request;
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Project', value: <Project title={title} illustrative={illustrative} /> },
          { key: 'What it is', value: summary },
          { key: 'Asks for', value: <strong>{formatMoney(requestedCents, currency)}</strong> },
          { key: 'Sectors', value: capital(sectors.join(', ')) },
          stage !== null && { key: 'Stage', value: capital(stage) },
          { key: 'Partners', value: partners.join(', ') || 'None' },
        ]}
      />
    </>
  );
}

function Project({ title, illustrative }: { title: string; illustrative: string }) {
  if (illustrative === '') return <>{title}</>;
  return (
    <>
      {title} <Illustrative note={illustrative} /> <span class="fund-muted">{illustrative}</span>
    </>
  );
}

function Already({ award }: { award: AwardView }) {
  return (
    <InsetText>
      An award of {formatMoney(award.amountCents, award.currency)} is {humanise(award.status).toLowerCase()} for this
      application already.{' '}
      <a class="govuk-link" href={`/awards/${award.id}`}>
        See the award
      </a>
    </InsetText>
  );
}

function NotReady({ status }: { status: string }) {
  return (
    <InsetText>
      This application is {humanise(status).toLowerCase()}. An award is proposed while it is in review or on the waiting
      list.
    </InsetText>
  );
}

function ProposalForm({ frame, request, drawable, payees }: Omit<ProposalPageProps, 'awards'>) {
  const { id, requestedCents, currency } = request;
  const form = withFilledRows(frame.form, splitRows);
  return (
    <section class="fund-reading">
      <h2 class="govuk-heading-m">Your proposal</h2>
      <Form action={`/applications/${id}/award`} page={frame.path} guard>
        <MoneyField
          form={form}
          name="amountCents"
          label="Amount"
          hint={limits(request)}
          currency={currency}
          width={20}
          value={plainMoney(requestedCents, currency)}
        />
        <TextArea
          form={form}
          name="reason"
          label="Why this project, and why this amount"
          hint="For those who approve it. The city does not read it."
          maxLength={5000}
        />
        <TextArea
          form={form}
          name="conditions"
          label="Conditions"
          hint="What the city agrees to besides its application. It reads them in the offer."
          optional
          maxLength={5000}
        />
        <ProjectFields form={form} request={request} payees={payees} />
        <SplitFields form={form} drawable={drawable} />
        <p class="govuk-body">Other people have to approve it before its money is set aside.</p>
        <Button>Propose the award</Button>
      </Form>
    </section>
  );
}

function ProjectFields({ form, request, payees }: Pick<ProposalPageProps, 'request' | 'payees'> & { form: FormState }) {
  return (
    <>
      <DateField form={form} name="startsOn" label="The project begins on" optional />
      <DateField form={form} name="endsOn" label="The project ends on" optional />
      <SelectField
        form={form}
        name="payeeId"
        label="Who is paid"
        hint="The city itself, or its fiscal agent."
        blank={request.lead}
        options={payees.map(({ id, name }) => ({ value: id, text: name }))}
      />
    </>
  );
}

const limits = ({ requestedCents, floorCents, ceilingCents, currency }: Request): string =>
  `At most what the city asks for: ${formatMoney(requestedCents, currency)}. ` +
  `Awards of this round: ${formatRange(floorCents, ceilingCents, currency).toLowerCase()}.`;

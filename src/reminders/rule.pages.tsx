import { Button, ButtonGroup, ButtonLink } from '../kernel/page/buttons';
import { capital } from '../kernel/page/capital';
import { CheckboxField, TickField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import type { FormState, Frame } from '../kernel/page/frame';
import { NumberField, TextField } from '../kernel/page/inputs';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { InsetText } from '../kernel/page/notes';
import { formatInstant } from '../kernel/time';
import type { Typed } from '../kernel/typed';
import { ruleUrl, rulesUrl } from './planned.view';
import type { RuleCase } from './rule-desk.service';
import { keptIn, Source } from './rule-parts.pages';
import { audienceNames } from './rule.rules';
import type { ReminderRuleView } from './rules.dto';

export interface RulePageProps extends RuleCase {
  frame: Frame;
  zone: string;
  /** What the address brings back into the form. */
  typed: Typed;
}

/** One rule: when and whom, of one thing that can be due. */
export function rulePage({ frame: bare, zone, typed, rule, roundId, round, mayChange }: RulePageProps) {
  const frame = keptIn(bare, typed);
  const title = rule.name;
  const back = { href: rulesUrl(roundId), text: 'When people are reminded' };
  return (
    <Layout title={`Reminders: ${title}`} frame={frame} back={back} width="reading">
      <PageTitle caption={round ?? 'All rounds'}>{title}</PageTitle>
      <InsetText>
        <p class="govuk-body">{capital(rule.words)}</p>
        <Source rule={rule} roundId={roundId} />
        {rule.changedAt !== null && (
          <span class="fund-table__note">{formatInstant(new Date(rule.changedAt), zone)}</span>
        )}
      </InsetText>
      {mayChange ? (
        <Change form={frame.form} rule={rule} roundId={roundId} />
      ) : (
        <SummaryList rows={[{ key: 'Without a rule of its own', value: capital(rule.otherwise) }]} />
      )}
    </Layout>
  );
}

interface ChangeProps {
  form: FormState;
  rule: ReminderRuleView;
  roundId: string | null;
}

function Change({ form, rule, roundId }: ChangeProps) {
  const way = ruleUrl(roundId, rule.anchor);
  const { side, audience, choices } = rule;
  return (
    <>
      <p class="govuk-body">
        {roundId === null
          ? 'What you save holds in all rounds that have no rule of their own.'
          : 'What you save holds in this round alone.'}{' '}
        Before anything changes you see what it does to everything that is planned.
      </p>
      <Form action={`${way}/preview`} page={way} guard>
        <TickField form={form} name="active" label="People are reminded of this" checked={rule.active} />
        {side !== 'after' && <Before form={form} rule={rule} />}
        {side !== 'before' && <After form={form} rule={rule} />}
        <CheckboxField
          form={form}
          name="audience"
          label="Who is reminded"
          values={audience}
          options={choices.map((one) => ({ value: one, text: capital(audienceNames[one]) }))}
          small
        />
        {side !== 'before' && <Escalation form={form} rule={rule} />}
        <ButtonGroup>
          <Button>See what changes</Button>
          <ButtonLink href={rulesUrl(roundId)} secondary>
            Leave without saving
          </ButtonLink>
        </ButtonGroup>
      </Form>
      {rule.version > 0 && <BackToStandard rule={rule} roundId={roundId} way={way} />}
    </>
  );
}

type PartProps = Pick<ChangeProps, 'form' | 'rule'>;

const Before = ({ form, rule }: PartProps) => (
  <>
    <TextField
      form={form}
      name="daysBefore"
      label="Days before the date"
      hint="Like 14, 3. Leave it empty where nobody is reminded before it."
      value={rule.daysBefore.join(', ')}
      width={20}
    />
    <TickField form={form} name="onTheDay" label="On the day" checked={rule.onTheDay} />
  </>
);

/** What waits has no date to be done by: its days count from when it began. */
function After({ form, rule }: PartProps) {
  const shared = { form, width: 3 as const };
  const since = rule.side === 'after' ? 'after it began to wait' : 'after the date';
  return (
    <>
      <NumberField
        {...shared}
        name="firstAfter"
        label={`The first reminder ${since}`}
        hint="1 to 365 days. Leave it empty where nobody is reminded then."
        suffix="days after"
        value={rule.firstAfter}
      />
      <NumberField
        {...shared}
        name="every"
        label="Then every"
        hint="1 to 365 days from one to the next"
        suffix="days"
        value={rule.every}
      />
      <NumberField
        {...shared}
        name="times"
        label={`How many ${since} at most`}
        hint="0 to 20"
        suffix="reminders"
        value={rule.times}
      />
    </>
  );
}

const Escalation = ({ form, rule }: PartProps) => (
  <NumberField
    form={form}
    name="escalateAfter"
    label="The program lead hears of it after"
    hint="1 to 365 days. Leave it empty where the lead need not hear of it."
    suffix="days"
    value={rule.escalateAfter}
    width={3}
  />
);

function BackToStandard({ rule, roundId, way }: Omit<ChangeProps, 'form'> & { way: string }) {
  const name = roundId === null ? 'original' : 'standard';
  return (
    <section>
      <h2 class="govuk-heading-m">Back to the {name}</h2>
      <p class="govuk-body">{capital(rule.otherwise)}</p>
      <Form action={`${way}/preview`} page={way} hidden={{ standard: 'true' }}>
        <Button secondary>Back to the {name}</Button>
      </Form>
    </section>
  );
}

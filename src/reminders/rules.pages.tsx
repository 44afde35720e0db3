import { Button } from '../kernel/page/buttons';
import { SelectField } from '../kernel/page/choices';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { HistoryOf } from '../kernel/page/history-of';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { capital } from '../kernel/page/capital';
import type { Typed } from '../kernel/typed';
import { plannedUrl, ruleUrl, rulesUrl } from './planned.view';
import type { Colleague, RulesCase } from './rule-desk.service';
import { keptIn, Source } from './rule-parts.pages';
import type { RoundContactsView } from './rules.dto';

export interface RulesPageProps extends RulesCase {
  frame: Frame;
  zone: string;
  typed: Typed;
}

/** When and whom people are reminded, of everything that can be due. */
export function rulesPage(props: RulesPageProps) {
  const { frame, rules, contacts, history, mayChange } = props;
  const { roundId, round } = rules;
  const back = roundId === null ? { href: '/mail', text: 'Mail' } : { href: `/rounds/${roundId}`, text: 'The round' };
  return (
    <Layout title={`When people are reminded${round === null ? '' : `: ${round}`}`} frame={frame} back={back}>
      <PageTitle caption={round ?? 'All rounds'}>When people are reminded</PageTitle>
      <Lead roundId={roundId} />
      <SummaryList
        rows={rules.items.map((rule) => ({
          key: rule.name,
          value: (
            <>
              {capital(rule.words)}
              <Source rule={rule} roundId={roundId} />
            </>
          ),
          actions: [
            { href: ruleUrl(roundId, rule.anchor), text: mayChange ? 'Change' : 'See', hidden: `: ${rule.name}` },
          ],
        }))}
      />
      {contacts && <Contacts {...props} contacts={contacts} />}
      {roundId === null && <HistoryOf lines={history} />}
    </Layout>
  );
}

const Lead = ({ roundId }: { roundId: string | null }) => (
  <p class="govuk-body">
    {roundId === null ? (
      'This holds in all rounds that have no rule of their own. '
    ) : (
      <>
        Where this round has no rule of its own it follows{' '}
        <a class="govuk-link" href="/reminders">
          the standard of all rounds
        </a>
        .{' '}
      </>
    )}
    Reminders leave in the morning of a working day, where the one who is reminded is.{' '}
    <a class="govuk-link" href={plannedUrl(roundId === null ? {} : { round: roundId })}>
      See what is planned
    </a>
  </p>
);

export const everybody = 'Everybody with the role';

function Contacts({ contacts, mayChange, ...props }: RulesPageProps & { contacts: RoundContactsView }) {
  const { staffOwner, programLead } = contacts;
  return (
    <section>
      <h2 class="govuk-heading-m" id="contacts">
        Who is meant
      </h2>
      {mayChange ? (
        <ContactsForm {...props} contacts={contacts} />
      ) : (
        <SummaryList
          rows={[
            { key: 'The staff owner', value: staffOwner ?? everybody },
            { key: 'The program lead', value: programLead ?? everybody },
          ]}
        />
      )}
    </section>
  );
}

function ContactsForm({
  frame,
  typed,
  rules: { roundId },
  contacts,
  colleagues,
}: Omit<RulesPageProps, 'mayChange' | 'contacts'> & { contacts: RoundContactsView }) {
  const { form } = keptIn(frame, typed);
  const way = rulesUrl(roundId);
  const shared = { form, blank: everybody };
  return (
    <div class="fund-reading">
      <Form action={`${way}/contacts/preview`} page={way} guard>
        <SelectField
          {...shared}
          name="staffOwnerId"
          label="The staff owner"
          hint="Is reminded where “the staff owner” is ticked."
          value={contacts.staffOwnerId}
          options={optionsOf(colleagues)}
        />
        <SelectField
          {...shared}
          name="programLeadId"
          label="The program lead"
          hint="Hears of what stays overdue."
          value={contacts.programLeadId}
          options={optionsOf(colleagues.filter(({ role }) => role !== 'finance'))}
        />
        <Button secondary>See what changes</Button>
      </Form>
    </div>
  );
}

const optionsOf = (colleagues: Colleague[]): { value: string; text: string }[] =>
  colleagues.map(({ id, name, role }) => ({ value: id, text: `${name}, ${role}` }));

import { AskedMove, pageOnly } from '../kernel/page/one-form';
import { Moves } from '../kernel/page/moves';
import { When } from '../kernel/page/figures';
import type { Frame } from '../kernel/page/frame';
import { DataTable } from '../kernel/page/table';
import { TextArea } from '../kernel/page/text-area';
import { formatInstant } from '../kernel/time';
import type { PersonView } from './people.dto';
import { roleTitles } from './people.rules';

export interface WaitingAccountsProps {
  frame: Frame;
  waiting: PersonView[];
  /** Of those who let them in. */
  names: Map<string, string>;
  zone: string;
}

export const rejectionOf = ({ id }: PersonView): string => `reject-${id}`;

/** Accounts of staff that a second member of staff has to confirm; nothing where there are none. */
export function WaitingAccounts({ frame, waiting, names, zone }: WaitingAccountsProps) {
  if (waiting.length === 0) return null;
  return (
    <section id="waiting">
      <p class="govuk-body fund-reading">
        Several people decide about money, so nobody alone lets anybody in among them. A second member of staff confirms
        that each is a person of their own. Until then the account opens nothing.
      </p>
      <DataTable
        caption="Waiting for a second person"
        rows={waiting}
        columns={[
          { head: 'Name', header: true, cell: ({ name }) => name },
          { head: 'Address', cell: ({ email }) => email },
          { head: 'Role', cell: ({ role }) => roleTitles[role] },
          { head: 'Let in by', cell: ({ letInBy }) => names.get(letInBy ?? '') },
          {
            head: 'Since',
            cell: ({ letInAt }) => letInAt && <When iso={letInAt} text={formatInstant(new Date(letInAt), zone)} />,
          },
          { head: 'Decide', cell: (person) => <Decide frame={frame} person={person} /> },
        ]}
      />
    </section>
  );
}

function Decide({ frame, person }: { frame: Frame; person: PersonView }) {
  const base = `/people/${person.id}`;
  const plain = person.moves.filter(({ move }) => move !== 'reject');
  const reject = person.moves.find(({ move }) => move === 'reject');
  return (
    <>
      <Moves moves={plain} base={base} page={pageOnly(frame)} />
      {reject && (
        <AskedMove frame={frame} name={rejectionOf(person)} action={`${base}/reject`} label={reject.label} warning>
          {({ form, id }) => (
            <TextArea
              form={form}
              name="reason"
              id={id('reason')}
              label="Why they are not let in"
              hint="Written to all staff and the auditors."
              rows={2}
              maxLength={1000}
            />
          )}
        </AskedMove>
      )}
    </>
  );
}

import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { InsetText } from '../kernel/page/notes';
import { AskedMove, Reason } from '../kernel/page/one-form';
import type { SuppressionView } from './mail-tasks.dto';
import { at } from './mail-words';

interface AddressesProps {
  frame: Frame;
  zone: string;
  addresses: SuppressionView[];
}

/** The addresses that nothing is sent to, and the way to release each. */
export function addressesPage({ frame, zone, addresses }: AddressesProps) {
  return (
    <Layout title="Addresses that nothing is sent to" frame={frame} back={{ href: '/mail', text: 'Mail' }}>
      <PageTitle>Addresses that nothing is sent to</PageTitle>
      <p class="govuk-body">
        A letter came back from them, or its reader marked it as unwanted. Reach the person another way. Where the
        address is wrong, add the person with the right one and disable this account; where it is right, release it.
      </p>
      {addresses.length === 0 && (
        <InsetText>There are none. An address that refuses a letter will stand here.</InsetText>
      )}
      {addresses.map((one) => (
        <Address key={one.id} frame={frame} zone={zone} one={one} />
      ))}
    </Layout>
  );
}

function Address({ frame, zone, one }: Pick<AddressesProps, 'frame' | 'zone'> & { one: SuppressionView }) {
  const { id, address, person, reason, since, mailId, moves } = one;
  return (
    <section id={id}>
      <h2 class="govuk-heading-m fund-words">{address}</h2>
      <SummaryList
        rows={[
          { key: 'Whose it is', value: person ?? 'Nobody’s any more' },
          { key: 'Why', value: <span class="fund-words">{reason}</span> },
          { key: 'Since', value: at(since, zone) },
          mailId !== null && {
            key: 'The letter',
            value: (
              <a class="govuk-link" href={`/mail/${mailId}`}>
                See it
              </a>
            ),
          },
        ]}
      />
      {moves.map(({ label }) => (
        <AskedMove key={id} frame={frame} name={id} action={`/mail/addresses/${id}/release`} label={label}>
          {(one) => <Reason one={one} label="How do you know that it takes mail?" maxLength={1000} />}
        </AskedMove>
      ))}
    </section>
  );
}

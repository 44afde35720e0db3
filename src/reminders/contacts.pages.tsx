import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import type { ContactsProposal } from './contact-desk.service';
import { ConfirmForm, Difference, DifferenceRows } from './difference.pages';
import { rulesUrl } from './planned.view';
import { everybody } from './rules.pages';

export interface ContactsConfirmPageProps extends ContactsProposal {
  frame: Frame;
  zone: string;
}

/** What naming others does to the plan, before it does it. */
export function contactsConfirmPage({ frame, zone, roundId, now, then, asked, differences }: ContactsConfirmPageProps) {
  const way = rulesUrl(roundId);
  const back = `${way}?${asked}#contacts`;
  const change = (was: string | null, is: string | null): string =>
    was === is ? (is ?? everybody) : `${is ?? everybody} instead of ${was ?? everybody.toLowerCase()}`;
  return (
    <Layout title="What changes: who is meant" frame={frame} back={{ href: back }}>
      <PageTitle caption="Who is meant">What changes</PageTitle>
      <SummaryList
        rows={[
          { key: 'The staff owner', value: change(now.staffOwner, then.staffOwner) },
          { key: 'The program lead', value: change(now.programLead, then.programLead) },
        ]}
      />
      <Difference differences={differences} />
      <ConfirmForm
        frame={frame}
        action={`${way}/contacts`}
        asked={asked}
        version={now.version}
        differences={differences}
        back={back}
      />
      <DifferenceRows differences={differences} zone={zone} />
    </Layout>
  );
}

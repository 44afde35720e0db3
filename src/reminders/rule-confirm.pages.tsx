import { capital } from '../kernel/page/capital';
import type { Frame } from '../kernel/page/frame';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { ConfirmForm, Difference, DifferenceRows } from './difference.pages';
import { ruleUrl } from './planned.view';
import type { RuleProposal } from './rule-desk.service';

export interface RuleConfirmPageProps extends RuleProposal {
  frame: Frame;
  zone: string;
}

/** What a changed rule does to the plan, before it does it. */
export function ruleConfirmPage({ frame, zone, ...proposal }: RuleConfirmPageProps) {
  const { rule, roundId, round, words, asked, differences } = proposal;
  const way = ruleUrl(roundId, rule.anchor);
  const back = asked === 'standard=true' ? way : `${way}?${asked}`;
  return (
    <Layout title={`What changes: ${rule.name}`} frame={frame} back={{ href: back }}>
      <PageTitle caption={[rule.name, round ?? 'all rounds'].join(', ')}>What changes</PageTitle>
      <SummaryList
        rows={[
          { key: 'Until now', value: capital(rule.words) },
          { key: 'From now on', value: capital(words) },
        ]}
      />
      <Difference differences={differences} />
      <ConfirmForm
        frame={frame}
        action={way}
        asked={asked}
        version={rule.version}
        differences={differences}
        back={back}
      />
      <DifferenceRows differences={differences} zone={zone} />
    </Layout>
  );
}

import type { AmendmentList } from '../amendments/amendment-desk.service';
import type { RefundList } from '../amendments/refund-desk.service';
import { formatMoney } from '../kernel/money';
import { Figures } from '../kernel/page/figures';
import type { Frame } from '../kernel/page/frame';
import { HistoryOf } from '../kernel/page/history-of';
import { LettersOf } from '../kernel/page/letters-of';
import { Layout, PageTitle } from '../kernel/page/layout';
import { InsetText } from '../kernel/page/notes';
import { Illustrative, Tag } from '../kernel/page/tag';
import { AlsoOpen } from './award-also.pages';
import { AwardAmendments } from './award-amendments.pages';
import { AwardFacts } from './award-facts.pages';
import { AwardMoney } from './award-money.pages';
import { AwardMoves } from './award-moves.pages';
import type { Grant } from './award-page.service';
import { AwardPlan } from './award-plan.pages';
import { AwardRefunds } from './award-refunds.pages';
import { AwardReports } from './award-reports.pages';
import { nextStep, owedReport } from './award-steps';

export type AwardPageProps = Grant & {
  frame: Frame;
  now: Date;
  amendments: AmendmentList;
  refunds: RefundList;
};

/** One grant: what it is, what comes next, its conditions, money, instalments, reports and history. */
export function awardPage(props: AwardPageProps) {
  const { frame, award, history, letters, actor } = props;
  const { title, lead, round, status, illustrative } = award;
  const back = { href: '/awards', text: actor.role === 'city' ? 'Grants' : 'Awards' };
  return (
    <Layout title={title} frame={frame} back={back}>
      <PageTitle caption={`Award to ${lead}, ${round}`} tag={<Tag status={status} />}>
        {title}
      </PageTitle>
      {illustrative !== '' && (
        <p class="govuk-body">
          <Illustrative note={illustrative} /> {illustrative}
        </p>
      )}
      <Amounts {...props} />
      <InsetText>
        <p class="govuk-body">{nextStep(props)}</p>
        {actor.role === 'city' && status === 'active' && <OwedReport {...props} />}
        <AlsoOpen {...props} />
      </InsetText>
      {award.conditions !== '' && <Conditions text={award.conditions} />}
      {status === 'proposed' && <Reason text={award.reason} />}
      <AwardMoves {...props} />
      {status === 'accepted' && <AwardReports {...props} />}
      <AwardPlan {...props} />
      {status !== 'accepted' && <AwardReports {...props} />}
      <AwardRefunds {...props} />
      <AwardAmendments {...props} />
      <AwardMoney {...props} />
      <AwardFacts {...props} />
      <LettersOf letters={letters} zone={actor.timeZone} />
      <HistoryOf lines={history} />
    </Layout>
  );
}

function OwedReport({ reports }: AwardPageProps) {
  const owed = owedReport(reports);
  return owed ? (
    <a class="govuk-link" href={`/reports/${owed.id}`}>
      Go to this report
    </a>
  ) : null;
}

function Amounts({ award: { amountCents, currency, status }, plan }: AwardPageProps) {
  const money = (cents: number): string => formatMoney(cents, currency);
  const paid = [
    { label: 'Paid so far', value: money(plan.settledCents) },
    ...(status === 'cancelled' ? [] : [{ label: 'Still to be paid', value: money(amountCents - plan.settledCents) }]),
  ];
  const begun = plan.instalments.length > 0;
  return <Figures figures={[{ label: 'Award', value: money(amountCents) }, ...(begun ? paid : [])]} />;
}

/** What those who approve go by. */
function Reason({ text }: { text: string | undefined }) {
  return (
    <section class="fund-reading">
      <h2 class="govuk-heading-m">Why it is proposed</h2>
      <p class="govuk-body fund-words">{text}</p>
    </section>
  );
}

function Conditions({ text }: { text: string }) {
  return (
    <section class="fund-reading">
      <h2 class="govuk-heading-m">Conditions</h2>
      <p class="govuk-body fund-words">{text}</p>
    </section>
  );
}

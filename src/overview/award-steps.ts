import type { AwardView } from '../awards/award-desk.service';
import { formatDate, formatInstant } from '../kernel/time';
import type { ReportView } from '../reports/report-desk.service';
import type { Grant } from './award-page.service';
import { instalmentTold, nextPayment, standing } from './award-instalment-told';
import { approvalsTold } from './award-words';

type Told = Pick<Grant, 'award' | 'plan' | 'reports' | 'actor'> & { now: Date };

/** What comes next for this reader, in a sentence. */
export function nextStep(grant: Told): string {
  const { award, actor } = grant;
  const tell = (actor.role === 'city' ? cityTold : staffTold)[award.status];
  return typeof tell === 'string' ? tell : tell(grant);
}

type Telling = Record<AwardView['status'], string | ((grant: Told) => string)>;

const may = (award: AwardView, name: string): boolean => award.moves.some(({ move }) => move === name);
const until = ({ offerExpiresAt, offerExpiresZone }: AwardView): string =>
  formatInstant(new Date(offerExpiresAt ?? 0), offerExpiresZone);
const ended = ({ award: { offerExpiresAt }, now }: Told): boolean =>
  offerExpiresAt !== null && new Date(offerExpiresAt) < now;

const staffTold: Telling = {
  proposed: ({ award, actor }) => {
    const { approvals, proposedBy } = award;
    const given = approvals && proposedBy ? approvalsTold(approvals, proposedBy, actor.id) : '';
    return may(award, 'approve') ? `${given} You can approve it now.` : given;
  },
  approved: ({ award }) =>
    may(award, 'offer')
      ? `It is approved and its money is set aside. Offer it to ${award.lead} now.`
      : `It is approved and its money is set aside. The program staff offer it to ${award.lead} next.`,
  offered: (grant) => {
    const { award } = grant;
    if (!ended(grant)) return `${award.lead} can answer until ${until(award)}.`;
    return may(award, 'expire')
      ? `The offer ended on ${until(award)} without an answer. Record that it expired, so that its money is free again.`
      : `The offer ended on ${until(award)} without an answer. The program staff record it next.`;
  },
  accepted: ({ plan, award }) =>
    plan.moves.some(({ move }) => move === 'plan')
      ? `${award.lead} has accepted. Schedule its reports, then plan the instalments: the grant starts with the plan.`
      : `${award.lead} has accepted. The program staff plan the instalments next.`,
  active: (grant) =>
    instalmentTold(grant.plan, grant.actor) ?? reportTold(grant.reports, grant.award) ?? completeTold(grant),
  suspended: ({ award }) =>
    `This grant is suspended: nothing is requested, approved or released until it is resumed. The reason: “${award.suspendedReason}”`,
  completed: (grant) => stillMoving(grant) ?? 'This grant is completed: everything is paid and reported.',
  rejected: 'This proposal was rejected. Another award can be proposed for the application.',
  declined: 'The city declined. The money is free again.',
  expired: 'The offer was not answered in time. The money is free again.',
  cancelled: (grant) => stillMoving(grant) ?? 'This award is cancelled. What was not paid is free again.',
};

const cityTold: Telling = {
  proposed: '',
  approved: '',
  rejected: '',
  offered: (grant) => {
    const { award } = grant;
    if (ended(grant))
      return `The offer ended on ${until(award)}. Write to the fund’s staff if your city still wants it.`;
    if (may(award, 'accept')) return `Your city can accept until ${until(award)}.`;
    return `A signatory of your city can accept until ${until(award)}.`;
  },
  accepted: 'Your city has accepted. The fund’s staff plan the instalments and the reports next; they stand here then.',
  active: ({ plan, reports }) =>
    [nextPayment(plan.instalments), ownReport(reports)].filter(Boolean).join(' ') ||
    'Nothing is due from your city now.',
  suspended: ({ award }) =>
    `The fund has suspended this grant: nothing is paid until it is resumed. The reason: “${award.suspendedReason}”`,
  completed: (grant) => stillOpen(grant) ?? 'This grant is completed. Thank you for the work.',
  declined: 'Your city declined this award.',
  expired: 'The offer was not answered in time and has ended. Write to the fund’s staff if your city still wants it.',
  cancelled: (grant) =>
    stillOpen(grant) ?? 'The fund has cancelled this award. What was not paid yet will not be paid.',
};

const moving = ({ plan }: Told) =>
  plan.instalments.find(({ status }) => ['released', 'failed', 'returned'].includes(status));

/** Of a grant that has ended: a payment that came back since, for those who see to it. */
const stillMoving = (grant: Told): string | undefined => moving(grant) && instalmentTold(grant.plan, grant.actor);

const stillOpen = (grant: Told): string | undefined => {
  const open = moving(grant);
  return open && `The grant has ended; instalment ${open.number} of it did not arrive. ${standing(open, '')}`;
};

function reportTold(reports: ReportView[], { lead }: AwardView): string | undefined {
  const sent = reports.find(({ status }) => status === 'submitted');
  if (sent) return `${lead} has submitted “${sent.title}”. The program staff read it next.`;
  const open = reports.find(({ status }) => status !== 'accepted');
  return open && `${lead} owes “${open.title}” by ${formatDate(open.dueOn)}.`;
}

const completeTold = ({ plan }: Told): string =>
  plan.moves.some(({ move }) => move === 'complete')
    ? 'Everything is paid and every report is accepted. Complete the grant.'
    : 'Everything is paid and every report is accepted. The program staff complete the grant next.';

/** The next report that the city has to write. */
export const owedReport = (reports: ReportView[]): ReportView | undefined =>
  reports.find(({ status }) => ['due', 'draft', 'returned'].includes(status));

function ownReport(reports: ReportView[]): string | undefined {
  const owed = owedReport(reports);
  return owed && `Your next report is “${owed.title}”, due on ${formatDate(owed.dueOn)}.`;
}

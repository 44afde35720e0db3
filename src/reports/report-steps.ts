import type { Actor } from '../kernel/access';
import type { ReportView } from './report-view.dto';
import { dueWords, isOverdue, timeLeft } from './report-words';

/** What comes next for this reader, in a sentence. */
export function nextStep(report: ReportView, actor: Actor, now: Date): string {
  return actor.role === 'city' ? forCity(report, now) : forOthers(report, now);
}

function forCity(report: ReportView, now: Date): string {
  const by = isOverdue(report, now)
    ? `It was due on ${dueWords(report)}: send it as soon as you can.`
    : `It is due on ${dueWords(report)}: ${timeLeft(report, now)}.`;
  if (report.status === 'submitted') return 'It is submitted. The fund’s staff read it next and write to you.';
  if (report.status === 'accepted') return 'It is accepted. Nothing is left to do.';
  if (!report.editable) return `Colleagues with the right to write send this report. ${by}`;
  if (report.status === 'returned') return `It came back for changes. Change it and submit it again. ${by}`;
  return `Your city writes this report. ${by}`;
}

function forOthers(report: ReportView, now: Date): string {
  const { lead, status } = report;
  const may = (name: string): boolean => report.moves.some(({ move }) => move === name);
  if (status === 'accepted') return 'It is accepted. What waited for it can be paid.';
  if (status === 'submitted') {
    return may('accept')
      ? `${lead} has submitted it. Read it, then accept it or return it for changes.`
      : `${lead} has submitted it. The program staff read it next.`;
  }
  const when = isOverdue(report, now) ? `It was due on ${dueWords(report)}.` : `It is due on ${dueWords(report)}.`;
  const what = status === 'returned' ? `${lead} changes it now` : `${lead} writes it`;
  return `${what}; you can read it once it is submitted. ${when}`;
}

import type { InstalmentView, ObligationView } from '../disbursements/plan-desk.service';
import { Tag } from '../kernel/page/tag';
import { formatDate } from '../kernel/time';

/** What has to be met before an instalment is paid, with what is met already. */
export function Obligations({ instalment }: { instalment: InstalmentView }) {
  const { number, obligations } = instalment;
  return (
    <ul class="govuk-task-list" aria-label={`What instalment ${number} waits for`}>
      {obligations.map(({ kind, text, met, metOn }) => (
        <li key={kind} class="govuk-task-list__item">
          <div class="govuk-task-list__name-and-hint">
            <div>{text}</div>
            <Where kind={kind} met={met} instalment={instalment} />
          </div>
          <div class="govuk-task-list__status">
            {met ? `✓ ${metOn === null ? 'Met' : formatDate(metOn)}` : <Tag status="missing" colour="yellow" />}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Where it is met, or can be seen. */
function Where({ kind, met, instalment }: Pick<ObligationView, 'kind' | 'met'> & { instalment: InstalmentView }) {
  const { id, reportId, evidenceFileId } = instalment;
  const links: Partial<Record<typeof kind, [string, string] | false>> = {
    report: reportId !== null && [`/reports/${reportId}`, 'The report'],
    evidence: evidenceFileId !== null && [`/instalments/${id}/evidence`, 'The file that the city shows'],
    bank_details: !met && ['/bank-details', 'The bank details'],
  };
  const [href, text] = links[kind] || [];
  return href ? (
    <div class="govuk-task-list__hint">
      <a class="govuk-link" href={href}>
        {text}
      </a>
    </div>
  ) : null;
}

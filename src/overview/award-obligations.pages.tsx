import type { InstalmentView } from '../disbursements/plan-desk.service';
import { Tag } from '../kernel/page/tag';
import { formatDate } from '../kernel/time';

/** What has to be met before an instalment is paid, with what is met already. */
export function Obligations({
  instalment: { id, number, obligations, evidenceFileId },
}: {
  instalment: InstalmentView;
}) {
  return (
    <ul class="govuk-task-list" aria-label={`What instalment ${number} waits for`}>
      {obligations.map(({ kind, text, met, metOn }) => (
        <li key={kind} class="govuk-task-list__item">
          <div class="govuk-task-list__name-and-hint">
            <div>{text}</div>
            {kind === 'evidence' && evidenceFileId !== null && (
              <div class="govuk-task-list__hint">
                <a class="govuk-link" href={`/instalments/${id}/evidence`}>
                  The file that the city shows
                </a>
              </div>
            )}
          </div>
          <div class="govuk-task-list__status">
            {met ? `✓ ${metOn === null ? 'Met' : formatDate(metOn)}` : <Tag status="missing" colour="yellow" />}
          </div>
        </li>
      ))}
    </ul>
  );
}

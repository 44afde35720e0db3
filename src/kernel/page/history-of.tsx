import type { HistoryLine } from '../history';
import { capital } from './capital';
import { History } from './lists';

const sentence = ({ sentence: text, reason }: HistoryLine): string => capital(text) + (reason ? `: “${reason}”` : '');

/** What happened to the thing on this page. */
export function HistoryOf({ lines }: { lines: HistoryLine[] }) {
  const entries = lines.map((line) => ({
    at: { iso: line.at, text: line.when },
    who: line.who,
    sentence: sentence(line),
  }));
  return (
    <section>
      <h2 class="govuk-heading-m" id="history">
        History
      </h2>
      <History entries={entries} />
    </section>
  );
}

import type { Frame } from './frame';
import { Layout, PageTitle } from './layout';

export interface RefusalPageProps {
  frame: Frame;
  title: string;
  sentence: string;
  /** What to mend, where that is known. */
  faults: string[];
}

/** Says in a sentence why there is nothing else to see, and offers a way on. */
export function refusalPage({ frame, title, sentence, faults }: RefusalPageProps) {
  return (
    <Layout title={title} frame={frame} width="reading">
      <PageTitle>{title}</PageTitle>
      <p class="govuk-body">{sentence}</p>
      {faults.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/">
          Go to the first page
        </a>
      </p>
    </Layout>
  );
}

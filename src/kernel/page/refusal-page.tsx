import type { Frame } from './frame';
import { Layout, PageTitle } from './layout';

export interface RefusalPageProps {
  frame: Frame;
  title: string;
  sentence: string;
}

/** Says in a sentence why there is nothing else to see, and offers a way on. */
export function refusalPage({ frame, title, sentence }: RefusalPageProps) {
  return (
    <Layout title={title} frame={frame} width="reading">
      <PageTitle>{title}</PageTitle>
      <p class="govuk-body">{sentence}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/">
          Go to the first page
        </a>
      </p>
    </Layout>
  );
}

import type { Actor } from '../kernel/access';
import { withQuery } from '../kernel/local-path';
import { Button } from '../kernel/page/buttons';
import { When } from '../kernel/page/figures';
import { Form } from '../kernel/page/form';
import type { Frame } from '../kernel/page/frame';
import { FundNav } from '../kernel/page/fund-nav';
import { Layout, PageTitle } from '../kernel/page/layout';
import { SummaryList } from '../kernel/page/lists';
import { Pagination } from '../kernel/page/ways';
import type { Page, PageQuery } from '../kernel/paging';
import { formatInstant } from '../kernel/time';
import { Files, InFile } from './bank-tables.pages';
import type { BankView, PaymentFileRow, PaymentFileView } from './bank-view.dto';

export interface PaymentFilePageProps {
  frame: Frame;
  me: Actor;
  file: PaymentFileView;
}

/** One payment file: what is in it, and by what it is recognised. */
export function paymentFilePage({ frame, me, file }: PaymentFilePageProps) {
  const { id, fundId, messageId, payments, controlSum, sha256, madeBy, madeAt, contents, moves } = file;
  return (
    <Layout title={`Payment file ${messageId}`} frame={frame} back={{ href: `/funds/${fundId}/bank`, text: 'Bank' }}>
      <PageTitle caption="Payment file">{messageId}</PageTitle>
      <SummaryList
        rows={[
          {
            key: 'Made',
            value: (
              <>
                <When iso={madeAt} text={formatInstant(new Date(madeAt), me.timeZone)} /> by {madeBy.name}
              </>
            ),
          },
          { key: 'Payments', value: payments },
          { key: 'Control sum', value: controlSum },
          { key: 'SHA-256', value: <code class="fund-hash">{sha256}</code> },
        ]}
      />
      {moves.length > 0 && (
        <>
          <p class="govuk-body">
            The file holds whole account numbers. You prove once more that it is you, and that you read them is written
            down. Compare the hash before you give the file to the bank, and give it to the bank once only.
          </p>
          <Form action={`/payment-files/${id}/download`} page={`/payment-files/${id}`}>
            <Button>Download the file</Button>
          </Form>
        </>
      )}
      <InFile payments={contents} />
    </Layout>
  );
}

export interface PaymentFilesPageProps {
  frame: Frame;
  fund: BankView;
  query: PageQuery;
  files: Page<PaymentFileRow>;
}

/** All payment files of a fund. */
export function paymentFilesPage({ frame, fund: { fundId, fund }, query, files }: PaymentFilesPageProps) {
  return (
    <Layout title={`Payment files, ${fund}`} frame={frame} back={{ href: `/funds/${fundId}/bank`, text: 'Bank' }}>
      <PageTitle caption={fund}>Payment files</PageTitle>
      <FundNav fundId={fundId} current="payments" />
      <Files files={files.items} hideCaption />
      <Pagination
        newer={query.after === undefined ? undefined : withQuery(frame.path, 'after', undefined)}
        newerText="Newest"
        older={files.next === null ? undefined : withQuery(frame.path, 'after', files.next)}
      />
    </Layout>
  );
}

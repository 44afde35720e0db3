import type { Reminded } from './deadlines-told';
import { pageOf } from './pages';

/** What is outstanding, as a person would call it. */
const whatIs: Readonly<Record<string, string>> = {
  round_closes: 'application',
  draft_unfinished: 'unfinished application',
  review_due: 'review',
  offer_expires: 'answer to an offer',
  agreement_unsigned: 'signed agreement',
  report_due: 'report',
  instalment_due: 'instalment',
  details_unconfirmed: 'confirmation of bank details',
};

/** What more people hear of a thing that is long overdue. */
export const escalated = ({ anchor, title, who, data }: Reminded) => ({
  what: whatIs[anchor] ?? 'something that was due',
  title,
  who,
  page: pageOf(data),
});

import { toApplication, toAward, toReport, toReview, toRound } from './words';

type Ids = Partial<Record<'reviewId' | 'reportId' | 'awardId' | 'applicationId' | 'holderId' | 'roundId', string>>;

/** The page on which what these facts are about is done: that of the smallest thing they name. */
export function pageOf(facts: object): string {
  const { reviewId, reportId, awardId, applicationId, holderId, roundId } = facts as Ids;
  if (reviewId) return toReview({ reviewId });
  if (reportId) return toReport({ reportId });
  if (awardId) return toAward({ awardId });
  if (applicationId) return toApplication({ applicationId });
  if (holderId) return `/payees/${holderId}`;
  return roundId ? toRound({ roundId }) : '/';
}

import type { Offer } from '../kernel/lifecycle';

/** Somebody who may be asked for reviews; `open` is what waits for them in every round. */
export interface ReviewerView {
  id: string;
  name: string;
  organisation: string | null;
  open: number;
}

/** Where one reviewer stands in a round. */
export interface ReviewerProgress {
  reviewerId: string;
  reviewer: string;
  assigned: number;
  draft: number;
  submitted: number;
  declined: number;
  recalled: number;
  overdue: number;
  /** The last day of the review that is due next; null when none is open. */
  nextDueOn: string | null;
}

/** How far the reviews of a round are. */
export interface Progress {
  roundId: string;
  round: string;
  status: string;
  zone: string;
  note: string;
  reviewers: ReviewerProgress[];
  /** Why nobody can be assigned now; null where the reader may assign. */
  closed: string | null;
  moves: Offer[];
}

/** An application in the order of its reviews. Scores in percent of the best there is, amounts in minor units. */
export interface RankedApplication {
  applicationId: string;
  title: string;
  lead: string;
  status: string;
  /** Equal scores share a rank; null while nobody has scored it. */
  rank: number | null;
  /** The mean of the submitted scores. */
  score: number | null;
  lowest: number | null;
  highest: number | null;
  submitted: number;
  /** Submitted ones and those that still may be. */
  assigned: number;
  recommendedCents: number | null;
  requestedCents: number | null;
  /** What this one and all before it ask for; null where it is not counted: without score, or declined. */
  runningCents: number | null;
  withinBudget: boolean | null;
  submittedAt: string | null;
  /** Says what of the application is invented. */
  illustrative: string;
  /** Some of its scores are invented. */
  scoresIllustrative: boolean;
  moves: Offer[];
}

/** The applications of a round, best first. */
export interface Ranking {
  roundId: string;
  round: string;
  status: string;
  currency: string;
  budgetCents: number;
  note: string;
  items: RankedApplication[];
}

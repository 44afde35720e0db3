import { Allow } from 'class-validator';

/** How the form of the plan is to be filled, and which of the page's forms is open; looked at where the plan is drafted. */
export class GrantQuery {
  @Allow() way?: unknown;
  @Allow() parts?: unknown;
  @Allow() percents?: unknown;
  @Allow() firstOn?: unknown;
  @Allow() every?: unknown;
  @Allow() do?: string;
  @Allow() refused?: string;
}

import { Transform } from 'class-transformer';
import { Allow, IsInt, IsOptional, Max, Min } from 'class-validator';
import { BlankIsUnset } from '../kernel/paging';
import { wholeFrom } from '../kernel/typed';

const parts = 'Split into 1 to 60 parts.';

/** Into how many equal parts the form of the plan is to be filled, and which of the page's forms is open. */
export class SplitQuery {
  @BlankIsUnset()
  @Transform(({ value }) => wholeFrom(value))
  @IsOptional()
  @IsInt({ message: parts })
  @Min(1, { message: parts })
  @Max(60, { message: parts })
  parts?: number;

  @Allow()
  do?: string;

  @Allow()
  refused?: string;
}

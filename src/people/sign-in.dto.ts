import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { IsText } from '../kernel/input';
import { EmailAddress } from './people.dto';

const daysWanted = { message: 'Enter a whole number of days from 1 to 365.' };

/** Who wants to sign in, and where to. */
export class LinkWanted extends EmailAddress {
  /** A path on this site. */
  @IsOptional()
  @IsString({ message: 'Leave this out, or give a path on this site.' })
  to?: string;
}

/** What a personal token is for and how long it lasts. */
export class NewToken {
  @IsText('The name', 100)
  name: string;

  @Transform(({ value }) => (typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : (value as unknown)))
  @IsInt(daysWanted)
  @Min(1, daysWanted)
  @Max(365, daysWanted)
  days: number = 90;
}

/** Where the sign-in page was asked from. */
export class SignInQuery {
  @IsOptional()
  to?: string;
}

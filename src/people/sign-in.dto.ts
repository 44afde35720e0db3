import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { IsText } from '../kernel/input';
import { EmailAddress } from './people.dto';
import type { TokenRow } from './sessions.service';

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

/** A sentence about what was done. */
export class Told {
  @ApiProperty() message: string;
}

/** The answer to a link that was used: the session is in the cookie. */
export class SignedIn {
  @ApiProperty({ format: 'uri-reference', description: 'Where the person wanted to go.' }) to: string;
}

/** A personal token as its owner sees it again. */
export class TokenView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ description: 'What it is for.' }) name: string;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ format: 'date-time' }) expiresAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'To the minute.' })
  lastUsedAt: string | null;
}

/** The tokens that work, newest first. */
export class TokenList {
  @ApiProperty({ type: [TokenView] }) items: TokenView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the list is whole.' }) next: string | null;
}

/** A new token, with the secret that is shown this once. */
export class MadeToken {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ description: 'Send it as `Authorization: Bearer …`.' }) token: string;
  @ApiProperty({ format: 'date-time' }) expiresAt: string;
}

export const tokenView = ({ createdAt, expiresAt, lastUsedAt, ...row }: TokenRow): TokenView => ({
  ...row,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

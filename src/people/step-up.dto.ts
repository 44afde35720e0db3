import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, IsString, Matches } from 'class-validator';

/** The code from the letter. */
export class CodeInput {
  @ApiProperty({ example: '042317' })
  @Transform(({ value }) => (typeof value === 'string' ? value.replaceAll(/\s/g, '') : (value as unknown)))
  @Matches(/^[0-9]{6}$/, { message: 'Enter the six digits from the letter.' })
  code: string;
}

/** Where to go on afterwards. */
export class StepUpQuery {
  @IsOptional()
  to?: unknown;
}

export class CodeWanted {
  @IsOptional()
  @IsString({ message: 'Leave this out, or give a path on this site.' })
  to?: string;
}

/** The same on the page, with where to go on. */
export class CodeForm extends CodeInput {
  @IsOptional()
  @IsString({ message: 'Leave this out, or give a path on this site.' })
  to?: string;
}

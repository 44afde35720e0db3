import { ApiProperty } from '@nestjs/swagger';
import { ArrayUnique, IsArray, IsIn } from 'class-validator';
import { type OptionalLetter, optionalLetters, type Rhythm, rhythms } from './preferences.rules';

/** How somebody wants to get their letters. */
export class MailPreferences {
  @ApiProperty({ enum: rhythms, description: 'Each letter at once, or those that can wait in one letter a morning.' })
  @IsIn(rhythms, { message: 'Choose “each letter at once” (each) or “one letter a morning” (digest).' })
  rhythm: Rhythm;

  @ApiProperty({
    enum: optionalLetters,
    isArray: true,
    description: 'Which optional letters they want; deadlines, decisions and security always come.',
  })
  // The lowest is checked first.
  @IsIn(optionalLetters, {
    each: true,
    message: 'Only notices (notice) and calls for applications (call) can be switched; everything else always comes.',
  })
  @ArrayUnique({ message: 'A kind of letters stands in the list twice.' })
  @IsArray({ message: 'Send the optional letters that you want as a list; an empty one switches all of them off.' })
  wanted: OptionalLetter[];
}

/** Whether somebody has a calendar address; which it is was shown once. */
export class CalendarAddress {
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null: there is none.' })
  madeAt: string | null;
}

/** A calendar address, the one time that it is shown. */
export class MadeCalendarAddress {
  @ApiProperty({ format: 'uri', description: 'Whoever knows it can read the deadlines. It is not shown again.' })
  url: string;
  @ApiProperty({ format: 'date-time' }) madeAt: string;
}

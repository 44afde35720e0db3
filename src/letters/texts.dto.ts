import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, MaxLength, Min } from 'class-validator';
import { IsText } from '../kernel/input';
import { type LetterKind, letterKinds, type Words } from './letter';

const BlankIsUnset = (): PropertyDecorator => Transform(({ value }) => (value === '' ? undefined : (value as unknown)));
/** Browsers send two characters for the end of a line. */
const PlainLines = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' ? value.replaceAll('\r\n', '\n') : (value as unknown)));

const oneLine = /^[^\r\n\u2028\u2029]*$/;
const visible = /[^\s\p{C}]/u;
const aPlace = /^(everywhere|(fund|round):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const wrongPlace = { message: 'Choose where it holds: everywhere, fund:<id> or round:<id>.' };
const aCase = /^(sample|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const place = { example: 'round:6f1c2a5e-0000-4000-8000-000000000000', default: 'everywhere' } as const;
const theCase = { description: 'The id of a case, or “sample”; left out, the latest real case.' } as const;

/** Which letters are asked for. */
export class LettersQuery {
  @BlankIsUnset()
  @IsOptional()
  @IsIn(letterKinds, { message: `Choose a kind: ${letterKinds.join(', ')}.` })
  kind?: LetterKind;

  /** Part of a name, or of what it says. */
  @BlankIsUnset()
  @IsOptional()
  @MaxLength(200, { message: 'The text to look for is too long.' })
  text?: string;
}

/** Where the words of a letter are to be seen, and in which case. */
export class LetterQuery {
  @ApiProperty(place)
  @BlankIsUnset()
  @Matches(aPlace, wrongPlace)
  place = 'everywhere';

  @ApiProperty(theCase)
  @BlankIsUnset()
  @IsOptional()
  @Matches(aCase, { message: 'Choose one of the cases of this letter.' })
  case?: string;
}

/** The words of a letter as somebody writes them. */
export class LetterWords implements Words {
  @ApiProperty({ description: 'One line; fields like {{title}} stand for what the case says.' })
  @PlainLines()
  @Matches(oneLine, { message: 'The subject has a line break. Write it on one line.' })
  @Matches(visible, { message: 'Enter the subject.' })
  @IsText('The subject', 200)
  subject: string;

  @ApiProperty({ description: 'Paragraphs are parted by an empty line.' })
  @PlainLines()
  @Matches(visible, { message: 'Enter what the letter says.' })
  @IsText('The text', 10_000)
  body: string;

  @ApiProperty({ description: 'What stands on the one button; it leads where the letter leads.' })
  @PlainLines()
  @Matches(oneLine, { message: 'The button has a line break. Write it on one line.' })
  @Matches(visible, { message: 'Enter what stands on the button: it is the only link of the letter.' })
  @IsText('What stands on the button', 80)
  button: string;
}

const ofVersion = 'Send the `version` that you have read; 0 where there was none.';

/** Changed words of a letter. */
export class SavedLetterWords extends LetterWords {
  @ApiProperty(place)
  @Matches(aPlace, wrongPlace)
  place = 'everywhere';

  @ApiProperty({ description: 'Of this place, as it was read; another answers 409.' })
  @Min(0, { message: ofVersion })
  @IsInt({ message: ofVersion })
  version: number;
}

const whichVersion = 'Name the version to go back to; 0 is the original.';

/** An earlier version that is to hold again. */
export class RestoredText {
  @ApiProperty(place)
  @Matches(aPlace, wrongPlace)
  place = 'everywhere';

  @ApiProperty({ description: 'Of this place, as it was read; another answers 409.' })
  @Min(0, { message: ofVersion })
  @IsInt({ message: ofVersion })
  version: number;

  @ApiProperty({ description: 'The version whose words hold again; 0 is the original.' })
  @Min(0, { message: whichVersion })
  @IsInt({ message: whichVersion })
  to: number;
}

/** Words to be seen in a case before anybody saves them. */
export class TriedWords extends LetterWords {
  @ApiProperty(theCase)
  @BlankIsUnset()
  @IsOptional()
  @Matches(aCase, { message: 'Choose one of the cases of this letter.' })
  case?: string;
}

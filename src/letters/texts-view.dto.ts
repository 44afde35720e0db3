import { ApiProperty } from '@nestjs/swagger';
import type { Offer } from '../kernel/lifecycle';
import { type LetterKind, letterKinds, type Words } from './letter';
import { type TextRow, wordsOf } from './text-rows';

/** A place where a letter has words of its own. */
export class LetterPlace {
  @ApiProperty({ example: 'round:6f1c2a5e-0000-4000-8000-000000000000' }) place: string;
  @ApiProperty({ example: 'Round 4' }) name: string;
}

/** The words of a letter. */
export class LetterWordsView implements Words {
  @ApiProperty() subject: string;
  @ApiProperty() body: string;
  @ApiProperty() button: string;
}

/** A letter of the system. */
export class LetterLine {
  @ApiProperty({ example: 'report.submitted/city', description: 'In an address write “~” for the slash.' }) id: string;
  @ApiProperty({ format: 'uri-reference' }) url: string;
  @ApiProperty({ example: 'Report submitted, to the city' }) name: string;
  @ApiProperty({ example: 'report.submitted', description: 'The event that it tells of.' }) event: string;
  @ApiProperty({ description: 'To whom it goes, in words.' }) readers: string;
  @ApiProperty({ enum: letterKinds }) kind: LetterKind;
  @ApiProperty({ type: String, nullable: true, description: 'Why nobody may change it; null where staff may.' })
  locked: string | null;
  @ApiProperty({ description: 'The original subject.' }) subject: string;
  @ApiProperty({ type: [LetterPlace], description: 'Where staff wrote it anew.' }) changed: LetterPlace[];
}

/** Every letter of the system. */
export class LetterList {
  @ApiProperty({ type: [LetterLine] }) items: LetterLine[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the list is whole.' }) next: string | null;
}

/** A field of a letter with what it says in an example. */
export class LetterField {
  @ApiProperty({ example: 'title' }) name: string;
  @ApiProperty({ example: 'Heat from the harbour' }) example: string;
}

/** A case in which a letter can be seen. */
export class LetterCase {
  @ApiProperty({ example: 'sample', description: '“sample” is an invented one.' }) id: string;
  @ApiProperty({ example: 'Heat from the harbour, 30 November 2026' }) name: string;
}

/** A letter with its words as they hold in one place. */
export class LetterView extends LetterLine {
  @ApiProperty({ type: LetterWordsView }) original: LetterWordsView;
  @ApiProperty({ type: [LetterField] }) fields: LetterField[];
  @ApiProperty({ type: LetterPlace, description: 'The place that was asked for.' }) place: LetterPlace;
  @ApiProperty({ type: LetterWordsView, description: 'What holds there.' }) words: LetterWordsView;
  @ApiProperty({ type: LetterPlace, nullable: true, description: 'Whose words these are; null is the original.' })
  source: LetterPlace | null;
  @ApiProperty({ type: 'integer', description: 'Of what was saved for this place itself; 0 where nothing was.' })
  version: number;
  @ApiProperty({ type: [String], description: 'Why these words are not used; then the original goes out.' })
  unfit: string[];
  @ApiProperty({ type: [LetterPlace], description: 'Where words can be kept.' }) places: LetterPlace[];
  @ApiProperty({ type: [LetterCase], description: 'In which cases it can be seen.' }) cases: LetterCase[];
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Move' } }) moves: Offer[];
}

/** One saving of words for one place. */
export class LetterTextView {
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({ type: LetterWordsView, nullable: true, description: 'Null made it the original again.' })
  words: LetterWordsView | null;
  @ApiProperty({ format: 'date-time' }) savedAt: string;
  @ApiProperty() savedBy: string;
  @ApiProperty({ type: [String], example: ['subject'], description: 'What is different from the version before.' })
  changed: (keyof Words)[];
}

/** Every saving of words for one place, newest first; the newest 200. */
export class LetterTextList {
  @ApiProperty({ type: [LetterTextView] }) items: LetterTextView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the list is whole.' }) next: string | null;
}

/** A letter as its reader would get it. */
export class LetterPreview {
  @ApiProperty({ type: LetterCase }) case: LetterCase;
  @ApiProperty() subject: string;
  @ApiProperty() text: string;
  @ApiProperty() html: string;
  @ApiProperty({ type: [String], description: 'What the original says and these words leave out.' }) notes: string[];
}

/** A test that is on its way. */
export class LetterTrial {
  @ApiProperty({ description: 'Its subject.' }) subject: string;
  @ApiProperty({ type: 'integer', description: 'How many more you can send within this hour.' }) left: number;
}

const parts = ['subject', 'body', 'button'] as const;

/** @param was what held before it */
export const textView = (row: TextRow, was: Words, is: Words): LetterTextView => ({
  version: row.version,
  words: wordsOf(row) ?? null,
  savedAt: row.savedAt.toISOString(),
  savedBy: row.savedBy,
  changed: parts.filter((part) => was[part] !== is[part]),
});

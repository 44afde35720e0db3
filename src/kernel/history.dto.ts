import { ApiProperty } from '@nestjs/swagger';

/** One line of a history. */
export class HistoryLineView {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ description: 'The instant in your zone.' }) when: string;
  @ApiProperty() who: string;
  @ApiProperty() sentence: string;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
}

/** What happened, newest first. */
export class HistoryList {
  @ApiProperty({ type: [HistoryLineView] }) items: HistoryLineView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the list is whole.' }) next: string | null;
}

export const historyList = (items: HistoryLineView[]): HistoryList => ({ items, next: null });

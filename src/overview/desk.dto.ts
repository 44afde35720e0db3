import { ApiProperty } from '@nestjs/swagger';
import type { Task } from './desk.service';

/** Something that waits for the reader. Instants in UTC. */
export class TaskView {
  @ApiProperty({ example: 'approve award' }) kind: string;
  @ApiProperty({ example: 'Approve or reject the award' }) todo: string;
  @ApiProperty({ format: 'uri-reference', description: 'The page on which it is done.' }) href: string;
  @ApiProperty({ description: 'On what.' }) title: string;
  @ApiProperty({ description: 'Whose or which; may be empty.' }) about: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Since when or by when.' })
  dueAt: string | null;
  @ApiProperty({ description: 'Whether that has passed.' }) overdue: boolean;
}

/** What waits, most pressing first. */
export class TaskList {
  @ApiProperty({ type: [TaskView] }) items: TaskView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the list is whole.' }) next: string | null;
}

export const taskList = (tasks: Task[]): TaskList => ({
  items: tasks.map(({ due, ...task }) => ({ ...task, dueAt: due?.iso ?? null })),
  next: null,
});

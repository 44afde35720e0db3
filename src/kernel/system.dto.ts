import { ApiProperty } from '@nestjs/swagger';

/** The process answers. */
export class Health {
  @ApiProperty({ enum: ['up'] }) status: 'up';
}

/** Where a program begins: everything else is reached from these. */
export class ApiIndex {
  @ApiProperty({ example: 'Innovation Fund' }) name: string;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', format: 'uri-reference' } })
  links: Record<string, string>;
}

import { ApiProperty } from '@nestjs/swagger';

/** The process answers. */
export class Health {
  @ApiProperty({ enum: ['up'] }) status: 'up';
}

/** The process can work. */
export class Readiness {
  @ApiProperty({ enum: ['ready'] }) status: 'ready';
}

/** Where a program begins: everything else is reached from these. */
export class ApiIndex {
  @ApiProperty({ example: 'Innovation Fund' }) name: string;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', format: 'uri-reference' } })
  links: Record<string, string>;
}

import { ApiProperty } from '@nestjs/swagger';

/** A pot of money: what one contribution brought under one restriction. */
export class PotName {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null is unrestricted money.' })
  restrictionId: string | null;
  @ApiProperty() restriction: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Null is money from before they were kept apart.',
  })
  contributionId: string | null;
  @ApiProperty({ example: 'A Foundation, 15 January 2026' }) source: string;
}

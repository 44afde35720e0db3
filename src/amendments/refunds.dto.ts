import { ApiProperty } from '@nestjs/swagger';
import { IsCents, IsPlainDate, IsText } from '../kernel/input';
import { centsFrom } from '../kernel/money';
import type { Typed } from '../kernel/typed';

/** Unspent money that is demanded back. */
export class NewRefund {
  @ApiProperty({ description: 'Minor units of the award’s currency.' })
  @IsCents(1)
  amountCents: number;

  @ApiProperty({ example: '2027-09-30', description: 'By when it is to arrive.' })
  @IsPlainDate()
  dueOn: string;

  @ApiProperty({ description: 'Why; the city reads it.' })
  @IsText('A reason', 5000)
  reason: string;
}

/** Money that arrived. */
export class Receipt {
  @ApiProperty({ description: 'Minor units of the award’s currency; at most what is outstanding.' })
  @IsCents(1)
  amountCents: number;

  @ApiProperty({ example: '2027-09-17', description: 'The day of the bank’s booking.' })
  @IsPlainDate()
  receivedOn: string;

  @ApiProperty({ default: '', description: 'The bank’s reference.' })
  @IsText('The reference', 200, { optional: true })
  reference = '';
}

/** Why the rest of a demand is given up. */
export class WriteOffReason {
  @ApiProperty({ description: 'Written for those who approve it.' })
  @IsText('A reason', 5000)
  reason: string;
}

/** What the pages' forms typed, as the API would send it. */
export const refundFrom = (form: Typed, currency: string): Typed => ({
  amountCents: centsFrom(form.amountCents, currency),
  dueOn: form.dueOn,
  reason: form.reason,
});

export const receiptFrom = (form: Typed, currency: string): Typed => ({
  amountCents: centsFrom(form.amountCents, currency),
  receivedOn: form.receivedOn,
  reference: form.reference ?? '',
});

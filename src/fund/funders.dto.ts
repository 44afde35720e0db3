import { ApiProperty } from '@nestjs/swagger';
import { PledgeView } from './pledge-view.dto';

const amount = (description: string) => ({ type: 'integer', format: 'int64', description }) as const;

/** What a funder's money is doing. Net received = free + set aside + committed + disbursed + overhead + given back + not kept apart. */
export class FunderFigures {
  @ApiProperty(amount('Signed, without what was written off.')) pledgedCents: number;
  @ApiProperty(amount('Signed and still to arrive.')) outstandingCents: number;
  @ApiProperty(amount('Received before fees.')) grossCents: number;
  @ApiProperty(amount('What banks kept.')) feeCents: number;
  @ApiProperty(amount('Received less fees.')) netCents: number;
  @ApiProperty(amount('Given back to the funder.')) givenBackCents: number;
  @ApiProperty(amount('Promised to nothing.')) freeCents: number;
  @ApiProperty(amount('In budgets of rounds, and in awards not yet accepted.')) setAsideCents: number;
  @ApiProperty(amount('Accepted by cities and not yet paid.')) committedCents: number;
  @ApiProperty(amount('Paid to cities, less what came back.')) disbursedCents: number;
  @ApiProperty(amount('Spent on running the fund.')) overheadCents: number;
  @ApiProperty(amount('Received before contributions were kept apart: nobody can say what became of it.'))
  notKeptApartCents: number;
}

/** A funder with what its money is doing in one fund. Amounts in minor units of `currency`. */
export class FunderView extends FunderFigures {
  @ApiProperty({ format: 'uuid' }) funderId: string;
  @ApiProperty() funder: string;
  @ApiProperty({ example: 'USD' }) currency: string;
}

export class FunderList {
  @ApiProperty({ type: [FunderView] }) items: FunderView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: the list is whole.' }) next: string | null;
}

/** A grant, or a round's budget that is not awarded yet, with what of it is this funder's. */
export class FunderUse {
  @ApiProperty({ enum: ['award', 'round'] }) kind: 'award' | 'round';
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true, description: 'The lead city of a grant.' }) city: string | null;
  @ApiProperty(amount('Set aside.')) setAsideCents: number;
  @ApiProperty(amount('Accepted and not yet paid.')) committedCents: number;
  @ApiProperty(amount('Paid.')) disbursedCents: number;
}

/** A contribution with what is left of it. */
export class FunderGift {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'date' }) receivedOn: string;
  @ApiProperty() reference: string;
  @ApiProperty({ type: String, nullable: true, description: 'What it was given for.' }) restriction: string | null;
  @ApiProperty(amount('Before fees.')) grossCents: number;
  @ApiProperty(amount('What the bank kept.')) feeCents: number;
  @ApiProperty(amount('Given back since.')) givenBackCents: number;
  @ApiProperty({ ...amount('Promised to nothing; null where it was not kept apart.'), nullable: true })
  freeCents: number | null;
}

/** Everything that one funder reads of what it gave: signed, received, spent on what, left. */
export class FunderStatement extends FunderView {
  @ApiProperty({ format: 'uuid' }) fundId: string;
  @ApiProperty({ description: 'The name of the fund.' }) fund: string;
  @ApiProperty({ type: [PledgeView] }) pledges: PledgeView[];
  @ApiProperty({ type: [FunderGift] }) contributions: FunderGift[];
  @ApiProperty({ type: [FunderUse] }) uses: FunderUse[];
}

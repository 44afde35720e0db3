import { ApiProperty } from '@nestjs/swagger';

const cents = (description: string) => ({ type: 'integer', format: 'int64', description }) as const;

/** What one month takes and brings under one restriction. Whole minor units. */
export class ForecastPart {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null is unrestricted money.' })
  restrictionId: string | null;
  @ApiProperty() name: string;
  @ApiProperty(cents('Leaves the fund.')) outCents: number;
  @ApiProperty(cents('Arrives on pledges.')) inCents: number;
  @ApiProperty(cents('Promised to nothing at the end of the month.')) freeCents: number;
  @ApiProperty(cents('In the fund at the end of the month.')) inFundCents: number;
}

export class ForecastMonthView {
  @ApiProperty({ example: '2026-03' }) month: string;
  @ApiProperty(cents('Leaves the fund.')) outCents: number;
  @ApiProperty(cents('Of what leaves: on its way through the bank.')) onItsWayCents: number;
  @ApiProperty(cents('Of what leaves: due before today.')) overdueCents: number;
  @ApiProperty(cents('Arrives on pledges.')) inCents: number;
  @ApiProperty(cents('Promised to nothing at the end of the month.')) freeCents: number;
  @ApiProperty(cents('In the fund at the end of the month.')) inFundCents: number;
  @ApiProperty({ type: [ForecastPart] }) restrictions: ForecastPart[];
}

export class ForecastLater {
  @ApiProperty(cents('Leaves after the last month.')) outCents: number;
  @ApiProperty(cents('Arrives after the last month.')) inCents: number;
}

/** Money that no date is known of. */
export class Undated {
  @ApiProperty({ enum: ['reserved', 'offered', 'unplanned', 'refunds'] })
  kind: 'reserved' | 'offered' | 'unplanned' | 'refunds';
  @ApiProperty({ description: 'The same in words.' }) words: string;
  @ApiProperty(cents('Whole minor units.')) cents: number;
}

/** What leaves a fund, what comes in and what remains, month by month, and on which assumptions. */
export class ForecastView {
  @ApiProperty({ format: 'uuid' }) fundId: string;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ format: 'date', description: 'The day from which it looks ahead (UTC).' }) today: string;
  @ApiProperty({ type: [ForecastMonthView] }) months: ForecastMonthView[];
  @ApiProperty({ type: ForecastLater }) later: ForecastLater;
  @ApiProperty({ type: [Undated], description: 'What has no date, and stays in the fund here.' }) undated: Undated[];
  @ApiProperty({ type: [String], description: 'What it assumes, in sentences.' }) assumptions: string[];
}

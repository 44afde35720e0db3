import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Matches, Min } from 'class-validator';
import { IsText, IsZone } from '../kernel/input';
import { OrganisationView, organisationView } from './people.dto';
import type { Organisation } from './organisation.entity';
import type { Region } from '../kernel/holidays';

const Trimmed = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' ? value.trim() : (value as unknown)));
const notATime = { message: 'Write the time as hours and minutes, like 09:00.' };
const time = /^([01]\d|2[0-3]):[0-5]\d$/;
const ofVersion = { message: 'Send the `version` that you have read.' };

/** What can be changed of an organisation. */
export class OrganisationInput {
  @ApiProperty()
  @Trimmed()
  @IsText('The name', 200)
  name: string;

  @ApiProperty({ type: String, nullable: true, required: false, example: 'US', description: 'ISO 3166-1.' })
  @Transform(({ value }) => (value === '' ? null : (value as unknown)))
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: 'Write the country as two letters, like NO.' })
  country: string | null = null;

  @ApiProperty({ default: '', example: 'CA', description: 'One of the `regions`; empty is the whole country.' })
  @Trimmed()
  @IsText('The region', 20, { optional: true })
  region = '';

  @ApiProperty({ example: 'America/Los_Angeles' })
  @Trimmed()
  @IsZone()
  timeZone: string;

  @ApiProperty({ example: '09:00', description: 'Local time.' })
  @Trimmed()
  @Matches(time, notATime)
  dayStarts: string;

  @ApiProperty({ example: '17:00', description: 'Local time.' })
  @Trimmed()
  @Matches(time, notATime)
  dayEnds: string;

  @ApiProperty({ description: 'The `version` that was read; another answers 409.' })
  @Min(1, ofVersion)
  @IsInt(ofVersion)
  version: number;
}

/** A part of a country whose holidays are its own. */
export class RegionView implements Region {
  @ApiProperty({ example: 'CA' }) code: string;
  @ApiProperty({ example: 'California' }) name: string;
}

/** One organisation, and which regions its country has. */
export class OneOrganisationView extends OrganisationView {
  @ApiProperty({ type: [RegionView], description: 'Of its country; empty where all of it has the same holidays.' })
  regions: RegionView[];
}

export const oneOrganisation = (organisation: Organisation, regions: Region[]): OneOrganisationView => ({
  ...organisationView(organisation),
  regions,
});

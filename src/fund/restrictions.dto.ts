import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsPlainDate, IsText } from '../kernel/input';
import { listOf, type Typed } from '../kernel/typed';
import { sectors } from '../kernel/vocabulary';

/** What a donor says that money may be used for; what is not said is any. */
export class NewRestriction {
  @ApiProperty()
  @IsText('The name', 200)
  name: string;

  @ApiProperty({ enum: sectors, isArray: true, description: 'Projects that may use it; empty is any.' })
  @IsArray({ message: 'Send the sectors as a list.' })
  @ArrayUnique({ message: 'A sector stands in the list twice.' })
  @IsIn(sectors, { each: true, message: `Sectors are: ${sectors.join(', ')}.` })
  sectors: string[] = [];

  @ApiProperty({ default: '', description: 'What the donor said, in words.' })
  @IsText('The purpose', 5000, { optional: true })
  purpose = '';

  @ApiProperty({ type: [String], format: 'uuid', description: 'Lead cities that may use it; empty is any.' })
  @IsArray({ message: 'Send the cities as a list.' })
  @ArrayMaxSize(200, { message: 'Choose at most 200 cities.' })
  @ArrayUnique({ message: 'A city stands in the list twice.' })
  @IsUUID('all', { each: true, message: 'Choose cities of the list.' })
  cityIds: string[] = [];

  @ApiProperty({ required: false, nullable: true, example: '2027-01-01', description: 'The first day.' })
  @IsOptional()
  @IsPlainDate()
  startsOn: string | null = null;

  @ApiProperty({ required: false, nullable: true, example: '2028-12-31', description: 'The last day.' })
  @IsOptional()
  @IsPlainDate()
  endsOn: string | null = null;

  @ApiProperty({ required: false, nullable: true, format: 'uuid', description: 'The donor’s letter.' })
  @IsOptional()
  @IsUUID('all', { message: 'Upload the letter again.' })
  fileId: string | null = null;
}

/** What the page's form typed, as the API would send it. */
export const restrictionFrom = (form: Typed): Typed => ({
  name: form.name,
  sectors: listOf(form.sectors),
  purpose: form.purpose ?? '',
  cityIds: listOf(form.cityIds),
  startsOn: form.startsOn || null,
  endsOn: form.endsOn || null,
  fileId: form.fileId || null,
});

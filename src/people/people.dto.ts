import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  Allow,
  IsBoolean,
  IsEmail,
  IsIn,
  IsLatitude,
  IsLongitude,
  IsOptional,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { type CityRight, type Role, roles } from '../kernel/access';
import { IsText, IsZone } from '../kernel/input';
import type { Circumstances, Offer } from '../kernel/lifecycle';
import { mailbox } from '../kernel/mailbox';
import { PageQuery } from '../kernel/paging';
import { accountLifecycle, type AccountStatus, accountStatuses } from './account.rules';
import type { Organisation } from './organisation.entity';
import { hourOf } from './organisation.rules';
import { cityRights, type OrganisationKind, organisationKinds } from './people.rules';
import type { Person } from './person.entity';

const BlankIsUnset = (): PropertyDecorator => Transform(({ value }) => (value === '' ? undefined : (value as unknown)));
const Tidy = (change: (text: string) => string): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' ? change(value) : (value as unknown)));

const notAnAddress = { message: 'Enter one email address, like name@example.org.' };

/** An address in small letters; one mailbox and nothing around it. */
export class EmailAddress {
  @Tidy((text) => text.trim().toLowerCase())
  @IsEmail({}, notAnAddress)
  @Matches(mailbox, notAnAddress)
  @MaxLength(254, notAnAddress)
  email: string;
}

/** A person to be added. */
export class NewPerson extends EmailAddress {
  @Tidy((text) => text.trim())
  @IsText('The name', 200)
  name: string;

  @IsIn(roles, { message: `Choose a role: ${roles.join(', ')}.` })
  role: Role;

  /** The organisation they act for; cities' people need one. */
  @BlankIsUnset()
  @IsOptional()
  @IsUUID('all', { message: 'Choose an organisation.' })
  organisationId?: string;

  /** What they may do for their city; only of city officers. */
  @BlankIsUnset()
  @IsOptional()
  @IsIn(cityRights, { message: `Choose a right: ${cityRights.join(', ')}.` })
  cityRight?: CityRight;

  /** IANA name; the organisation's where it is left out. */
  @BlankIsUnset()
  @IsOptional()
  @IsZone()
  timeZone?: string;
}

/** An organisation to be added. */
export class NewOrganisation {
  @IsIn(organisationKinds, { message: `Choose a kind: ${organisationKinds.join(', ')}.` })
  kind: OrganisationKind;

  @Tidy((text) => text.trim())
  @IsText('The name', 200)
  name: string;

  /** ISO 3166-1, two letters. */
  @BlankIsUnset()
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: 'Write the country as two letters, like NO.' })
  country?: string;

  /** Where the public holidays are those of a part of the country, its code: CA, BY. */
  @BlankIsUnset()
  @IsOptional()
  @IsText('The region', 20)
  region?: string;

  /** IANA name. */
  @BlankIsUnset()
  @IsOptional()
  @IsZone()
  timeZone?: string;

  @IsOptional()
  @IsLatitude({ message: 'A latitude is a number from −90 to 90.' })
  latitude?: number;

  @IsOptional()
  @IsLongitude({ message: 'A longitude is a number from −180 to 180.' })
  longitude?: number;

  @IsOptional()
  @IsBoolean({ message: 'Say true or false.' })
  foundingMember?: boolean;
}

/** Why somebody is not let in. */
export class AccountReason {
  @ApiProperty({ description: 'Written to all staff and the auditors.' })
  @Tidy((text) => text.trim())
  @IsText('A reason', 1000)
  reason: string;
}

/** Which people are asked for. */
export class PeopleQuery extends PageQuery {
  @BlankIsUnset()
  @IsOptional()
  @IsIn(roles, { message: `Choose a role: ${roles.join(', ')}.` })
  role?: Role;
}

/** The same on the page, with which of its forms is open. */
export class PeoplePageQuery extends PeopleQuery {
  @Allow()
  do?: string;
}

/** Which organisations are asked for. */
export class OrganisationsQuery extends PageQuery {
  @BlankIsUnset()
  @IsOptional()
  @IsIn(organisationKinds, { message: `Choose a kind: ${organisationKinds.join(', ')}.` })
  kind?: OrganisationKind;
}

/** A person as others see them. */
export class PersonView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ format: 'email' }) email: string;
  @ApiProperty({ enum: roles }) role: Role;
  @ApiProperty({ type: String, enum: cityRights, nullable: true, description: 'Only of city officers.' })
  cityRight: CityRight | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) organisationId: string | null;
  @ApiProperty({ example: 'Europe/Oslo' }) timeZone: string;
  @ApiProperty({ enum: accountStatuses, description: 'The account of staff waits until a second person confirms it.' })
  status: AccountStatus;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null while they may sign in.' })
  disabledAt: string | null;
  @ApiProperty({ description: 'Why they were not let in; else empty.' }) disabledReason: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Of staff: who let them in.' })
  letInBy: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) letInAt: string | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Who confirmed it, where somebody had to.',
  })
  confirmedBy: string | null;
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Move' } }) moves: Offer[];
}

/** The person who asks. */
export class MyView extends PersonView {
  @ApiProperty({ type: String, nullable: true, description: 'The name of the organisation you act for.' })
  organisation: string | null;
}

/** A part of the people whom the reader may see, by name. */
export class PeopleList {
  @ApiProperty({ type: [PersonView] }) items: PersonView[];
  @ApiProperty({ type: String, nullable: true, description: 'The `after` of the next part; null at the end.' })
  next: string | null;
}

/** A person and what the reader may do with them. */
export function personView(person: Person, around: Circumstances): PersonView {
  const { id, name, email, role, cityRight, organisationId, timeZone, disabledAt, letInAt } = person;
  const { status, disabledReason, letInBy, confirmedBy } = person;
  return {
    ...{ id, name, email, role, cityRight, organisationId, timeZone, status, disabledReason, letInBy, confirmedBy },
    disabledAt: disabledAt?.toISOString() ?? null,
    letInAt: letInAt?.toISOString() ?? null,
    moves: accountLifecycle.moves(person, around),
  };
}

/** A city, a funder, a partner or the alliance itself, as everybody sees it. */
export class OrganisationView implements Omit<Organisation, 'createdAt'> {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: organisationKinds }) kind: OrganisationKind;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true, example: 'NO', description: 'ISO 3166-1.' }) country: string | null;
  @ApiProperty({ example: 'BY', description: 'Whose public holidays it has; empty is the whole country.' })
  region: string;
  @ApiProperty({ example: 'Europe/Oslo' }) timeZone: string;
  @ApiProperty({ example: '09:00', description: 'Local time, as dayEnds.' }) dayStarts: string;
  @ApiProperty({ example: '17:00' }) dayEnds: string;
  @ApiProperty({ type: Number, nullable: true }) latitude: number | null;
  @ApiProperty({ type: Number, nullable: true }) longitude: number | null;
  @ApiProperty({ description: 'Whether it founded the alliance.' }) foundingMember: boolean;
  @ApiProperty({ type: 'integer', description: 'Sent back with a change.' }) version: number;
}

/** A part of the organisations, by name. */
export class OrganisationList {
  @ApiProperty({ type: [OrganisationView] }) items: OrganisationView[];
  @ApiProperty({ type: String, nullable: true, description: 'The `after` of the next part; null at the end.' })
  next: string | null;
}

export function organisationView(organisation: Organisation): OrganisationView {
  const { id, kind, name, country, region, timeZone, latitude, longitude, foundingMember, version } = organisation;
  const hours = { dayStarts: hourOf(organisation.dayStarts), dayEnds: hourOf(organisation.dayEnds) };
  return { id, kind, name, country, region, timeZone, ...hours, latitude, longitude, foundingMember, version };
}

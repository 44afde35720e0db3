import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Not, Repository } from 'typeorm';
import { type Actor, type Role, staff } from '../kernel/access';
import { Invalid, Missing } from '../kernel/errors';
import { type Page, pageOf, placeAfter, rowsToRead } from '../kernel/paging';
import { type Tx, Work } from '../kernel/transaction';
import { isOffice } from './account.rules';
import { tellOfNewcomer } from './accounts.service';
import { Organisation } from './organisation.entity';
import { regionFault } from './organisations.service';
import type { NewOrganisation, NewPerson, OrganisationsQuery, PeopleQuery } from './people.dto';
import { type OrganisationKind, visibleTo } from './people.rules';
import { Person } from './person.entity';

/** The people who use the system and the organisations they act for. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly work: Work,
    @InjectRepository(Person) private readonly people: Repository<Person>,
    @InjectRepository(Organisation) private readonly all: Repository<Organisation>,
  ) {}

  /** @throws Missing when there is nobody with this id whom the actor may see. */
  async find(actor: Actor, id: string): Promise<Person> {
    const person = await this.people.createQueryBuilder('person').where({ id }).andWhere(visibleTo(actor)).getOne();
    if (!person) throw new Missing('person');
    return person;
  }

  async list(actor: Actor, query: PeopleQuery): Promise<Page<Person>> {
    const asked = this.people.createQueryBuilder('person').where(visibleTo(actor));
    if (query.role) asked.andWhere({ role: query.role });
    const after = placeAfter(query, 2);
    if (after) asked.andWhere('(person.name, person.id) > (:name, :id)', { name: after[0], id: after[1] });
    const rows = await asked.orderBy('person.name').addOrderBy('person.id').limit(rowsToRead(query)).getMany();
    return pageOf(rows, query, (person) => [person.name, person.id]);
  }

  /** Those with this role who may sign in, by name. */
  byRole(role: Role): Promise<Person[]> {
    return this.people.find({ where: { role, disabledAt: IsNull() }, order: { name: 'ASC', id: 'ASC' } });
  }

  /** Those who act for this organisation and may sign in, by name. */
  ofOrganisation(organisationId: string): Promise<Person[]> {
    return this.people.find({ where: { organisationId, disabledAt: IsNull() }, order: { name: 'ASC', id: 'ASC' } });
  }

  /** Whoever they are, disabled or not; ids that nobody has are left out. */
  byIds(ids: string[]): Promise<Person[]> {
    return this.people.findBy({ id: In([...new Set(ids)]) });
  }

  /** @throws Missing */
  async organisation(id: string): Promise<Organisation> {
    const organisation = await this.all.findOneBy({ id });
    if (!organisation) throw new Missing('organisation');
    return organisation;
  }

  /** All of one kind, or all, by name. */
  organisations(kind?: OrganisationKind): Promise<Organisation[]> {
    return this.all.find({ where: kind ? { kind } : {}, order: { name: 'ASC', id: 'ASC' } });
  }

  async listOrganisations(query: OrganisationsQuery): Promise<Page<Organisation>> {
    const asked = this.all.createQueryBuilder('organisation').where(query.kind ? { kind: query.kind } : {});
    const after = placeAfter(query, 2);
    if (after) asked.andWhere('(organisation.name, organisation.id) > (:name, :id)', { name: after[0], id: after[1] });
    const rows = await asked
      .orderBy('organisation.name')
      .addOrderBy('organisation.id')
      .limit(rowsToRead(query))
      .getMany();
    return pageOf(rows, query, (organisation) => [organisation.name, organisation.id]);
  }

  /** @throws Invalid where the role and the organisation do not fit, or the address is taken. */
  add(actor: Actor, input: NewPerson): Promise<Person> {
    return this.work.run(actor, async (tx) => {
      const person = await this.addPerson(tx, input);
      await tellOfNewcomer(tx, person, false);
      return person;
    });
  }

  /** Joins a transaction. The account of a member of staff waits until a second one confirms it. */
  async addPerson(tx: Tx, input: NewPerson): Promise<Person> {
    const organisation = await this.organisationOf(tx, input);
    const waits = isOffice(input.role) && (await othersCouldConfirm(tx));
    return tx.save(
      tx.create(Person, {
        name: input.name,
        email: input.email.toLowerCase(),
        role: input.role,
        cityRight: input.role === 'city' ? (input.cityRight ?? null) : null,
        organisationId: organisation?.id ?? null,
        timeZone: input.timeZone ?? organisation?.timeZone ?? 'UTC',
        createdAt: tx.now,
        disabledReason: '',
        ...(isOffice(input.role) ? { letInBy: tx.actor.id, letInAt: tx.now } : { letInBy: null, letInAt: null }),
        confirmedBy: null,
        ...(waits
          ? { status: 'waiting', disabledAt: tx.now, confirmedAt: null }
          : { status: 'standing', disabledAt: null, confirmedAt: tx.now }),
      }),
    );
  }

  private async organisationOf(tx: Tx, { role, organisationId, cityRight }: NewPerson): Promise<Organisation | null> {
    if (role === 'city' && !cityRight) throw new Invalid({ cityRight: ['Choose what they may do for their city.'] });
    const found = organisationId ? await tx.findOneBy(Organisation, { id: organisationId }) : null;
    if (organisationId && !found) throw new Invalid({ organisationId: ['There is no such organisation.'] });
    if (role === 'city' && found?.kind !== 'city')
      throw new Invalid({ organisationId: ['Choose the city they act for.'] });
    return found;
  }

  /** @throws Invalid where the organisation is here already, or a city has no zone for its deadlines. */
  async found(actor: Actor, input: NewOrganisation): Promise<Organisation> {
    if (input.kind === 'city' && !input.timeZone) {
      throw new Invalid({ timeZone: ['Choose the zone in which the city’s deadlines end.'] });
    }
    const faults = regionFault({ country: input.country ?? null, region: input.region ?? '' });
    if (Object.keys(faults).length > 0) throw new Invalid(faults);
    return this.work.run(actor, (tx) => this.addOrganisation(tx, input));
  }

  /** Joins a transaction. */
  addOrganisation(tx: Tx, input: NewOrganisation): Promise<Organisation> {
    const { kind, name, country = null, region = '', timeZone = 'UTC', latitude = null, longitude = null } = input;
    const { foundingMember = false } = input;
    const place = { country, region, timeZone, latitude, longitude, dayStarts: '09:00', dayEnds: '17:00' };
    return tx.save(tx.create(Organisation, { kind, name, foundingMember, ...place, version: 1 }));
  }
}

/** Whether there was ever anybody else who could confirm an account. The lock makes two that are added at once count each other. */
async function othersCouldConfirm(tx: Tx): Promise<boolean> {
  await tx.query(`select from person where id = $1 for no key update`, [tx.actor.id]);
  return tx.existsBy(Person, { role: In(staff), id: Not(tx.actor.id) });
}

import { Controller, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Correspondences } from '../kernel/correspondence';
import { Id } from '../kernel/id';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { RoundDesk } from './round-desk.service';
import { roundFormPage } from './round-form.pages';
import { roundPage } from './round.pages';
import { roundsPage } from './rounds.pages';
import { Rounds } from './rounds.service';

/** Rounds, for people: anyone reads them, the program staff runs them. */
@PageDoor()
@Controller('rounds')
export class RoundPages {
  constructor(
    private readonly rounds: Rounds,
    private readonly desk: RoundDesk,
    private readonly correspondences: Correspondences,
  ) {}

  @Get()
  @Allow('anyone')
  async list(@Me() me: Actor | null, @Framed() frame: Frame): Promise<VNode> {
    return roundsPage({ frame, actor: me, ...(await this.desk.list(me)) });
  }

  @Get('new')
  @Allow('program')
  async blank(@Me() me: Actor, @Framed() frame: Frame): Promise<VNode> {
    return roundFormPage({ frame, ...(await this.desk.form(me, null)) });
  }

  @Post()
  @Allow('program')
  async plan(@Me() me: Actor, @TypedForm() form: Typed): Promise<SeeOther> {
    const { id } = await this.desk.plan(me, form);
    return saved(id, form, 'The round is planned. Cities see it once you open it.');
  }

  @Get(':id')
  @Allow('anyone')
  async show(@Me() me: Actor | null, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    const shown = await this.desk.show(me, id);
    const letters = me && (await this.correspondences.of(me, `round:${id}`));
    return roundPage({ frame, actor: me, ...shown, letters });
  }

  @Get(':id/edit')
  @Allow('program')
  async edit(@Me() me: Actor, @Framed() frame: Frame, @Id() id: string): Promise<VNode> {
    return roundFormPage({ frame, ...(await this.desk.form(me, id)) });
  }

  @Post(':id')
  @Allow('program')
  async change(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    await this.desk.change(me, id, form);
    return saved(id, form, 'The round is saved.');
  }

  @Post(':id/postpone')
  @Allow('program')
  async postpone(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    await this.desk.postpone(me, id, form);
    return new SeeOther(`/rounds/${id}`, 'The deadline is moved.');
  }

  @Post(':id/open')
  @Allow('program')
  async open(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.rounds.open(me, id);
    return new SeeOther(`/rounds/${id}`, 'The round is open. Its budget is set aside, and cities can apply.');
  }

  @Post(':id/close')
  @Allow('program')
  async close(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.rounds.close(me, id);
    return new SeeOther(`/rounds/${id}`, 'The round is closed.');
  }

  @Post(':id/start-review')
  @Allow('program')
  async startReview(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.rounds.startReview(me, id);
    return new SeeOther(`/rounds/${id}`, 'The reviews have started. Assign reviewers to each application.');
  }

  @Post(':id/decide')
  @Allow('program')
  async decide(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.rounds.decide(me, id);
    return new SeeOther(`/rounds/${id}`, 'The round is decided.');
  }

  @Post(':id/archive')
  @Allow('program')
  async archive(@Me() me: Actor, @Id() id: string): Promise<SeeOther> {
    await this.rounds.archive(me, id);
    return new SeeOther(`/rounds/${id}`, 'The round is archived. What it has not awarded is free again.');
  }
}

/** Whoever asked for more rows goes on writing where they are. */
function saved(id: string, { then }: Typed, notice: string): SeeOther {
  const rows = ['questions', 'rubric'].find((group) => group === then);
  return rows ? new SeeOther(`/rounds/${id}/edit#${rows}`, notice) : new SeeOther(`/rounds/${id}`, notice);
}

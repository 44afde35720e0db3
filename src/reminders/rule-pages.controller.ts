import { Controller, Get, Post, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import type { Anchor } from './anchor.rules';
import { differenceInWords } from './difference.pages';
import { AnchorInPath, Place } from './place';
import { rulesUrl } from './planned.view';
import { ruleConfirmPage } from './rule-confirm.pages';
import { RuleDesk } from './rule-desk.service';
import { rulePage } from './rule.pages';
import { rulesPage } from './rules.pages';

/** When and whom people are reminded, in a browser: of one round, or of all that have no rules of their own. */
@PageDoor()
@Controller(['rounds/:id/reminders', 'reminders'])
export class RulePages {
  constructor(private readonly desk: RuleDesk) {}

  @Get()
  @Allow('program', 'finance', 'admin', 'auditor')
  async list(
    @Me() me: Actor,
    @Framed() frame: Frame,
    @Place() roundId: string | null,
    @Query() typed: Typed,
  ): Promise<VNode> {
    return rulesPage({ frame, zone: me.timeZone, typed, ...(await this.desk.show(me, roundId)) });
  }

  @Get(':anchor')
  @Allow('program', 'finance', 'admin', 'auditor')
  async show(
    @Me() me: Actor,
    @Framed() frame: Frame,
    @Place() roundId: string | null,
    @AnchorInPath() anchor: Anchor,
    @Query() typed: Typed,
  ): Promise<VNode> {
    return rulePage({ frame, zone: me.timeZone, typed, ...(await this.desk.one(me, roundId, anchor)) });
  }

  @Post(':anchor/preview')
  @Allow('program', 'admin')
  async look(
    @Place() roundId: string | null,
    @AnchorInPath() anchor: Anchor,
    @TypedForm() form: Typed,
  ): Promise<SeeOther> {
    return new SeeOther(await this.desk.look(roundId, anchor, form));
  }

  @Get(':anchor/confirm')
  @Allow('program', 'admin')
  async difference(
    @Me() me: Actor,
    @Framed() frame: Frame,
    @Place() roundId: string | null,
    @AnchorInPath() anchor: Anchor,
    @Query() typed: Typed,
  ): Promise<VNode> {
    return ruleConfirmPage({ frame, zone: me.timeZone, ...(await this.desk.proposal(me, roundId, anchor, typed)) });
  }

  @Post(':anchor')
  @Allow('program', 'admin')
  async confirm(
    @Me() me: Actor,
    @Place() roundId: string | null,
    @AnchorInPath() anchor: Anchor,
    @TypedForm() form: Typed,
  ): Promise<SeeOther> {
    const differences = await this.desk.confirm(me, roundId, anchor, form);
    return new SeeOther(rulesUrl(roundId), `The rule is kept. ${differenceInWords(differences)}`);
  }
}

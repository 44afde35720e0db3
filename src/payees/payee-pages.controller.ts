import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { Correspondences } from '../kernel/correspondence';
import { Histories } from '../kernel/history';
import { Id } from '../kernel/id';
import type { Subject } from '../kernel/outbox';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import type { Frame } from '../kernel/page/frame';
import { PayeeDesk } from './payee-desk.service';
import { numberPage, payeePage, shownNumberPage } from './payee.pages';
import { ConfirmInput, NewDetails, PayeesQuery, ReadingInput, RejectInput } from './payees.dto';
import { payeesPage } from './payees.pages';
import { Payees } from './payees.service';

/** Bank details in a browser. */
@PageDoor()
@Controller()
export class PayeePages {
  constructor(
    private readonly payees: Payees,
    private readonly desk: PayeeDesk,
    private readonly histories: Histories,
    private readonly correspondences: Correspondences,
  ) {}

  @Get('payees')
  @Allow('program', 'finance', 'admin', 'auditor')
  async list(@Framed() frame: Frame, @Query() query: PayeesQuery): Promise<VNode> {
    return payeesPage({ frame, query, payees: await this.desk.list(query) });
  }

  /** A city has one payee: itself. */
  @Get('bank-details')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  own(@Me() me: Actor, @Framed() frame: Frame): VNode | Promise<VNode> | SeeOther {
    return me.role === 'city' && me.organisationId ? this.show(me, frame, me.organisationId) : new SeeOther('/payees');
  }

  @Get('payees/:holderId')
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  async show(@Me() me: Actor, @Framed() frame: Frame, @Id('holderId') holderId: string): Promise<VNode> {
    const payee = await this.desk.view(me, holderId);
    const accounts = [payee.account, payee.waiting, ...payee.former].filter((account) => account !== null);
    const letters = await this.correspondences.of(me, ...accounts.map(({ id }): Subject => `bank_account:${id}`));
    return payeePage({ frame, me, payee, letters, history: await this.histories.of(me, `payee:${holderId}`) });
  }

  @Post('payees/:holderId/details')
  @Allow('city', 'finance')
  async enter(@Me() me: Actor, @Id('holderId') holderId: string, @Body() input: NewDetails): Promise<SeeOther> {
    await this.payees.enter(me, holderId, input);
    const home = me.role === 'city' ? '/bank-details' : `/payees/${holderId}`;
    return new SeeOther(home, 'The bank details are entered. A second person has to confirm them.');
  }

  @Post('payees/:holderId/details/:id/confirm')
  @Allow('program', 'finance')
  async confirm(
    @Me() me: Actor,
    @Id('holderId') holderId: string,
    @Id() id: string,
    @Body() { how }: ConfirmInput,
  ): Promise<SeeOther> {
    await this.payees.confirm(me, id, how, holderId);
    return new SeeOther(`/payees/${holderId}`, 'The bank details are confirmed.');
  }

  @Post('payees/:holderId/details/:id/reject')
  @Allow('program', 'finance')
  async reject(
    @Me() me: Actor,
    @Id('holderId') holderId: string,
    @Id() id: string,
    @Body() { reason }: RejectInput,
  ): Promise<SeeOther> {
    await this.payees.reject(me, id, reason, holderId);
    return new SeeOther(`/payees/${holderId}`, 'The bank details are rejected.');
  }

  @Get('payees/:holderId/details/:id/number')
  @Allow('city', 'finance')
  async ask(@Me() me: Actor, @Framed() frame: Frame, @Id('holderId') holderId: string, @Id() id: string) {
    const account = await this.payees.mayRead(me, holderId, id);
    return numberPage({ frame, account });
  }

  /** The answer itself shows the number: no address leads to it, and nothing keeps it. */
  @Post('payees/:holderId/details/:id/number')
  @Allow('city', 'finance')
  async number(
    @Me() me: Actor,
    @Framed() frame: Frame,
    @Id('holderId') holderId: string,
    @Id() id: string,
    @Body() { why }: ReadingInput,
  ): Promise<VNode> {
    const number = await this.payees.read(me, holderId, id, why);
    return shownNumberPage({ frame, account: await this.payees.mayRead(me, holderId, id), number });
  }
}

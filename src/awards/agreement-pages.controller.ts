import { Controller, Get, Post, type StreamableFile } from '@nestjs/common';
import { Files } from '../files/files.service';
import { type Actor, Allow, Me } from '../kernel/access';
import { Id } from '../kernel/id';
import { read } from '../kernel/input';
import { PageDoor, SeeOther } from '../kernel/page/door';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { Agreements } from './agreements.service';
import { AgreementInput } from './awards.dto';

/** Signed agreements, for people: they stand on the page of the grant. */
@PageDoor()
@Controller('awards/:id/agreement')
export class AgreementPages {
  constructor(
    private readonly agreements: Agreements,
    private readonly files: Files,
  ) {}

  @Get()
  @Allow('city', 'program', 'finance', 'admin', 'auditor')
  file(@Me() me: Actor, @Id() id: string): Promise<StreamableFile> {
    return this.agreements.file(me, id);
  }

  @Post()
  @Allow('program')
  async record(@Me() me: Actor, @Id() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const typed = await this.files.receive(me, form);
    await this.agreements.record(me, id, read(AgreementInput, { signedOn: typed.signedOn, fileId: typed.fileId }));
    return new SeeOther(`/awards/${id}`, 'The signed agreement is recorded.');
  }
}

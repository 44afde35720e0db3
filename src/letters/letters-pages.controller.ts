import { Controller, Get, Header, Param, Post, Query } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Actor, Allow, Me } from '../kernel/access';
import { read } from '../kernel/input';
import { asked } from '../kernel/page/asked';
import { Framed, PageDoor, SeeOther } from '../kernel/page/door';
import { type Frame, frameWith } from '../kernel/page/frame';
import { TypedForm } from '../kernel/page/typed-form';
import type { Typed } from '../kernel/typed';
import { EditorService } from './editor.service';
import { letterPage } from './letter-editor.pages';
import { LetterId, ParseVersion } from './letter-id';
import { LetterTable } from './letter-table.service';
import { versionPage } from './letter-version.pages';
import { lettersPage } from './letters.pages';
import { TextDesk } from './text-desk.service';
import { LetterQuery, LettersQuery, RestoredText, SavedLetterWords, TriedWords } from './texts.dto';
import { pageOf, restoredFrom, savedFrom, triedFrom } from './texts-form.dto';
import { Trials } from './trials.service';

/** A document of its own without scripts, forms or a place it could call. */
const sandboxed = `sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'`;

/** The words of letters in a browser. */
@PageDoor()
@Controller('letters')
export class LettersPages {
  constructor(
    private readonly table: LetterTable,
    private readonly desk: TextDesk,
    private readonly editor: EditorService,
    private readonly trials: Trials,
  ) {}

  @Get()
  @Allow('program', 'finance', 'admin', 'auditor')
  async list(@Framed() frame: Frame, @Query() typed: Typed): Promise<VNode> {
    const { query, form } = asked(LettersQuery, typed);
    return lettersPage({ frame: frameWith(frame, form), query, letters: await this.table.list(query) });
  }

  @Get(':id')
  @Allow('program', 'finance', 'admin', 'auditor')
  async show(
    @Me() me: Actor,
    @Framed() frame: Frame,
    @LetterId() id: string,
    @Query() query: LetterQuery,
  ): Promise<VNode> {
    return letterPage({ frame, zone: me.timeZone, ...(await this.editor.of(me, id, query, frame.form.values)) });
  }

  /** The letter alone, as it stands on the page around it. */
  @Get(':id/html')
  @Allow('program', 'finance', 'admin', 'auditor')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', sandboxed)
  async html(
    @Me() me: Actor,
    @Framed() { form }: Frame,
    @LetterId() id: string,
    @Query() query: LetterQuery,
  ): Promise<string> {
    return (await this.editor.shown(me, id, query, form.values)).html;
  }

  @Get(':id/versions/:version')
  @Allow('program', 'finance', 'admin', 'auditor')
  async version(
    @Me() me: Actor,
    @Framed() frame: Frame,
    @LetterId() id: string,
    @Param('version', ParseVersion) version: number,
    @Query() query: LetterQuery,
  ): Promise<VNode> {
    return versionPage({ frame, zone: me.timeZone, ...(await this.editor.version(me, id, query, version)) });
  }

  @Post(':id')
  @Allow('program', 'admin')
  async save(@Me() me: Actor, @LetterId() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    this.trials.check(id, triedFrom(form));
    const changed = await this.desk.save(me, id, read(SavedLetterWords, savedFrom(form)));
    return new SeeOther(
      pageOf(id, form),
      changed ? 'The words are saved. Letters written from now on have them.' : 'Nothing had changed.',
    );
  }

  @Post(':id/preview')
  @Allow('program', 'finance', 'admin', 'auditor')
  preview(@LetterId() id: string, @TypedForm() form: Typed): SeeOther {
    return new SeeOther(pageOf(id, form), undefined, { values: form, errors: this.trials.faults(id, triedFrom(form)) });
  }

  @Post(':id/try')
  @Allow('program', 'admin')
  async send(@Me() me: Actor, @LetterId() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    this.trials.check(id, triedFrom(form));
    const { left } = await this.trials.send(me, id, read(TriedWords, triedFrom(form)));
    const notice = `A test is on its way to you. You can send ${left} more within this hour.`;
    return new SeeOther(pageOf(id, form), notice, { values: form, errors: {} });
  }

  @Post(':id/restore')
  @Allow('program', 'admin')
  async restore(@Me() me: Actor, @LetterId() id: string, @TypedForm() form: Typed): Promise<SeeOther> {
    const changed = await this.desk.restore(me, id, read(RestoredText, restoredFrom(form)));
    return new SeeOther(pageOf(id, form), changed ? 'These words hold again.' : 'These words hold already.');
  }
}

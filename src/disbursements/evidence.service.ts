import { Injectable, type StreamableFile } from '@nestjs/common';
import type { AwardCase } from '../awards/awards.service';
import { Files } from '../files/files.service';
import type { Actor } from '../kernel/access';
import { Conflict } from '../kernel/errors';
import { publish } from '../kernel/outbox';
import { type Tx, Work } from '../kernel/transaction';
import { cannotJudge, cannotShow } from './evidence.rules';
import { InstalmentRows } from './instalment-rows.service';
import { factsOf, subjectsOf } from './instalment.facts';
import type { InstalmentCase } from './instalment.rules';

/** What a city shows before an instalment is paid: a file, which program staff accept or refuse. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly work: Work,
    private readonly rows: InstalmentRows,
    private readonly files: Files,
  ) {}

  /** In the place of what was shown before. @throws Invalid for a file that is not the actor's */
  give(actor: Actor, id: string, fileId: string): Promise<InstalmentCase> {
    return this.change(actor, id, cannotShow, async (tx, row, award) => {
      await this.files.attachable(tx, fileId);
      Object.assign(row, { evidenceFileId: fileId, evidenceBy: actor.id });
      const facts = { ...factsOf(row, award), evidence: row.evidence };
      await publish(tx, 'instalment.evidence_given', facts, subjectsOf(row));
    });
  }

  accept(actor: Actor, id: string): Promise<InstalmentCase> {
    return this.change(actor, id, cannotJudge, async (tx, row, award) => {
      Object.assign(row, { evidenceAcceptedBy: actor.id, evidenceAcceptedAt: tx.now });
      const facts = { ...factsOf(row, award), evidence: row.evidence };
      await publish(tx, 'instalment.evidence_accepted', facts, subjectsOf(row));
    });
  }

  /** The city shows something else. */
  refuse(actor: Actor, id: string, reason: string): Promise<InstalmentCase> {
    return this.change(actor, id, cannotJudge, async (tx, row, award) => {
      Object.assign(row, { evidenceFileId: null, evidenceBy: null });
      const facts = { ...factsOf(row, award), evidence: row.evidence, reason };
      await publish(tx, 'instalment.evidence_refused', facts, subjectsOf(row));
    });
  }

  /** @throws Missing, also where the instalment is not the reader's to see */
  async content(actor: Actor, id: string): Promise<StreamableFile> {
    const { row } = await this.rows.find(actor, id);
    return this.files.download(row.evidenceFileId);
  }

  private change(
    actor: Actor,
    id: string,
    cannot: (actor: Actor, row: InstalmentCase) => string | null,
    then: (tx: Tx, row: InstalmentCase, award: AwardCase) => Promise<void>,
  ): Promise<InstalmentCase> {
    return this.work.run(actor, async (tx) => {
      const { row, award } = await this.rows.claim(tx, id);
      const refused = cannot(actor, row);
      if (refused !== null) throw new Conflict(refused);
      await then(tx, row, award);
      await this.rows.store(tx, row);
      return (await this.rows.claim(tx, id)).row;
    });
  }
}

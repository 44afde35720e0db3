import type { EventName } from '../events';
import type { Actor, Role } from './access';
import { Conflict, Forbidden } from './errors';

/** What a guard may look at besides its subject. */
export interface Circumstances {
  actor: Actor;
  now: Date;
}

type Test<T> = (subject: T, around: Circumstances) => boolean;

/** One row of a lifecycle table. */
export interface Step<S extends string, T> {
  move: string;
  /** On the button. */
  label: string;
  from: readonly S[];
  to: S;
  by: readonly Role[];
  /** Chooses between rows of the same move; the text stands in the published table. */
  when?: { text: string; holds: Test<T> };
  /** The key is the sentence that the refused person reads. */
  guards?: Record<string, Test<T>>;
  /** The same, where the sentence depends on the subject; null where nothing stands against it; the text stands in the published table. */
  held?: { text: string; sentence: (subject: T) => string | null };
  emits: EventName;
  /** Made on the way of something else ("the approval of its award"), so there is no button for it. */
  through?: string;
  /** Asked before the move is made, where it cannot be taken back. */
  confirm?: string;
}

/** A move that is open to the reader. */
export interface Offer {
  move: string;
  label: string;
  confirm?: string;
  /** Where programs make it, where that is not the address of the thing with the name of the move at the end. */
  href?: string;
}

/** The states of one kind of thing and every legal way between them. */
export class Lifecycle<S extends string, T extends { status: S }> {
  constructor(
    readonly name: string,
    readonly states: readonly S[],
    readonly steps: readonly Step<S, T>[],
  ) {}

  /** The moves that this person may make on it now; what a page shows as buttons and the API as `moves`. */
  moves(subject: T, around: Circumstances): Offer[] {
    const open = this.steps.filter(
      (step) =>
        !step.through &&
        step.from.includes(subject.status) &&
        step.by.includes(around.actor.role) &&
        (step.when?.holds(subject, around) ?? true) &&
        Object.values(step.guards ?? {}).every((holds) => holds(subject, around)) &&
        (step.held?.sentence(subject) ?? null) === null,
    );
    return open.map(({ move, label, confirm }) => ({ move, label, ...(confirm ? { confirm } : {}) }));
  }

  /**
   * Makes the move: the only assignment of a status there is.
   * @throws Forbidden when the role may never make it, Conflict when it cannot be made now.
   */
  apply(subject: T, move: string, around: Circumstances): Step<S, T> {
    const rows = this.steps.filter((step) => step.move === move);
    if (!rows.some((step) => step.by.includes(around.actor.role))) {
      throw new Forbidden(`You may not ${move.replaceAll('-', ' ')} this ${this.name}.`);
    }
    const step = rows.find(
      (row) =>
        row.from.includes(subject.status) &&
        row.by.includes(around.actor.role) &&
        (row.when?.holds(subject, around) ?? true),
    );
    if (!step) {
      throw new Conflict(
        `This ${this.name} is ${human(subject.status)}: ${move.replaceAll('-', ' ')} is not possible now.`,
      );
    }
    for (const [sentence, holds] of Object.entries(step.guards ?? {})) {
      if (!holds(subject, around)) throw new Conflict(sentence);
    }
    const held = step.held?.sentence(subject) ?? null;
    if (held !== null) throw new Conflict(held);
    subject.status = step.to;
    return step;
  }
}

export const human = (status: string): string => status.replaceAll('_', ' ');

import { Injectable } from '@nestjs/common';
import { Missing } from '../kernel/errors';
import { Unreadable } from '../kernel/refusals';
import { Unsubscribing, type Unsubscription } from '../letters/unsubscribing.service';
import type { OptionalLetter } from './preferences.rules';
import { Preferences } from './preferences.service';

/** Switches letters off for whoever has the address from one of them. */
@Injectable()
export class Unsubscribes {
  constructor(
    private readonly addresses: Unsubscribing,
    private readonly preferences: Preferences,
  ) {}

  /** @throws Unreadable */
  async look(token: string): Promise<{ kind: OptionalLetter; wanted: boolean }> {
    const { personId, kind } = this.read(token);
    return { kind, wanted: await this.preferences.isWanted(personId, kind) };
  }

  /** @throws Unreadable */
  async leave(token: string): Promise<OptionalLetter> {
    const { personId, kind } = this.read(token);
    await this.preferences.switchOff(personId, kind);
    return kind;
  }

  private read(token: string): Unsubscription {
    const of = this.addresses.read(token);
    // No form to come back to: mail programs read the status, and follow no redirect.
    if (!of) throw new Unreadable(new Missing().message, 404, 'Not found');
    return of;
  }
}

import { Injectable } from '@nestjs/common';
import { Missing } from '../kernel/errors';
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

  /** @throws Missing */
  async look(token: string): Promise<{ kind: OptionalLetter; wanted: boolean }> {
    const { personId, kind } = this.read(token);
    return { kind, wanted: await this.preferences.isWanted(personId, kind) };
  }

  /** @throws Missing */
  async leave(token: string): Promise<OptionalLetter> {
    const { personId, kind } = this.read(token);
    await this.preferences.switchOff(personId, kind);
    return kind;
  }

  private read(token: string): Unsubscription {
    const of = this.addresses.read(token);
    if (!of) throw new Missing('address');
    return of;
  }
}

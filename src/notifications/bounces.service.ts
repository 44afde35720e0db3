import { Injectable } from '@nestjs/common';

/** Mail whose address was refused. */
export interface RefusedMail {
  id: string;
  address: string;
}

/** Remembers addresses that refuse mail, and what the mail provider tells afterwards. */
@Injectable()
export class Bounces {
  /** Called for every permanent refusal; decides by the server's words whether the address itself is refused. */
  async refused(_mail: RefusedMail, _words: string): Promise<void> {}
}

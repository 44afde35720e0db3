import { randomUUID } from 'node:crypto';
import type { Agent, Answer } from './agent';
import type { Description, Operation } from './openapi';

export interface Seen {
  id: string;
  status: string;
  version: number;
  moves: { move: string; label: string; href?: string }[];
  items: Seen[];
  [name: string]: unknown;
}

export const movesOf = ({ moves }: Pick<Seen, 'moves'>): string[] => moves.map(({ move }) => move);

const octets = 'application/octet-stream';

/** A program that asks with a personal token, or with its cookies, knows nothing but the description, and holds every answer against it. */
export class Stranger {
  constructor(
    private readonly agent: Agent,
    private readonly description: Description,
    readonly token?: string,
  ) {}

  /** @param body bytes where it is text, JSON otherwise */
  async ask(method: string, path: string, body?: object | string, key?: string): Promise<Answer<Seen>> {
    const operation = this.description.find(method, path);
    if (!operation) throw new Error(`${method} ${path} is not documented.`);
    const type = typeof body === 'string' ? octets : 'application/json';
    const headers = {
      ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
      ...(body === undefined ? {} : { 'content-type': type }),
    };
    const sent = typeof body === 'string' ? body : body && JSON.stringify(body);
    const answer = await this.agent.send<Seen>(method, path, sent, { key, headers });
    const faults = [...this.answerFaults(operation, answer)];
    if (answer.status < 300) {
      const taken = operation.requestBody?.content;
      if (typeof body === 'string' && !taken?.[octets]) faults.push('bytes are not what it says it takes');
      const said = taken?.['application/json']?.schema;
      if (typeof body !== 'string' && said) faults.push(...this.description.faults(body, said, 'what was taken'));
      if (answer.json) faults.push(...this.strayMoves(path, answer.json));
    }
    if (faults.length > 0) throw new Error(`${method} ${path} ${answer.status}: ${faults.join('; ')}`);
    return answer;
  }

  private answerFaults(operation: Operation, { status, headers, json, text }: Answer<Seen>): string[] {
    const type = headers.get('content-type')?.split(';')[0] ?? '';
    if (text !== '' && !/json/.test(type)) return this.description.fileFaults(operation, status, type);
    const schema = this.description.answer(operation, status);
    return schema ? this.description.faults(json, schema) : text === '' ? [] : ['not described'];
  }

  /** What has to be there. */
  async get(path: string): Promise<Seen> {
    return this.allowed('GET', path, await this.ask('GET', path));
  }

  /** What has to be done, told twice as after an answer that was lost on its way. */
  async send(method: 'POST' | 'PUT', path: string, body: object | string): Promise<Seen> {
    const key = randomUUID();
    const first = await this.ask(method, path, body, key);
    const second = await this.ask(method, path, body, key);
    expect([second.status, second.json]).toEqual([first.status, first.json]);
    return this.allowed(method, path, first);
  }

  /** The bytes of a file. */
  async fetch(path: string): Promise<string> {
    const answer = await this.ask('GET', path);
    this.allowed('GET', path, answer);
    return answer.text;
  }

  /** Makes a move that is offered, and sees what is offered then. */
  async make(path: string, move: string, body: object, then: string[]): Promise<Seen> {
    const before = await this.get(path);
    const offer = before.moves.find((one) => one.move === move);
    if (!offer) throw new Error(`${move} is not among [${movesOf(before).join(', ')}] of ${path}`);
    const made = await this.send('POST', offer.href ?? `${path}/${move}`, body);
    expect([path, move, movesOf(await this.get(path))]).toEqual([path, move, then]);
    return made;
  }

  private allowed(method: string, path: string, { status, json, text }: Answer<Seen>): Seen {
    if (status >= 300) throw new Error(`${method} ${path} ${status}: ${text}`);
    return json;
  }

  /** Moves that lead to an address which is not documented. */
  private strayMoves(path: string, json: Seen | undefined): string[] {
    const [, , first, , last] = path.split(/[/?]/);
    const kind = `/api/${this.description.find('GET', `/api/${last}/1`) ? last : first}`;
    const things = [...(json?.moves ? [json] : []), ...(json?.items ?? []).filter(({ moves }) => moves)];
    return things.flatMap(({ id, moves }) =>
      moves
        .map(({ move, href }) => href ?? `${kind}/${id}/${move}`)
        .filter((address) => !this.description.find('POST', address))
        .map((address) => `the move to ${address} leads nowhere`),
    );
  }
}

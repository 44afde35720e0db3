import { stringify } from 'qs';

type Fields = Record<string, unknown>;

/** An answer; `T` is what its JSON is expected to look like. */
export interface Answer<T = Fields> {
  status: number;
  headers: Headers;
  /** The body where it is JSON. */
  json: T;
  text: string;
  /** Where a 303 leads. */
  to: string;
}

export interface Sending {
  key?: string;
  headers?: Record<string, string>;
}

/** A browser or program that asks one application, over real HTTP, keeping its cookies. */
export class Agent {
  readonly cookies = new Map<string, string>();
  /** The origin that its forms claim to come from; undefined sends none. */
  origin: string | undefined;
  private entered: Promise<void> | undefined;

  constructor(
    private readonly url: string,
    private readonly signIn?: () => Promise<string>,
  ) {
    this.origin = url;
  }

  get<T = Fields>(path: string, sending: Sending = {}): Promise<Answer<T>> {
    return this.send('GET', path, undefined, sending);
  }

  /** Sends JSON. */
  post<T = Fields>(path: string, body: unknown = {}, sending: Sending = {}): Promise<Answer<T>> {
    return this.send('POST', path, JSON.stringify(body), withHeader(sending, 'application/json'));
  }

  put<T = Fields>(path: string, body: unknown = {}, sending: Sending = {}): Promise<Answer<T>> {
    return this.send('PUT', path, JSON.stringify(body), withHeader(sending, 'application/json'));
  }

  delete<T = Fields>(path: string, sending: Sending = {}): Promise<Answer<T>> {
    return this.send('DELETE', path, undefined, sending);
  }

  /** Sends a form as a browser does. */
  form<T = Fields>(path: string, fields: Fields = {}, sending: Sending = {}): Promise<Answer<T>> {
    return this.send('POST', path, stringify(fields), withHeader(sending, 'application/x-www-form-urlencoded'));
  }

  async send<T = Fields>(
    method: string,
    path: string,
    body: string | undefined,
    { key, headers = {} }: Sending,
  ): Promise<Answer<T>> {
    await this.enter();
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookies.size > 0 ? { cookie: [...this.cookies].map((pair) => pair.join('=')).join('; ') } : {}),
        ...(this.origin === undefined ? {} : { origin: this.origin }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    return this.answer(response);
  }

  /** Follows a 303 as a browser does. */
  follow({ to }: Answer<unknown>): Promise<Answer> {
    return this.get(to);
  }

  /** Signs in with the first request, on which others wait, and never again: who was signed out stays out. */
  private enter(): Promise<void> {
    this.entered ??= this.signIn?.().then((session) => void this.cookies.set('session', session));
    return this.entered ?? Promise.resolve();
  }

  private async answer<T>(response: Response): Promise<Answer<T>> {
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    const text = await response.text();
    const json = (isJson(response) ? JSON.parse(text) : undefined) as T;
    const { status, headers } = response;
    return { status, headers, json, text, to: headers.get('location') ?? '' };
  }

  private keep(cookie: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (name === undefined || value === undefined) return;
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

const isJson = (response: Response): boolean => /json/.test(response.headers.get('content-type') ?? '');

const withHeader = (sending: Sending, type: string): Sending => ({
  ...sending,
  headers: { 'content-type': type, ...sending.headers },
});

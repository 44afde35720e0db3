const base = 'http://local';

/** @returns the path with its query when it stays on this site, or undefined: nobody is sent elsewhere by what a request says. */
export function localPath(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(value) || value.includes('\\')) return undefined;
  if (value.length > 2000 || !URL.canParse(value, base)) return undefined;
  const url = new URL(value, base);
  return url.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search : undefined;
}

/** The same path with a query value set, or taken away where it is undefined. */
export function withQuery(path: string, name: string, value: string | undefined): string {
  const url = new URL(path, base);
  if (value === undefined) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  return url.pathname + url.search;
}

import autocannon from 'autocannon';

export interface Load {
  url: string;
  paths: string[];
  cookie: string;
  connections: number;
  seconds: number;
}

export interface Borne {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  failed: number;
}

/** Asks for the pages in turn, in a process of its own. */
process.on('message', ({ url, paths, cookie, connections, seconds }: Load) => {
  const requests = paths.map((path) => ({ path, headers: { cookie } }));
  void autocannon({ url, requests, connections, duration: seconds }).then(
    ({ requests: done, latency, non2xx, errors }) =>
      process.send?.({ perSecond: done.average, p50Ms: latency.p50, p99Ms: latency.p99, failed: non2xx + errors }),
  );
});

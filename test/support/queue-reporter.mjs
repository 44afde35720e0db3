import { spawnSync } from 'node:child_process';

const withoutHledger =
  'The exported journal was NOT read by hledger: there is none on the PATH (Debian: apt-get install hledger).';
const withoutRedis = 'Queue tests ran on PostgreSQL only: no REDIS_URL and no redis-server on the PATH.';

/** Says in the last lines of a run on which backends the queue was tested; Jest loads reporters as they are, so this is no TypeScript. */
export default class QueueReporter {
  onRunComplete(_contexts, results) {
    const backends = ['PostgreSQL', 'Redis'].filter((name) => ranOn(name, results.testResults));
    if (process.env.REQUIRE_REDIS === '1' && !backends.includes('Redis')) {
      this.error = new Error('REQUIRE_REDIS is 1, but no queue test ran on Redis.');
    }
    const lines = [this.error?.message, backends.length > 0 && sentence(backends), hledger(results)].filter(Boolean);
    // Jest's own summary comes after every reporter; these lines are to be the last.
    process.once('exit', () => process.stderr.write(lines.map((line) => `${line}\n`).join('')));
  }

  /** Jest ends with a failure when a reporter has one. */
  getLastError() {
    return this.error;
  }
}

function ranOn(name, files) {
  const tests = files.flatMap((file) => file.testResults);
  return tests.some(
    ({ fullName, status }) => ['passed', 'failed'].includes(status) && fullName.includes(`queue on ${name}`),
  );
}

/** The tests that ask it fail where it is required; here it is said that they had nobody to ask. */
function hledger({ testResults }) {
  const asked = testResults.some(({ testFilePath }) => testFilePath.endsWith('exports.e2e.ts'));
  return asked && spawnSync('hledger', ['--version']).status !== 0 && withoutHledger;
}

function sentence(backends) {
  const noRedis = backends.length === 1 && backends[0] === 'PostgreSQL' && !process.env.TEST_REDIS_URL;
  return noRedis ? withoutRedis : `Queue tests ran on ${backends.join(' and ')}.`;
}

import { fastify } from 'fastify';
import { Pool } from 'pg';
import type { Actor } from '../../src/kernel/access';
import { ApplicationsQuery } from '../../src/overview/applications-list.dto';
import { applicationsQuery } from '../../src/overview/applications-list.query';

/** The peer of the applications list: Fastify and pg, the same SQL under its name, and nothing else. */
const { DATABASE_URL, PORT } = process.env;
const pool = new Pool({ connectionString: DATABASE_URL, max: 12 });
const cursor = Buffer.from('[1]').toString('base64url');
const staff = { role: 'program' } as Actor;
const first = applicationsQuery(staff, new ApplicationsQuery());
const further = applicationsQuery(staff, Object.assign(new ApplicationsQuery(), { after: cursor }));
const app = fastify();

app.get<{ Querystring: { after?: string } }>('/api/applications', async ({ query: { after } }, reply) => {
  const place = after && (JSON.parse(Buffer.from(after, 'base64url').toString()) as [number]);
  const { name, text } = place ? further : first;
  const { rows } = await pool.query<{ json: string }>({ name, text, values: place ? [25, place[0]] : [25] });
  void reply.header('content-type', 'application/json; charset=utf-8');
  return rows[0]?.json;
});

void app.listen({ port: Number(PORT), host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));

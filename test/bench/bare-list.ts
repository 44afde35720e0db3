import { fastify } from 'fastify';
import { createHash } from 'node:crypto';
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

type Asked = { Querystring: { after?: string } };

async function list(after: string | undefined): Promise<string | undefined> {
  const place = after && (JSON.parse(Buffer.from(after, 'base64url').toString()) as [number]);
  const { name, text } = place ? further : first;
  const { rows } = await pool.query<{ json: string }>({ name, text, values: place ? [25, place[0]] : [25] });
  return rows[0]?.json;
}

/** Who asks, as anybody has to find out who keeps sessions that can be revoked at once. */
const session = `select p.id, p.role from session t join person p on p.id = t.person_id
 where t.token_hash = $1 and t.revoked_at is null and t.expires_at > $2 and p.disabled_at is null`;

app.get<Asked>('/api/applications', async ({ query }, reply) => {
  void reply.header('content-type', 'application/json; charset=utf-8');
  return list(query.after);
});

app.get<Asked>('/asking/api/applications', async ({ query, headers }, reply) => {
  const secret = /(?:^|; )session=([^;]+)/.exec(headers.cookie ?? '')?.[1] ?? '';
  const values = [createHash('sha256').update(secret).digest(), new Date()];
  const { rows } = await pool.query({ name: 'session', text: session, values });
  if (rows.length === 0) return reply.status(401).send();
  void reply.header('content-type', 'application/json; charset=utf-8');
  return list(query.after);
});

void app.listen({ port: Number(PORT), host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));

import type { Agent } from './agent';
import type { World } from './world';

/** The code in the last letter that this person got. */
export async function lastCode(world: World, personId: string): Promise<string> {
  const [row] = await world.sql<{ code: string }>(
    `select data->>'code' as code from outbox where event = 'person.step_up_requested' and data->>'personId' = $1
      order by due_at desc, ctid desc limit 1`,
    [personId],
  );
  return row?.code ?? '';
}

/** Asks for a code and enters it. */
export async function stepsUp(world: World, agent: Agent): Promise<void> {
  const { json } = await agent.get<{ id: string }>('/api/me');
  await agent.post('/api/step-up');
  const { status, text } = await agent.post('/api/step-up/confirm', { code: await lastCode(world, json.id) });
  if (status !== 200) throw new Error(text);
}

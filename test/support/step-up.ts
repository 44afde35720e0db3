import type { Agent } from './agent';
import type { World } from './world';

/** The code in the last letter of this kind. */
export async function lastCode(world: World): Promise<string> {
  const [row] = await world.sql<{ code: string }>(
    `select data->>'code' as code from outbox where event = 'person.step_up_requested' order by due_at desc, ctid desc limit 1`,
  );
  return row?.code ?? '';
}

/** Asks for a code and enters it. */
export async function stepsUp(world: World, agent: Agent): Promise<void> {
  await agent.post('/api/step-up');
  const { status, text } = await agent.post('/api/step-up/confirm', { code: await lastCode(world) });
  if (status !== 200) throw new Error(text);
}

/** Makes a workspace that holds no record yet a demonstration, as `demo` does: there, and nowhere else, a time may be given. */
import { openSession } from '../../src/pipeline/session.ts';
import { DEMO_STATE } from '../../src/workspace/store/demo-mark.ts';

export async function asDemo(dir: string, at: string): Promise<void> {
  const session = await openSession(dir);
  await session.workspace.change('演示', (change) => change.writeState(DEMO_STATE, 'prepared'), { at });
  await session.close();
}

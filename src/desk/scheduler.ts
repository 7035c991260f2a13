/** Whether the scheduler lives, for the frame of every page: a desk that answers does not show that anything else runs. */
import { needsScheduler, schedulerState } from '../pipeline/heartbeat.ts';
import type { SchedulerPort } from '../server/ports/scheduler.ts';
import { readHeartbeat } from '../workspace/store/heartbeat.ts';
import type { DeskSession } from './desk-session.ts';

export const schedulerPort = (desk: DeskSession): SchedulerPort => ({
  trouble: (now) =>
    desk.use(async ({ workspace }) => {
      const found = schedulerState(await readHeartbeat(workspace.root), now);
      return needsScheduler(found) || found.state === 'stopped' ? found.text : null;
    }),
});

/** How current what the pages show is: whoever saved is answered when the plan tells of it. */
import type { PlanPort } from '../server/ports/plan.ts';
import type { DeskSession } from './desk-session.ts';
import { settledPlan } from './kept-plan.ts';

export const planPort = (desk: DeskSession): PlanPort => ({
  // What goes wrong here is told by the next page: what was saved is saved.
  settled: (now) => desk.use((session) => settledPlan(session, now)).catch(() => undefined),
});

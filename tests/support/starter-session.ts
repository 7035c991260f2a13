/** Workspaces from the real starter, filled in and opened with a renderer that draws nothing, until the end of the file. */
import { join } from 'node:path';
import { openSession, type Session } from '../../src/pipeline/session.ts';
import type { InspectionRecord } from '../../src/subjects/inspections/kinds/inspection.ts';
import type { Draft } from '../../src/workspace/change/change.ts';
import { atEnd, tempFolder } from './at-end.ts';
import { fakeRenderer } from './fake-renderer.ts';
import { copyFolder } from './made.ts';
import { filledWorkspace } from './new-workspace.ts';

/** @param from first day of service @param bulk see `OpenOptions` */
export async function starterSession(from: string, bulk = false): Promise<Session> {
  const dir = join(await tempFolder('session'), 'w');
  await copyFolder(await filledWorkspace(from, '08:00'), dir);
  const session = await openSession(dir, { renderer: fakeRenderer, bulk });
  atEnd(() => session.close());
  return session;
}

/** An inspection of the ops host alone, as a workspace without sources of the contract has it. */
export function inspectionDraft(date: string): Draft<InspectionRecord> {
  const at = (second: number) => `${date}T09:00:${String(second).padStart(2, '0')}+08:00`;
  const run = {
    source: 'local',
    type: 'local',
    target: 'ops-host',
    startedAt: at(1),
    finishedAt: at(3),
    ok: true,
    reason: null,
  };
  return {
    source: 'auto',
    at: at(1),
    enteredAt: at(5),
    date,
    startedAt: at(1),
    finishedAt: at(4),
    trigger: 'schedule',
    tool: 'test',
    runs: [run],
    readings: [{ source: 'local', target: 'ops-host', metric: 'cpu.used', value: 12.5, unit: '%', at: at(3) }],
    manual: [],
  };
}

/** Saves an inspection of a day at half past nine. */
export function inspect(session: Session, date: string): Promise<unknown> {
  return session.workspace.change('巡检', (change) => change.addRecord('inspection', inspectionDraft(date)), {
    at: `${date}T09:30:00+08:00`,
  });
}

/** The record (恢复测试记录) of a restore test that was done. Pure. Clauses 5.3.8, 5.5.2. */

import { compareInstants, secondsBetween } from '../../../contract/time.ts';
import type { Attachment } from '../../../records/record.ts';
import { familyOf } from '../../../sources/mysql-tables.ts';
import { recoveryGoals } from '../../../subjects/recovery/judge/recovery-goals.ts';
import { testFailure } from '../../../subjects/recovery/judge/restore-compare.ts';
import type { RestoreTestRecord } from '../../../subjects/recovery/kinds/restore-test.ts';
import type { Draft } from '../../../workspace/change/change.ts';
import type { RestoreSettings } from '../../../workspace/settings/restore.ts';
import type { ChosenSet } from './choose.ts';
import { type Inspected, incompleteOf } from './inspect.ts';
import type { Cleanup, Restored } from './restorer.ts';

/** What came of it. */
export interface Finished {
  startedAt: string;
  finishedAt: string;
  chosen: ChosenSet;
  restored: Restored;
  inspected: Inspected;
  /** null: the restore did not come to its end. */
  restoredAt: string | null;
  steps: RestoreTestRecord['steps'];
  cleanup: Cleanup;
  /** Why the permit named does not cover it; null when it does, or none was named. */
  permitProblem: string | null;
}

/** Who did it, and by whose leave. */
export type Responsible = Pick<RestoreTestRecord, 'operator' | 'permit' | 'withoutPermit'>;

/** Goals that were missed, in Chinese. */
export const missedGoals = (record: Parameters<typeof recoveryGoals>[0]): string[] =>
  recoveryGoals(record).flatMap((goal) => (goal.state === 'missed' ? [`${goal.label}${goal.text}`] : []));

/** @param transcript the attachment that tells the whole course */
export function restoreTestDraft(
  settings: RestoreSettings,
  { operator, permit, withoutPermit }: Responsible,
  done: Finished,
  transcript: Attachment,
): Draft<RestoreTestRecord> {
  const { chosen, inspected, restored, startedAt, finishedAt, restoredAt, cleanup } = done;
  const isDump = chosen.of.plan.type === 'mysqldump';
  const failure = testFailure({
    ...inspected,
    failure: restored.failure,
    incomplete: incompleteOf(chosen, restored.failure),
  });
  const goals = goalFields(settings, done);
  const unpermitted = done.permitProblem === null ? [] : [done.permitProblem];
  const problems = [...unpermitted, ...remarks(inspected, cleanup), ...missedGoals(goals)];
  return {
    ...{ source: 'auto', at: startedAt, enteredAt: finishedAt, startedAt, finishedAt },
    asset: chosen.of.asset,
    ...(chosen.record === null ? {} : { backup: chosen.record.id }),
    set: chosen.set.name,
    ...(permit === undefined ? {} : { permit }),
    ...(withoutPermit === undefined ? {} : { withoutPermit }),
    environment: environmentText(settings.environment, inspected),
    server: isDump ? serverText(settings.scratch) : '本机临时数据库（不接网络）',
    method: isDump ? '导入逻辑备份' : '复制物理备份，准备（prepare）后在副本上启动数据库',
    ...(restoredAt === null ? {} : { restoredAt }),
    result: failure === null ? 'passed' : 'failed',
    ...(failure === null ? {} : { failure }),
    steps: done.steps,
    tables: [...inspected.tables],
    ...(inspected.queries.length === 0 ? {} : { queries: [...inspected.queries] }),
    ...goals,
    ...(cleanup.cleanedAt === null ? {} : { cleanedAt: cleanup.cleanedAt }),
    cleanup: cleanup.text,
    operator,
    ...problemsText(problems, failure !== null),
    attachments: [transcript],
  };
}

/** 无 only where the test looked and passed: beside a failure it would contradict it. */
function problemsText(problems: readonly string[], failed: boolean): { problems?: string } {
  if (problems.length > 0) return { problems: `${problems.join('。')}。` };
  return failed ? {} : { problems: '无' };
}

const serverText = (scratch: RestoreSettings['scratch']): string =>
  scratch === null ? '临时服务器' : (scratch.socket ?? `${scratch.host}:${scratch.port}`);

const goalFields = ({ rtoMinutes, rpoMinutes }: RestoreSettings, { chosen, startedAt, restoredAt }: Finished) => ({
  ...(rtoMinutes === null ? {} : { rtoTarget: rtoMinutes }),
  ...(restoredAt === null ? {} : { rtoActual: secondsBetween(startedAt, restoredAt) }),
  ...(rpoMinutes === null ? {} : { rpoTarget: rpoMinutes }),
  rpoActual: Math.max(0, secondsBetween(restorePoint(chosen), startedAt)),
});

/**
 * The data in the set are not older than this: a dump's begin with the file, which a copy may have made younger, so the
 * moment of counting before it goes first when that was earlier.
 */
const restorePoint = ({ baseline, restorePoint: point, of }: ChosenSet): string =>
  of.plan.type === 'mysqldump' && baseline !== null && compareInstants(baseline.capturedAt, point) < 0
    ? baseline.capturedAt
    : point;

function environmentText(given: string | null, { server }: Inspected): string {
  const place = given ?? '隔离的临时数据库';
  if (server === null) return place;
  const { version, characterSet, sqlMode } = server;
  return `${place}；${familyOf(version)} ${version}，字符集 ${characterSet}，sql_mode ${sqlMode || '（空）'}`;
}

function remarks(inspected: Inspected, cleanup: Cleanup): string[] {
  const extra = inspected.tables.filter((row) => row.result === 'extra').map((row) => row.table);
  const changed = [...inspected.changed];
  return [
    ...inspected.remarks,
    ...(extra.length === 0 ? [] : [`基线中没有的表：${extra.slice(0, 5).join('、')}`]),
    ...(changed.length === 0 ? [] : [`备份期间有写入、只核对行数范围的表：${changed.slice(0, 5).join('、')}`]),
    ...(cleanup.cleanedAt === null ? [cleanup.text] : []),
  ];
}

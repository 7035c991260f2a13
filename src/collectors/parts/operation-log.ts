/** Classifying, counting and finding anomalies in operation logs, by rules that are data. Pure. Clause 5.5.3. */
import { z } from 'zod';
import { clock, count, text } from '../../contract/scalars.ts';
import { inContractZone, toInstant } from '../../contract/time.ts';
import { anomalyTypes, operationCategories } from '../../subjects/operation-logs/kinds/operation-log.ts';

/** One operation, as the system under maintenance logged it. */
export interface Operation {
  /** ISO instant with the contract's offset. */
  at: string;
  user: string;
  action: string;
  /** Text of the result; what counts as a failure is a rule. */
  result: string;
  /** Records that the operation touched; 1 when the log does not say. */
  affected: number;
}

/** What the record of logs calls them. */
export const categoryWords = operationCategories;
export type Category = keyof typeof categoryWords;
const categories = Object.keys(categoryWords) as [Category, ...Category[]];

/** Those that a rule finds. */
const { privilege: _privilege, other: _other, ...found } = anomalyTypes;
export const anomalyWords = found;
export type AnomalyType = keyof typeof anomalyWords;

/** Where the workspace has them. */
export const OPERATION_LOG_RULES = 'operation-log-rules.json';

export const rulesSchema = z.strictObject({
  categories: z
    .array(
      z.strictObject({
        category: z.enum(categories).meta({ label: '类别' }),
        words: z.array(text()).min(1).meta({ label: '操作含有' }),
      }),
    )
    .meta({ label: '分类规则' })
    .describe('The first rule of which the action holds a word decides; letter case does not matter.'),
  failureWords: z.array(text()).meta({ label: '失败的结果含有' }),
  workingHours: z
    .strictObject({ from: clock().meta({ label: '起' }), to: clock().meta({ label: '止' }) })
    .meta({ label: '工作时间' }),
  offHours: z.array(z.enum(categories)).meta({ label: '非工作时间须留意的类别' }),
  bulkDelete: count().meta({ label: '批量删除', unit: '条' }).describe('Deleted by one user within an hour.'),
  bulkExport: count().meta({ label: '批量导出', unit: '条' }).describe('Exported by one user within an hour.'),
  failedLogins: count().meta({ label: '失败登录', unit: '次' }).describe('Of one user within an hour.'),
});
export type Rules = z.infer<typeof rulesSchema>;

export interface Anomaly {
  /** Time of the first operation that belongs to it. */
  at: string;
  user: string;
  type: AnomalyType;
  detail: string;
  count: number;
}

/** What one day's log comes to; names are those of the record kind `operation-log`. */
export interface Summary {
  total: number;
  categories: { category: Category; count: number }[];
  hours: { hour: number; count: number }[];
  /** The busiest users. */
  users: { user: string; count: number }[];
  anomalies: Anomaly[];
}

const BUSIEST = 20;

export function summarise(operations: readonly Operation[], rules: Rules): Summary {
  const classified = operations.map((one) => ({
    ...one,
    category: categoryOf(one, rules),
    hour: wallClock(one.at).slice(0, 2),
  }));
  const counted = <K>(keys: readonly K[]): [K, number][] =>
    [...Map.groupBy(keys, (key) => key)].map(([key, same]) => [key, same.length]);
  return {
    total: operations.length,
    categories: counted(classified.map((one) => one.category))
      .map(([category, n]) => ({ category, count: n }))
      .toSorted((a, b) => categories.indexOf(a.category) - categories.indexOf(b.category)),
    hours: counted(classified.map((one) => Number(one.hour)))
      .map(([hour, n]) => ({ hour, count: n }))
      .toSorted((a, b) => a.hour - b.hour),
    users: counted(classified.map((one) => one.user))
      .map(([user, n]) => ({ user, count: n }))
      .toSorted((a, b) => b.count - a.count || (a.user < b.user ? -1 : 1))
      .slice(0, BUSIEST),
    anomalies: findAnomalies(classified, rules),
  };
}

function categoryOf(one: Operation, rules: Rules): Category {
  const action = one.action.toLowerCase();
  return (
    rules.categories.find((rule) => rule.words.some((word) => action.includes(word.toLowerCase())))?.category ?? 'other'
  );
}

/** `09:27` in contract time. */
function wallClock(at: string): string {
  return inContractZone(toInstant(at)).toPlainTime().toString({ smallestUnit: 'minute' });
}

type Classified = Operation & { category: Category };

function findAnomalies(operations: readonly Classified[], rules: Rules): Anomaly[] {
  const failed = (one: Operation) =>
    rules.failureWords.some((word) => one.result.toLowerCase().includes(word.toLowerCase()));
  const outside = (one: Operation) =>
    wallClock(one.at) < rules.workingHours.from || wallClock(one.at) >= rules.workingHours.to;
  const affected = (same: readonly Classified[]) => same.reduce((sum, one) => sum + one.affected, 0);
  return [
    ...byUserAndHour(
      operations.filter((one) => rules.offHours.includes(one.category) && outside(one)),
      'off-hours',
      (same) => ({
        count: same.length,
        detail: `非工作时间操作 ${same.length} 次`,
      }),
    ),
    ...byUserAndHour(
      operations.filter((one) => one.category === 'delete'),
      'bulk-delete',
      (same) => ({
        count: affected(same),
        detail: `一小时内删除 ${affected(same)} 条`,
      }),
    ).filter((one) => one.count >= rules.bulkDelete),
    ...byUserAndHour(
      operations.filter((one) => one.category === 'export'),
      'bulk-export',
      (same) => ({
        count: affected(same),
        detail: `一小时内导出 ${affected(same)} 条`,
      }),
    ).filter((one) => one.count >= rules.bulkExport),
    ...byUserAndHour(
      operations.filter((one) => one.category === 'login' && failed(one)),
      'failed-login',
      (same) => ({
        count: same.length,
        detail: `一小时内登录失败 ${same.length} 次`,
      }),
    ).filter((one) => one.count >= rules.failedLogins),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

function byUserAndHour(
  operations: readonly Classified[],
  type: AnomalyType,
  say: (same: readonly Classified[]) => { count: number; detail: string },
): Anomaly[] {
  const groups = Map.groupBy(operations, (one) => `${one.at.slice(0, 13)} ${one.user}`);
  return [...groups.values()].map((same) => {
    const first = same.toSorted((a, b) => (a.at < b.at ? -1 : 1))[0] as Classified;
    return { at: first.at, user: first.user, type, ...say(same) };
  });
}

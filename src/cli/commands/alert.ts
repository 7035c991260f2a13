import type { Command } from 'commander';
import { UserError } from '../../contract/error.ts';
import { levelTitle } from '../../contract/terms/levels.ts';
import { formatDateTime } from '../../contract/time.ts';
import type { AlertDecision, Deciding } from '../../pipeline/record/alert-decision.ts';
import type { AlertAnswers, AlertIncident } from '../../pipeline/record/alert-incident.ts';
import type { Session } from '../../pipeline/session.ts';
import { print, type Shared, say, shared, sharedOptions, withSession } from '../context.ts';
import { attention } from '../exit-codes.ts';
import { columns } from '../terminal.ts';
import { defineCommand } from './_command.ts';

export default defineCommand({ id: 'alert', group: '采集与记录', order: 250, add: alertCommand });

const ALERT_HELP = `
示例：
  opsledger alert
  opsledger alert GJ-20261124-001 --incident --by 姓名
  opsledger alert GJ-20261124-001 --into GZ-20261124-001 --by 姓名
  opsledger alert GJ-20261124-001 --dismiss 计划内数据导入，已自行恢复 --by 姓名`;

/** What becomes of an alert; one of them. */
const WAYS = ['incident', 'into', 'dismiss', 'duplicate', 'handled'] as const;

/** `alert [ALERT] --incident | --into | --dismiss | --duplicate | --handled` */
function alertCommand(program: Command): void {
  attention(
    sharedOptions(program.command('alert').argument('[告警]', '监控告警编号，如 GJ-20261124-001；不写则列出待处置的'))
      .description('处置监控告警：转为故障（带监控所测的起止时间）、归入已有故障，或写明理由不再列出')
      .option('--incident', '转为故障：触发时间为发现时间，监控给出的恢复时间为恢复时间')
      .option('--level <级别>', '故障级别；合同数据写明对照的可不写')
      .option('--asset <资产>', '影响的资产编号；告警带有对象的可不写')
      .option('--into <故障>', '归入已有的故障')
      .option('--dismiss <原因>', '无需处理')
      .option('--duplicate <原因>', '重复')
      .option('--handled <说明>', '已处理，不构成故障')
      .option('--by <姓名>', '处置人')
      .addHelpText('after', ALERT_HELP),
    '已登记，但要留意提示（如日期在服务期以外，没有文档会读取它）',
    async (id: string | undefined, options: Record<string, unknown>) => {
      const common = shared(options);
      if (id === undefined) {
        await list(common);
        return 0;
      }
      const given = WAYS.filter((way) => options[way] !== undefined);
      if (given.length !== 1) {
        throw new UserError('写明怎样处置，只写一种', {
          at: id,
          found: given.map((way) => `--${way}`).join('、') || '（缺少）',
          expected: WAYS.map((way) => `--${way}`).join('、'),
          hint: `例如 opsledger alert ${id} --incident --by 姓名`,
        });
      }
      if (options.by === undefined)
        throw new UserError('处置告警须写明处置人', { at: '--by', found: '（缺少）', expected: '姓名' });
      const deciding = {
        entered: { name: String(options.by), channel: 'terminal' as const },
        get now() {
          return common.now;
        },
        shown: '终端输入',
      };
      return options.incident === true
        ? await raise(common, id, options, deciding)
        : await settle(common, id, decisionOf(options), deciding);
    },
  );
}

async function list(common: Shared): Promise<void> {
  const [{ pendingAlerts }, { proposedLevel }] = await Promise.all([
    import('../../pipeline/record/alert-decision.ts'),
    import('../../pipeline/record/alert-incident.ts'),
  ]);
  const lines = await withSession(common, async (session) =>
    (await pendingAlerts(session)).map((one) => ({
      ...{ id: one.id, firedAt: one.firedAt, resolvedAt: one.resolvedAt ?? null, alert: one.alert },
      asset: assetName(session, one.asset),
      level: proposedLevel(session, one)?.id ?? null,
    })),
  );
  const rows = lines.map(({ id, firedAt, resolvedAt, alert, asset, level }) => [
    ...[id, formatDateTime(firedAt), resolvedAt === null ? '未恢复' : `${formatDateTime(resolvedAt)} 恢复`],
    ...[asset, alert, level === null ? '级别待定' : `合同对照 ${level}`],
  ]);
  print(common, lines, lines.length > 0 ? columns(rows) : ['没有待处置的监控告警']);
}

const assetName = ({ workspace }: Session, id: string | undefined): string =>
  workspace.contract.assets.find((one) => one.id === id)?.name ?? id ?? '';

async function raise(common: Shared, id: string, options: Record<string, unknown>, deciding: Deciding): Promise<0 | 1> {
  const saved = await withSession(common, (session) => raised(session, id, options, deciding));
  for (const notice of saved.notices) say(`注意：${notice}`);
  if (saved.sameAs !== undefined) say(`提示：${saved.id} 与 ${saved.sameAs} 内容相同；重复的请作废其中一条`);
  print(common, saved, [
    saved.already ? `${id} 已转为故障 ${saved.id}，没有重复登记` : `已登记 ${saved.id}，由 ${id} 转为故障`,
    ...(saved.pending.length === 0 ? [] : [`  待补充：${saved.pending.join('、')}`]),
  ]);
  return saved.notices.length > 0 ? 1 : 0;
}

async function raised(
  session: Session,
  id: string,
  options: Record<string, unknown>,
  deciding: Deciding,
): Promise<AlertIncident> {
  const [{ pendingAlert }, { incidentOfAlert, levelsOn, proposedLevel }] = await Promise.all([
    import('../../pipeline/record/alert-decision.ts'),
    import('../../pipeline/record/alert-incident.ts'),
  ]);
  const answers: AlertAnswers = {
    ...(options.level === undefined ? {} : { level: String(options.level) }),
    ...(options.asset === undefined ? {} : { asset: String(options.asset) }),
  };
  if (answers.level === undefined && process.stdin.isTTY === true) {
    const alert = await pendingAlert(session, id);
    if (proposedLevel(session, alert) === null) {
      const levels = levelsOn(session, alert);
      const { openAsker } = await import('../asker.ts');
      const asker = openAsker();
      const typed = await asker
        .ask(`级别（${levels.map(levelTitle).join('、')}）：`, (answer) => (answer === '' ? '须写明级别' : null))
        .finally(() => asker.close());
      return incidentOfAlert(session, id, { ...answers, level: typed }, deciding);
    }
  }
  return incidentOfAlert(session, id, answers, deciding);
}

function decisionOf({ into, dismiss, duplicate, handled }: Record<string, unknown>): AlertDecision {
  if (into !== undefined) return { decision: 'incident', incident: String(into) };
  if (handled !== undefined) return { decision: 'handled', handling: String(handled) };
  return dismiss === undefined
    ? { decision: 'duplicate', reason: String(duplicate) }
    : { decision: 'dismissed', reason: String(dismiss) };
}

async function settle(common: Shared, id: string, decision: AlertDecision, deciding: Deciding): Promise<0> {
  const { settleAlert } = await import('../../pipeline/record/alert-decision.ts');
  await withSession(common, (session) => settleAlert(session, id, decision, deciding));
  const done = 'incident' in decision ? `${id} 已归入 ${decision.incident}` : `${id} 已处置，不再列出`;
  print(common, { alert: id, ...decision }, [done]);
  return 0;
}

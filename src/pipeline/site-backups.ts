/** 备份与演练: plans with their trend, the sets of each month, restore tests and drills. Pure but for drawing. */
import { type BackupPlanSummary, summariseBackups } from '../assess/backup-summary.ts';
import { compareInstants } from '../contract/time.ts';
import { fieldsOf } from '../records/fields.ts';
import backupKind, { type BackupRecord } from '../records/kinds/backup.ts';
import drillKind, { type DrillRecord } from '../records/kinds/drill.ts';
import type { SiteBlock, SiteCell, SitePage, SiteTable } from '../report/site-model.ts';
import { chart } from './site-chart.ts';
import type { SiteFacts } from './site-facts.ts';
import { assetLink, isRecent, MISSING, marks, monthName, monthOfId, orMissing, timeText } from './site-links.ts';
import { backupWords } from './site-proof.ts';
import { drillPage, restorePage } from './site-recovery-pages.ts';
import { choiceWord } from './site-words.ts';

const fields = fieldsOf(backupKind.schema);
const drillFields = fieldsOf(drillKind.schema);
const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

/** `3.56 GiB` */
export const sizeText = (bytes: number | undefined | null): string =>
  bytes === undefined || bytes === null
    ? MISSING
    : bytes >= GIB
      ? `${(bytes / GIB).toFixed(2)} GiB`
      : `${(bytes / MIB).toFixed(1)} MiB`;

export function backupPages(facts: SiteFacts): SitePage[] {
  const months = [...Map.groupBy(facts.records.backup, ({ id }) => monthOfId(id))].toReversed();
  const tests = facts.records['restore-test'].filter(({ id }) => isRecent(facts, id));
  const drills = facts.records.drill.filter(({ id }) => isRecent(facts, id));
  return [
    listPage(
      facts,
      months.map(([month]) => month),
    ),
    ...months.map(([month, list]) => monthPage(facts, month, list)),
    ...tests.map((one) => restorePage(facts, one)),
    ...drills.map((one) => drillPage(facts, one)),
  ];
}

function listPage(facts: SiteFacts, months: readonly string[]): SitePage {
  const plans = summariseBackups(facts.records.backup);
  const total = facts.records.backup.length;
  return {
    path: '',
    title: '备份与演练',
    description: '备份做了没有、能不能恢复、灾难时要多久：每一项都有记录为证。',
    sections: [
      {
        id: 'plans',
        title: '备份计划',
        note: `近一年 ${total} 个备份集`,
        blocks: [...sizeChart(facts.records.backup, plans), planTable(facts, plans)],
      },
      {
        id: 'months',
        title: '逐月备份集',
        blocks: [
          months.length === 0
            ? { type: 'note', text: '还没有备份记录。每次备份检查后，备份集会按月列在这里。' }
            : {
                type: 'links',
                items: months.map((month) => ({ text: monthName(month), href: `/backups/month/${month}` })),
              },
        ],
      },
      { id: 'restore-tests', title: '恢复测试', note: '每季度一次，条款 5.3.8', blocks: [restoreTable(facts)] },
      { id: 'drills', title: '恢复演练', note: '每年一次，条款 5.3.9', blocks: [drillTable(facts)] },
    ],
  };
}

/** Largest set of each month of the databases' plans: growth decides when the disk is full. */
function sizeChart(backups: readonly BackupRecord[], plans: readonly BackupPlanSummary[]): SiteBlock[] {
  const months = [...new Set(backups.map(({ id }) => monthOfId(id)))].sort();
  const shown = plans.filter(({ content }) => content === 'database').slice(0, 4);
  if (months.length < 2 || shown.length === 0) return [];
  const series = shown.map(({ plan, asset }) => ({
    name: `${plan} ${asset}`,
    values: months.map((month) => {
      const sizes = backups
        .filter((one) => one.plan === plan && one.asset === asset && monthOfId(one.id) === month)
        .flatMap(({ size }) => (size === undefined ? [] : [size]));
      return sizes.length === 0 ? null : Math.round((Math.max(...sizes) / GIB) * 100) / 100;
    }),
  }));
  const first = series[0]?.values.find((one) => one !== null);
  const last = series[0]?.values.findLast((one) => one !== null);
  return [
    chart('sizes', {
      chart: 'line',
      title: '数据库备份大小（每月最大）',
      x: months,
      series,
      unit: 'GiB',
      summary: `${series[0]?.name} 由 ${first ?? MISSING} GiB 到 ${last ?? MISSING} GiB。`,
    }),
  ];
}

function planTable(facts: SiteFacts, plans: readonly BackupPlanSummary[]): SiteTable {
  return {
    type: 'table',
    caption: '备份计划',
    columns: [
      { key: 'plan', label: '计划', title: true },
      { key: 'asset', label: '对象' },
      { key: 'content', label: '内容' },
      { key: 'total', label: '备份集', align: 'right' },
      { key: 'success', label: '成功', align: 'right' },
      { key: 'failed', label: '未成功', align: 'right' },
      { key: 'verified', label: '校验通过', align: 'right' },
      { key: 'offsite', label: '异地', align: 'right' },
      { key: 'last', label: '最近成功', wide: true },
    ],
    rows: plans.map((one) => ({
      ...(one.lastSuccess === null ? { tone: 'abnormal' as const } : {}),
      cells: {
        plan: one.plan,
        asset: assetLink(facts, one.asset),
        content: choiceWord(fields, 'content', one.content),
        total: String(one.total),
        success: String(one.success),
        failed: one.failed === 0 ? '0' : { text: String(one.failed), tone: 'abnormal', mark: '▲' },
        verified: String(one.verified),
        offsite: String(one.offsite),
        last: one.lastSuccess === null ? '没有成功的备份' : `${timeText(one.lastSuccess)}，${sizeText(one.lastSize)}`,
      },
    })),
    empty: '还没有备份记录。接入备份目录或登记备份后，各计划会列在这里。',
  };
}

function monthPage(facts: SiteFacts, month: string, list: readonly BackupRecord[]): SitePage {
  const good = list.filter(({ result }) => result === 'success').length;
  return {
    path: `month/${month}`,
    title: `${monthName(month)}备份集`,
    description: `${list.length} 个备份集，成功 ${good} 个。`,
    sections: [{ id: 'sets', title: '备份集', blocks: [setTable(facts, list)] }],
  };
}

function setTable(facts: SiteFacts, list: readonly BackupRecord[]): SiteTable {
  return {
    type: 'table',
    caption: '备份集',
    columns: [
      { key: 'set', label: '备份集', title: true },
      { key: 'asset', label: '对象' },
      { key: 'at', label: '开始', short: true },
      { key: 'size', label: '大小', align: 'right', short: true },
      { key: 'verified', label: '校验', short: true },
      ...(facts.mask.internal ? [{ key: 'location', label: '存放位置', wide: true as const }] : []),
      { key: 'result', label: '结果', state: true },
    ],
    filters: [
      {
        key: 'result',
        label: '结果',
        options: Object.entries(backupWords).map(([value, { word }]) => ({ value, text: word })),
      },
    ],
    rows: list
      .toSorted((a, b) => compareInstants(b.at, a.at))
      .map((one) => {
        const { word, tone } = backupWords[one.result];
        return {
          id: one.id,
          ...(tone === 'normal' ? {} : { tone }),
          filter: { result: one.result },
          cells: {
            set: { text: one.set, sub: one.id },
            asset: assetLink(facts, one.asset),
            at: timeText(one.startedAt),
            size: sizeText(one.size),
            verified: choiceWord(fields, 'verified', one.verified),
            location: [one.location, one.offsite].filter((place) => place !== undefined).join('；') || MISSING,
            result: { text: word, tone, mark: marks[tone], ...(one.reason === undefined ? {} : { sub: one.reason }) },
          },
        };
      }),
    empty: '这个月没有备份集。',
  };
}

function restoreTable(facts: SiteFacts): SiteTable {
  return {
    type: 'table',
    caption: '恢复测试',
    columns: [
      { key: 'at', label: '测试', title: true },
      { key: 'asset', label: '对象' },
      { key: 'set', label: '备份集', wide: true },
      { key: 'tables', label: '一致/比对', align: 'right' },
      { key: 'rto', label: '恢复用时' },
      { key: 'result', label: '结论', state: true },
    ],
    rows: facts.records['restore-test'].toReversed().map((one) => {
      const passed = one.result === 'passed';
      const recent = isRecent(facts, one.id);
      return {
        id: one.id,
        ...(passed ? {} : { tone: 'abnormal' as const }),
        cells: {
          at: { text: timeText(one.startedAt), ...(recent ? { href: `/backups/${one.id}` } : {}), sub: one.id },
          asset: assetLink(facts, one.asset),
          set: one.set,
          tables: `${one.tables.filter((row) => row.result === 'same').length}/${one.tables.length}`,
          rto: one.rtoActual === undefined ? MISSING : `${Math.ceil(one.rtoActual / 60)} 分钟`,
          result: passed
            ? { text: '通过', tone: 'normal', mark: '●' }
            : { text: '不通过', tone: 'abnormal', mark: '▲', sub: orMissing(one.failure) },
        },
      };
    }),
    empty: '还没有恢复测试。每季度把备份恢复到隔离环境并逐表比对，结果列在这里。',
  };
}

const drillTones = { achieved: 'normal', partly: 'attention', failed: 'abnormal' } as const;

function drillResult(result: DrillRecord['result']): SiteCell {
  if (result === undefined) return { text: '总结未完成', tone: 'attention', mark: marks.attention };
  const tone = drillTones[result];
  return { text: choiceWord(drillFields, 'result', result), tone, mark: marks[tone] };
}

function drillTable(facts: SiteFacts): SiteTable {
  return {
    type: 'table',
    caption: '恢复演练',
    columns: [
      { key: 'title', label: '演练', title: true },
      { key: 'at', label: '时间' },
      { key: 'scenario', label: '场景', wide: true },
      { key: 'rto', label: '恢复用时' },
      { key: 'result', label: '结论', state: true },
    ],
    rows: facts.records.drill.toReversed().map((one) => ({
      id: one.id,
      cells: {
        title: { text: one.title, ...(isRecent(facts, one.id) ? { href: `/backups/${one.id}` } : {}), sub: one.id },
        at: timeText(one.startedAt),
        scenario: one.scenario,
        rto:
          one.rtoActual === undefined ? MISSING : `${Math.ceil(one.rtoActual / 60)} 分钟，目标 ${one.rtoTarget} 分钟`,
        result: drillResult(one.result),
      },
    })),
    empty: '还没有演练。年度恢复演练的过程和结论列在这里。',
  };
}

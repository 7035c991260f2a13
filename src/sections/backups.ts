/** 备份与演练: plans with their trend, the sets of each month, restore tests and drills. Pure but for drawing. */

import { monthText } from '../contract/calendar/month-text.ts';
import { askedTimesNote } from '../contract/terms/requirements.ts';
import { settledTable } from '../page/table.ts';
import { figureOf } from '../report/figure.ts';
import type { Block, SitePage } from '../report/site-model.ts';
import { damagedText, isGoodSet } from '../subjects/recovery/judge/backup-state.ts';
import { type BackupPlanSummary, summariseBackups } from '../subjects/recovery/judge/backup-summary.ts';
import backupKind from '../subjects/recovery/kinds/backup.ts';
import drillKind, { type DrillRecord } from '../subjects/recovery/kinds/drill.ts';
import restoreKind, { type RestoreTestRecord } from '../subjects/recovery/kinds/restore-test.ts';
import { planTable } from '../subjects/recovery/plan-tables.ts';
import { GB, rounded } from '../wording/figures.ts';
import { defineSection } from './_section.ts';
import { badSets, badSetsNotes } from './backups/bad-sets.ts';
import { type BackupMonth, backupMonths, kindOf, monthBackups, sizeOrMissing } from './backups/monthly-backups.ts';
import { owedInMonth, owedLine, owedNotes } from './backups/owed.ts';
import { drillPage, restorePage } from './backups/recovery-pages.ts';
import { drillList, restoreList } from './backups/recovery-tables.ts';
import { chart } from './parts/chart.ts';
import { recordsOf, type SiteFacts } from './parts/facts.ts';
import { yearTo } from './parts/figures.ts';
import { assetLink, monthHref, naming } from './parts/links.ts';
import { isFolded, isRecent, monthOfId } from './parts/months.ts';
import { monthPath, ownPath } from './parts/shown.ts';

export default defineSection({
  id: 'backups',
  title: '备份与演练',
  place: 'header',
  order: 50,
  topics: ['backup', 'restore-test', 'drill'],
  needs: [
    { kind: 'backup', window: 'year' },
    { kind: 'restore-test', window: 'all' },
    { kind: 'drill', window: 'all' },
    { kind: 'signoff', window: 'all' },
  ],
  shows: [
    { kind: 'backup', path: (facts, id) => (isRecent(facts, id) ? monthPath(id) : null) },
    { kind: 'restore-test', path: ownPath },
    { kind: 'drill', path: ownPath },
  ],
  compose(facts) {
    const ofYear = ({ id }: { id: string }): boolean => isRecent(facts, id);
    const tests = recordsOf(facts, restoreKind).filter(ofYear);
    const drills = recordsOf(facts, drillKind).filter(ofYear);
    const months = backupMonths(facts);
    return [
      listPage(facts, months, tests, drills),
      ...[...months].filter(([month]) => !isFolded(facts, month)).map(([month, one]) => monthPage(facts, month, one)),
      ...tests.map((one) => restorePage(facts, one)),
      ...drills.map((one) => drillPage(facts, one)),
    ];
  },
});

function listPage(
  facts: SiteFacts,
  months: ReadonlyMap<string, BackupMonth>,
  tests: readonly RestoreTestRecord[],
  drills: readonly DrillRecord[],
): SitePage {
  const backups = recordsOf(facts, backupKind);
  const plans = summariseBackups(backups);
  return {
    path: '',
    title: '备份与演练',
    description: '备份做了没有、能不能恢复、灾难时要多久：每一项都有记录为证。',
    sections: [
      {
        id: 'plans',
        title: '备份计划',
        note: `近一年 ${backups.length} 个备份集`,
        figures: [figureOf('backups.sets', backups.length, yearTo(facts))],
        blocks: [
          ...owedNotes(facts, backups, { from: facts.yearFrom, to: facts.until }),
          ...badSetsNotes(backups, '近一年'),
          ...badSets(facts, backups),
          ...sizeChart(facts, plans),
          settledTable(
            {
              ...planTable(naming(facts), yearTo(facts)),
              empty: '还没有备份记录。接入备份目录或登记备份后，各计划会列在这里。',
            },
            plans,
            'site',
          ),
        ],
      },
      {
        id: 'months',
        title: '逐月备份集',
        blocks: [
          monthLinks(facts, months, 'sets') ?? {
            type: 'note',
            text: '还没有备份记录。每次备份检查后，备份集会按月列在这里。',
          },
        ],
      },
      {
        id: 'restore-tests',
        title: '恢复测试',
        note: askedTimesNote(facts.contract.contract, 'restore-test'),
        blocks: [restoreList(facts, tests), ...olderMonths(facts, months, 'tests')],
      },
      {
        id: 'drills',
        title: '恢复演练',
        note: askedTimesNote(facts.contract.contract, 'drill'),
        blocks: [drillList(facts, drills), ...olderMonths(facts, months, 'drills')],
      },
    ],
  };
}

/** Links to the months in which there is something; null when there is none. */
function monthLinks(facts: SiteFacts, months: ReadonlyMap<string, BackupMonth>, part: keyof BackupMonth): Block | null {
  const items = [...months]
    .filter(([, month]) => month[part].length > 0)
    .map(([month]) => ({ text: monthText(month), href: monthHref(facts, 'backups', month, kindOf[part]) }));
  return items.length === 0 ? null : { type: 'links', items };
}

function olderMonths(facts: SiteFacts, months: ReadonlyMap<string, BackupMonth>, part: keyof BackupMonth): Block[] {
  const links = monthLinks(facts, months, part);
  return links === null ? [] : [{ type: 'note', text: '一年以前的按月归并：' }, links];
}

/** Largest set of each month of the databases' plans: growth decides when the disk is full. */
function sizeChart(facts: SiteFacts, plans: readonly BackupPlanSummary[]): Block[] {
  const backups = recordsOf(facts, backupKind);
  const months = [...new Set(backups.map(({ id }) => monthOfId(id)))].sort();
  const shown = plans.filter(({ content }) => content === 'database').slice(0, 4);
  if (months.length < 2 || shown.length === 0) return [];
  const largest = shown.map(({ plan, asset }) => ({
    name: seriesName(facts, shown, { plan, asset }),
    sizes: months.map((month) => {
      const sizes = backups
        .filter((one) => one.plan === plan && one.asset === asset && monthOfId(one.id) === month)
        .flatMap(({ size }) => (size === undefined ? [] : [size]));
      return sizes.length === 0 ? null : Math.max(...sizes);
    }),
  }));
  return [
    chart('sizes', {
      chart: 'line',
      title: '数据库备份大小（每月最大）',
      x: months,
      series: largest.map(({ name, sizes }) => ({
        name,
        values: sizes.map((one) => (one === null ? null : rounded(one / GB, 2))),
      })),
      unit: 'GB',
      decimals: 2,
      summary: `${largest.map(growthOf).join('；')}。`,
    }),
  ];
}

/** The database by its name; with the plan's where one database has several. */
function seriesName(
  facts: SiteFacts,
  shown: readonly BackupPlanSummary[],
  { plan, asset }: Pick<BackupPlanSummary, 'plan' | 'asset'>,
): string {
  const { text } = assetLink(facts, asset);
  return shown.filter((one) => one.asset === asset).length === 1 ? text : `${text}（${plan}）`;
}

function growthOf({ name, sizes }: { name: string; sizes: readonly (number | null)[] }): string {
  const known = sizes.filter((one) => one !== null);
  return `${name} 由 ${sizeOrMissing(known[0])} 到 ${sizeOrMissing(known.at(-1))}`;
}

function monthPage(facts: SiteFacts, month: string, one: BackupMonth): SitePage {
  const { sets, tests, drills } = one;
  const good = sets.filter(isGoodSet).length;
  const damaged = damagedText(sets, '个');
  const owed = owedLine(facts, owedInMonth(facts, month));
  const told = [
    sets.length === 0 ? [] : `${sets.length} 个备份集，成功 ${good} 个${damaged === '' ? '' : `（另有 ${damaged}）`}`,
    owed ?? [],
    tests.length === 0 ? [] : `恢复测试 ${tests.length} 次`,
    drills.length === 0 ? [] : `演练 ${drills.length} 次`,
  ].flat();
  return {
    path: `month/${month}`,
    title: tests.length + drills.length === 0 ? `${monthText(month)}备份集` : `${monthText(month)}备份与演练`,
    description: `${told.join('，')}。`,
    sections: monthBackups(facts, one, month),
  };
}

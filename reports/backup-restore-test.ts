/** 数据备份验证与恢复测试报告: what the clauses about restore tests and backups ask for. */

import { askedTimesText } from '../src/contract/terms/requirements.ts';
import { settledTable } from '../src/page/table.ts';
import { momentCell } from '../src/page/value-cell.ts';
import type { Section, Tone } from '../src/report/block.ts';
import { goalTable } from '../src/subjects/recovery/goal-table.ts';
import { owedSum } from '../src/subjects/recovery/judge/backup-owed.ts';
import { recoveryGoals } from '../src/subjects/recovery/judge/recovery-goals.ts';
import { cleanState, type RestoreVerdict, restoreVerdict } from '../src/subjects/recovery/judge/restore-verdict.ts';
import backup, { type BackupRecord } from '../src/subjects/recovery/kinds/backup.ts';
import restoreTest, { type RestoreTestRecord } from '../src/subjects/recovery/kinds/restore-test.ts';
import { MISSING, namesText, spaced } from '../src/wording/words.ts';
import { type Composed, type ComposeInput, defineDeliverable } from './_deliverable.ts';
import { countFigure, table } from './cells/figures.ts';
import { headline, interval } from './cells/headline.ts';
import { pictureSection } from './cells/pictures.ts';
import { sectionChoices } from './frame/section-choices.ts';
import { compositionSection } from './period/composition.ts';
import { nameOf, ofPeriod, type PeriodView, periodView } from './period/period.ts';
import { badSets, integritySection, setSection, strategySection } from './recovery/backup-sets.ts';
import { soundText } from './recovery/backup-words.ts';
import { owedOf } from './recovery/owed.ts';
import { goalsOf, spotSection, testSection } from './recovery/restore-test.ts';

export default defineDeliverable({
  id: 'backup-restore-test',
  sections: sectionChoices['backup-restore-test'],
  needs: [
    { kind: 'backup', window: 'counted' },
    { kind: 'backup', window: 'whole-days' },
    // By the sets before it a plan is known of which nothing came.
    { kind: 'backup', window: 'previous' },
    { kind: 'restore-test', window: 'counted' },
  ],
  cut: true,
  evidence: [],
  compose,
});

function compose(input: ComposeInput): Composed {
  const view = periodView(input);
  const { event } = input.occurrence;
  const known = ofPeriod(view, restoreTest);
  // A report of one test is about that test and the backup that it restored, not about all before it.
  const tests = event === undefined ? known : known.filter(({ id }) => id === event);
  const restored = new Set(tests.map((one) => one.backup));
  const backups = ofPeriod(view, backup).filter(({ id }) => event === undefined || restored.has(id));
  const verdict = restoreVerdict(tests);
  return {
    ...(tests.length === 0 ? { marks: [{ text: '统计区间内没有登记恢复测试', tone: 'abnormal' as const }] } : {}),
    sections: [
      conclusion(view, backups, tests, verdict),
      ...(event === undefined
        ? [strategySection(view, backups), setSection(view, backups), integritySection(view, backups)]
        : []),
      ...restoreSections(view, tests),
      spotSection(view, tests),
      cleanupSection(view, tests),
      {
        id: 'goals',
        title: 'RTO/RPO 目标与实际',
        blocks: [settledTable({ ...goalTable, empty: '统计区间内没有登记恢复测试。' }, goalsOf(view, tests), 'paper')],
      },
      problemSection(view, tests),
      ...(event === undefined ? [compositionSection(view, [backup, restoreTest])] : []),
      ...pictureSection('佐证图片', tests),
    ],
  };
}

function conclusion(
  view: PeriodView,
  backups: readonly BackupRecord[],
  tests: readonly RestoreTestRecord[],
  verdict: RestoreVerdict,
): Section {
  const bad = badSets(backups);
  const passed = tests.filter((one) => one.result === 'passed').length;
  const within = interval(view);
  const missed = tests.flatMap(recoveryGoals).filter((goal) => goal.state === 'missed').length;
  const ofOne = view.input.occurrence.event !== undefined;
  const unrecorded = ofOne ? 0 : owedSum(owedOf(view)).unrecorded;
  const poor = bad + missed + unrecorded > 0;
  const lacking = !ofOne && backups.length === 0;
  const tone: Tone = verdict.state !== 'passed' || lacking ? 'abnormal' : poor ? 'attention' : 'normal';
  return {
    id: 'conclusion',
    title: '结论',
    blocks: [
      {
        type: 'key-figures',
        items: [
          ...(ofOne
            ? []
            : [
                headline(countFigure('备份集', backups.length), 'backups.total', within),
                headline(countFigure('未成功或校验未通过', bad, 'abnormal'), 'backups.bad', within),
              ]),
          headline(countFigure('恢复测试', tests.length), 'restore-tests.total', within),
          headline(countFigure('通过', passed), 'restore-tests.passed', within),
          headline(countFigure('未达 RTO/RPO', missed, 'abnormal'), 'restore-tests.goals-missed', within),
        ],
      },
      {
        type: 'note',
        text: `${restoreText(view, verdict)}${ofOne ? '' : backupText(backups, bad, unrecorded)}`,
        tone,
        emphasis: true,
      },
    ],
  };
}

function restoreText(view: PeriodView, { state, newest, failing, mended }: RestoreVerdict): string {
  if (state === 'none')
    return `${periodWord(view)}没有登记恢复测试，不能说明备份可以恢复${askedTimesText(view.input.contract.contract, 'restore-test')}。`;
  const names = (assets: readonly string[]) => namesText(assets.map((asset) => nameOf(view, asset)));
  const repeated = mended.length === 0 ? '' : `${spaced(names(mended), '曾未通过，复测通过')}。`;
  if (state === 'failed') return `恢复测试不通过：${names(failing)}。${repeated}`;
  const assets = newest.map((one) => one.asset);
  return `恢复测试通过：${spaced(names(assets), assets.length > 1 ? '均由备份恢复成功' : '由备份恢复成功')}。${repeated}`;
}

const periodWord = ({ input }: PeriodView): string =>
  input.occurrence.event !== undefined ? '本次' : input.obligation.every?.unit === 'quarter' ? '本季度' : '本期';

function backupText(backups: readonly BackupRecord[], bad: number, unrecorded: number): string {
  if (backups.length === 0) return '统计区间内没有登记备份，不能说明备份是否正常。';
  const lacking = unrecorded === 0 ? '' : `按计划应有而没有记录的备份集 ${unrecorded} 份，见“备份策略”。`;
  return bad === 0
    ? `登记的 ${backups.length} 份备份${soundText(backups)}。${lacking}`
    : `登记的 ${backups.length} 份备份中有 ${bad} 份未成功或校验未通过。${lacking}`;
}

function restoreSections(view: PeriodView, tests: readonly RestoreTestRecord[]): Section[] {
  const text =
    tests.length === 0
      ? '统计区间内没有登记恢复测试。'
      : `${periodWord(view)}登记恢复测试 ${tests.length} 次，逐次列于下。`;
  return [
    {
      id: 'restore',
      title: '恢复测试',
      blocks: [{ type: 'note', text, ...(tests.length === 0 ? { tone: 'abnormal' as const } : {}) }],
    },
    ...tests.map((test) => testSection(view, test)),
  ];
}

function cleanupSection(view: PeriodView, tests: readonly RestoreTestRecord[]): Section {
  return {
    id: 'cleanup',
    title: '测试数据清除记录',
    blocks: [
      table(
        '测试数据清除记录',
        [
          { key: 'test', label: '记录编号', type: 'text', weight: 1.3 },
          { key: 'asset', label: '恢复对象', type: 'text', weight: 1.3 },
          { key: 'state', label: '情况', type: 'text' },
          { key: 'at', label: '清除时间', type: 'datetime', weight: 1.2 },
          { key: 'how', label: '清除情况', type: 'text', weight: 2.5 },
        ],
        tests.map((test) => {
          const open = cleanState(test, view.input.asOf) === 'open';
          return {
            ...(open ? { tone: 'abnormal' as const } : {}),
            cells: {
              test: test.id,
              asset: nameOf(view, test.asset),
              state: open ? { text: '未登记清除', tone: 'abnormal', mark: '▲' } : '已清除',
              at: momentCell(test.cleanedAt),
              how: test.cleanup ?? { text: MISSING, tone: 'muted' },
            },
          };
        }),
        '没有恢复测试，没有测试数据需要清除。',
      ),
    ],
  };
}

function problemSection(view: PeriodView, tests: readonly RestoreTestRecord[]): Section {
  const items = tests.flatMap((test) =>
    [test.failure, test.problems]
      .filter((text) => text !== undefined)
      .map((text) => ({
        text: `${nameOf(view, test.asset)}（${test.id}）：${text}`,
        ...(test.result === 'failed' ? { tone: 'abnormal' as const } : {}),
      })),
  );
  return { id: 'problems', title: '问题', blocks: [{ type: 'list', items, empty: '恢复测试记录中未登记问题。' }] };
}

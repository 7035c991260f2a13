/** Backups and restore tests: what failed, and that nothing was registered where the contract asks for it. */

import { asksFor } from '../../src/contract/asked.ts';
import { missingDays, owedSum } from '../../src/subjects/recovery/judge/backup-owed.ts';
import { badSetsText, damagedText } from '../../src/subjects/recovery/judge/backup-state.ts';
import { summariseBackups } from '../../src/subjects/recovery/judge/backup-summary.ts';
import backup from '../../src/subjects/recovery/kinds/backup.ts';
import restoreTest from '../../src/subjects/recovery/kinds/restore-test.ts';
import { namesText } from '../../src/wording/words.ts';
import { countFigure } from '../cells/figures.ts';
import { headline, interval } from '../cells/headline.ts';
import { onceFor } from '../first-page/once.ts';
import type { KeyRow } from '../first-page/part.ts';
import type { News } from '../first-page/ranking.ts';
import { documentsAbout } from '../first-page/references.ts';
import { nameOf, ofPeriod } from '../period/period.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { backupSection } from '../recovery/backup-summary.ts';
import { uncheckedSets } from '../recovery/backup-words.ts';
import { owedOf } from '../recovery/owed.ts';
import type { ReportSection } from './_section.ts';

export default {
  id: 'backups',
  title: '备份汇总',
  kinds: ['backup', 'restore-test'],
  topics: ['backup', 'restore-test', 'recoverability'],
  parts: [{ order: 70, news, proofs, rows }],
  compose: ({ view }: PeriodFacts) => backupSection(view),
} satisfies ReportSection;

const AT = 'backups';
const SHOWN = 2;

const sums = onceFor(({ view }: PeriodFacts) => {
  const records = ofPeriod(view, backup);
  const plans = summariseBackups(records);
  const failed = plans.reduce((sum, one) => sum + one.failed, 0);
  const bad = plans.filter((one) => one.failed > 0);
  const owed = owedOf(view);
  const { unrecorded } = owedSum(owed);
  return { records, failed, bad, owed, unrecorded };
});

function news(facts: PeriodFacts): News[] {
  const { view } = facts;
  const { records, bad, owed, unrecorded } = sums(facts);
  const names = namesText([...new Set(bad.map((one) => nameOf(view, one.asset)))], '项', SHOWN);
  return [
    ...ofPeriod(view, restoreTest)
      .filter(({ result }) => result === 'failed')
      .map(
        ({ id, asset, failure }): News => ({
          gravity: 'recovery-failed',
          weight: 1,
          id,
          text: `${nameOf(view, asset)}恢复测试不通过：${failure ?? '未登记原因'}`,
          references: [{ text: id, section: AT }, ...documentsAbout(view, id)],
        }),
      ),
    ...(unrecorded === 0
      ? []
      : [
          {
            gravity: 'backup-failed' as const,
            weight: unrecorded,
            id: 'backups missing',
            text: `按计划应有的备份集缺 ${unrecorded} 份：${missingDays(owed, (asset) => nameOf(view, asset), false, SHOWN)}`,
            references: [{ text: '备份汇总', section: AT }],
          },
        ]),
    ...(bad.length === 0
      ? []
      : [
          {
            gravity: 'backup-failed' as const,
            weight: bad.reduce((sum, one) => sum + one.failed, 0),
            id: 'backups',
            text: `备份 ${records.length} 次，${badSetsText(records)}：${names}`,
            references: [{ text: '备份汇总', section: AT }],
          },
        ]),
    ...(records.length === 0 && asksFor(view.input.contract.contract, 'backup')
      ? [
          {
            gravity: 'unmeasured' as const,
            weight: 1,
            id: 'backups none',
            text: '没有登记备份，备份是否正常无从判断',
            references: [{ text: '备份汇总', section: AT }],
          },
        ]
      : []),
  ];
}

/** Of a plan in which no rhythm can be read nobody knows what it owed: what was made of it is no proof that all was. */
function proofs(facts: PeriodFacts): string[] {
  const { records, bad, owed, unrecorded } = sums(facts);
  if (records.length === 0 || bad.length + unrecorded > 0 || owedSum(owed).owed === 0) return [];
  const open = uncheckedSets(records);
  const unchecked = open === 0 ? [] : [`${open} 份未校验，不能说明是否完整`];
  const unknown = owed.filter(({ rhythm }) => rhythm === null).length;
  const what = unknown === 0 ? `备份 ${records.length} 次全部成功` : `登记的备份 ${records.length} 次均成功`;
  const apart = [...unchecked, ...(unknown === 0 ? [] : [`${unknown} 项计划看不出间隔，应有几份不下结论`])];
  return [`${what}${apart.length === 0 ? '' : `（${apart.join('；')}）`}`];
}

function rows(facts: PeriodFacts): KeyRow[] {
  const { records, failed, unrecorded } = sums(facts);
  if (records.length === 0) return [];
  const damaged = damagedText(records, '次');
  const item = countFigure(
    '未成功的备份',
    failed,
    'abnormal',
    `共 ${records.length} 次${damaged === '' ? '' : `，其中 ${damaged}`}${unrecorded === 0 ? '' : `，另缺 ${unrecorded} 份`}`,
  );
  return [{ item: headline(item, 'backups.failed', interval(facts.view)), better: 'less', counter: '次' }];
}

/** 分析 of backups: the plan that fails more often than the others, and a day of the week. */
import { shareLooks } from '../../src/assess/observations/share.ts';
import { weekdayLooks } from '../../src/assess/observations/weekday.ts';
import { dateOf } from '../../src/contract/time.ts';
import type { ListBlock } from '../../src/report/block.ts';
import { summariseBackups } from '../../src/subjects/recovery/judge/backup-summary.ts';
import backup, { type BackupRecord } from '../../src/subjects/recovery/kinds/backup.ts';
import { choiceWords } from '../../src/wording/codes.ts';
import { analysisBlocks } from '../cells/observations.ts';
import { nameOf, type PeriodView } from '../period/period.ts';

const word = choiceWords(backup);

export function backupAnalysis(view: PeriodView, records: readonly BackupRecord[]): ListBlock[] {
  const failed = records.filter(({ result }) => result !== 'success');
  return analysisBlocks([
    ...shareLooks(
      '未成功',
      '次',
      summariseBackups(records).map(({ plan, asset, content, total, failed: hit }) => ({
        name: `${nameOf(view, asset)}${word('content', content)}备份（${plan}）`,
        total,
        hit,
      })),
    ),
    ...weekdayLooks(
      '有备份未成功',
      failed.map(({ startedAt }) => dateOf(startedAt)),
      records.map(({ startedAt }) => dateOf(startedAt)),
    ),
  ]);
}

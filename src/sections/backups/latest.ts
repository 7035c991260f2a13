/** 备份与演练 on the first page: the newest backup, restore test and drill. Pure. */

import { monthText } from '../../contract/calendar/month-text.ts';
import { askedTimesNote } from '../../contract/terms/requirements.ts';
import { compareInstants } from '../../contract/time.ts';
import type { SiteBoard } from '../../report/site-model.ts';
import { backupSets } from '../../states/backup-set.ts';
import { restoreResults } from '../../states/recovery.ts';
import { drillLook } from '../../subjects/recovery/drill-tables.ts';
import { badSetsCount, isGoodSet } from '../../subjects/recovery/judge/backup-state.ts';
import backupKind from '../../subjects/recovery/kinds/backup.ts';
import drillKind from '../../subjects/recovery/kinds/drill.ts';
import restoreKind from '../../subjects/recovery/kinds/restore-test.ts';
import { setState } from '../../subjects/recovery/set-tables.ts';
import { timeText } from '../../wording/words.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { assetNames, recordHref } from '../parts/links.ts';
import { monthOfId } from '../parts/months.ts';
import { owedInMonth, owedLine } from './owed.ts';

type Line = SiteBoard['recoveryProof'][number];

export function recoveryProof(facts: SiteFacts): Line[] {
  return [backupLine(facts), restoreLine(facts), drillLine(facts)];
}

const newest = <T extends { at: string }>(list: readonly T[]): T | undefined =>
  list.toSorted((a, b) => compareInstants(a.at, b.at)).at(-1);

function backupLine(facts: SiteFacts): Line {
  const backups = recordsOf(facts, backupKind);
  const last = newest(backups);
  if (last === undefined)
    return {
      label: '最近备份',
      value: { text: '近一年没有备份记录', tone: 'attention', mark: '△' },
      note: thisMonth(facts).slice(0, -1),
    };
  const { word, tone, mark } = backupSets[setState(last)];
  const sameDay = backups.filter((one) => one.at.slice(0, 10) === last.at.slice(0, 10));
  const good = sameDay.filter(isGoodSet).length;
  return {
    label: '最近备份',
    value: {
      text: `${timeText(last.startedAt)} ${word}`,
      href: recordHref(facts, last.id),
      tone,
      mark,
    },
    note: `${thisMonth(facts)}当日 ${sameDay.length} 个备份集，成功 ${good} 个，完整性校验通过 ${sameDay.filter((one) => one.verified === 'passed').length} 个`,
  };
}

/** What the plans owed this month, after the service in its last one, and what did not come out, as the month's own page counts it; empty while there is neither. */
function thisMonth(facts: SiteFacts): string {
  const month = facts.until.slice(0, 'YYYY-MM'.length);
  const owed = owedLine(facts, owedInMonth(facts, month));
  const bad = badSetsCount(recordsOf(facts, backupKind).filter(({ id }) => monthOfId(id) === month));
  const told = [owed ?? [], bad === '' ? [] : bad].flat();
  return told.length === 0 ? '' : `${facts.today.startsWith(month) ? '本月' : monthText(month)}${told.join('；')}；`;
}

function restoreLine(facts: SiteFacts): Line {
  const last = newest(recordsOf(facts, restoreKind));
  if (last === undefined) {
    return {
      label: '最近恢复测试',
      value: { text: '尚未做过恢复测试', tone: 'attention', mark: '△' },
      note: askedTimesNote(facts.contract.contract, 'restore-test'),
    };
  }
  const { word, tone, mark } = restoreResults[last.result];
  return {
    label: '最近恢复测试',
    value: {
      text: `${timeText(last.startedAt)} ${word}`,
      href: recordHref(facts, last.id),
      tone,
      mark,
    },
    note: `${assetNames(facts, [last.asset])}，比对 ${last.tables.length} 张表`,
  };
}

function drillLine(facts: SiteFacts): Line {
  const last = newest(recordsOf(facts, drillKind));
  if (last === undefined) {
    return {
      label: '最近恢复演练',
      value: { text: '尚未演练', tone: 'muted', mark: '–' },
      note: askedTimesNote(facts.contract.contract, 'drill'),
    };
  }
  const { word, tone, mark } = drillLook(last);
  return {
    label: '最近恢复演练',
    value: {
      text: `${timeText(last.startedAt)} ${last.result === undefined ? '结论' : ''}${word}`,
      href: recordHref(facts, last.id),
      tone,
      mark,
    },
    note: last.title,
  };
}

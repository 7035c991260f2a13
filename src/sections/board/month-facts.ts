/**
 * What went wrong in each month, as it was written down: faults and what was down, limits missed, tests and backups that failed, what was
 * late or not covered by a permit. Each count leads to its list. Pure.
 */
import { outageWords } from '../../contract/terms/classes.ts';
import type { RichCell } from '../../report/site-model.ts';
import { type Tone, toneMarks } from '../../states/look.ts';
import { levelsText } from '../../subjects/findings/level-tables.ts';
import { isFailing } from '../../subjects/incidents/judge/clocks.ts';
import { hangingText, hangsOnReading } from '../../subjects/incidents/judge/open-readings.ts';
import incidentKind from '../../subjects/incidents/kinds/incident.ts';
import { type JudgedFault, judgedIn } from '../../subjects/incidents/list.ts';
import { owedSum } from '../../subjects/recovery/judge/backup-owed.ts';
import { badSetsText, isBadSet } from '../../subjects/recovery/judge/backup-state.ts';
import backupKind from '../../subjects/recovery/kinds/backup.ts';
import restoreKind from '../../subjects/recovery/kinds/restore-test.ts';
import { formatDuration } from '../../wording/durations.ts';
import { namesText } from '../../wording/words.ts';
import { owedInMonth } from '../backups/owed.ts';
import { recordsOf, type SiteFacts } from '../parts/facts.ts';
import { calendarMonth } from '../parts/figures.ts';
import { assetLink, clauseStateHref, MISSED_HREF, monthHref, recordHref } from '../parts/links.ts';
import { type ReportMonths, reportMonths } from '../parts/report-months.ts';
import { incidentContext } from './figures.ts';
import { fixedLateIn, followed, lateHref, pastDue, siteChains } from './finding-figures.ts';
import { FIXED_LATE_HREF } from './finding-places.ts';

/** Things that a line names before it counts the rest. */
const NAMED = 2;

/** @param months of the service that have begun, `2026-11` @returns of each what went wrong, worst first; an empty list: nothing is on record */
export function monthFacts(facts: SiteFacts, months: readonly string[]): Record<string, RichCell[]> {
  const reports = reportMonths(facts);
  const faults = Map.groupBy(judgedIn(recordsOf(facts, incidentKind), incidentContext(facts)), (one) =>
    faultMonth(reports, one),
  );
  const findings = findingsOf(facts);
  return Object.fromEntries(
    months.map((month) => {
      const own = (faults.get(month) ?? []).filter(({ judged }) => !judged.requirement);
      const all = [
        ...faultLines(facts, month, own),
        ...restores(facts, month),
        ...breaches(facts, month),
        ...findings(month),
        ...backups(facts, month),
      ];
      const rank = ({ tone }: RichCell): number => (tone === 'abnormal' ? 0 : 1);
      return [month, all.toSorted((a, b) => rank(a) - rank(b))];
    }),
  );
}

/** As /faults groups them: by the 月报 that counts the fault, else by its day. */
const faultMonth = (reports: ReportMonths, { incident, judged }: JudgedFault): string =>
  reports.monthOf({ event: judged.start, entered: incident.enteredAt }) ?? judged.start.slice(0, 'YYYY-MM'.length);

const line = (tone: Tone, text: string, href: string): RichCell => ({ text, tone, mark: toneMarks[tone], href });

function faultLines(facts: SiteFacts, month: string, own: readonly JudgedFault[]): RichCell[] {
  if (own.length === 0) return [];
  const down = (['whole', 'core'] as const).flatMap((outage) => {
    const { length } = own.filter(({ incident }) => incident.outage === outage);
    return length === 0 ? [] : [`${outageWords[outage]} ${length} 起`];
  });
  const open = own.filter(({ judged }) => !judged.restored).length;
  const length = own.reduce((sum, { judged }) => sum + judged.downtime.counted, 0);
  const said = [...down, ...(open === 0 ? [] : [`尚未恢复 ${open} 起`]), `合计历时 ${formatDuration(length)}`];
  const missed = own.flatMap(({ incident, judged }) =>
    judged.clocks
      .filter(({ decides, state }) => decides && isFailing(state))
      .map((clock) => ({ name: `“${incident.title}”${clock.label}`, open: hangsOnReading(clock) })),
  );
  const hanging = hangingText(missed.map(({ open }) => open));
  const names = namesText(
    missed.map(({ name }) => name),
    '次',
    NAMED,
  );
  return [
    line(
      down.length > 0 ? 'abnormal' : 'attention',
      `故障 ${own.length} 起，${said.join('，')}`,
      monthHref(facts, 'faults', month, incidentKind.id),
    ),
    ...(missed.length === 0
      ? []
      : [
          line(
            'abnormal',
            `时限未达标 ${missed.length} 次：${names}${hanging === '' ? '' : `（${hanging}）`}`,
            MISSED_HREF,
          ),
        ]),
  ];
}

function restores(facts: SiteFacts, month: string): RichCell[] {
  return recordsOf(facts, restoreKind)
    .filter(({ result, at }) => result === 'failed' && at.startsWith(month))
    .map(({ id, asset }) => line('abnormal', `${assetLink(facts, asset).text}恢复测试不通过`, recordHref(facts, id)));
}

function backups(facts: SiteFacts, month: string): RichCell[] {
  const bad = recordsOf(facts, backupKind).filter((one) => one.at.startsWith(month) && isBadSet(one));
  // Of plans alone the page of the month tells: what is owed there is read from what was made. Sets of more than a year ago are not read.
  const owed = calendarMonth(month).from < facts.yearFrom ? [] : owedInMonth(facts, month);
  const { unrecorded } = owedSum(owed.filter(({ asked }) => asked !== undefined));
  return [
    ...(unrecorded === 0 ? [] : [line('abnormal', `按合同应有的备份缺 ${unrecorded} 份`, '/backups#plans')]),
    ...(bad.length === 0
      ? []
      : [line('abnormal', `备份${badSetsText(bad)}`, monthHref(facts, 'backups', month, backupKind.id))]),
  ];
}

/** As the statements list them, by their days. */
function breaches({ clauses: { verdicts } }: SiteFacts, month: string): RichCell[] {
  const found = (verdicts?.periods ?? []).flatMap(({ statement }) =>
    typeof statement === 'string'
      ? []
      : statement.exceptions.filter(({ breach, day }) => breach === true && day?.startsWith(month) === true),
  );
  return found.length === 0
    ? []
    : [line('abnormal', `许可不符 ${found.length} 项（见对照表）`, clauseStateHref('breaches'))];
}

/** Those whose deadline passed in the month: mended since, or waiting yet. */
function findingsOf(facts: SiteFacts): (month: string) => RichCell[] {
  const chains = siteChains(facts);
  const all = followed(facts);
  const fixed = fixedLateIn(facts, chains, all);
  const { late } = pastDue(
    chains,
    all.filter(({ pastDue: past }) => past),
  );
  return (month) => {
    const mended = fixed.filter(({ lateFrom }) => lateFrom.startsWith(month)).map(({ one }) => one);
    const waiting = late.filter(({ dueOn }) => dueOn.startsWith(month) && dueOn < facts.today);
    return [
      ...(mended.length === 0
        ? []
        : [
            line(
              'abnormal',
              `本月逾期、其后才修复的漏洞 ${mended.length} 项（${levelsText(mended, '项')}）`,
              FIXED_LATE_HREF,
            ),
          ]),
      ...(waiting.length === 0
        ? []
        : [
            line(
              'abnormal',
              `期限在本月、至今未修复的漏洞 ${waiting.length} 项（${levelsText(waiting, '项')}）`,
              lateHref(),
            ),
          ]),
    ];
  };
}

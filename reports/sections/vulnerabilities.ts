/** Vulnerabilities that wait to be remedied. */

import { asksFor } from '../../src/contract/asked.ts';
import { figureIds } from '../../src/page/figure-ids.ts';
import { findingLevels } from '../../src/records/finding.ts';
import { overdueOf } from '../../src/subjects/findings/judge/chain.ts';
import { type FollowedFinding, isSevere, isWaiting } from '../../src/subjects/findings/judge/findings.ts';
import { levelsText } from '../../src/subjects/findings/level-tables.ts';
import { AWAITING } from '../../src/subjects/findings/told-finding.ts';
import { namesText } from '../../src/wording/words.ts';
import { countFigure } from '../cells/figures.ts';
import { headline, interval, toDate } from '../cells/headline.ts';
import type { KeyRow } from '../first-page/part.ts';
import type { News } from '../first-page/ranking.ts';
import type { PeriodFacts } from '../periodic/facts.ts';
import { vulnerabilitySection } from '../vulnerability/summary.ts';
import type { ReportSection } from './_section.ts';

export default {
  id: 'vulnerabilities',
  title: '漏洞与补丁安装情况',
  kinds: ['scan', 'finding-decision', 'change', 'inspection'],
  topics: ['scan', 'patch'],
  counts: ['vulnerabilities'],
  parts: [{ order: 80, news, proofs, rows }],
  compose: ({ view, vulnerabilities }: PeriodFacts) => vulnerabilitySection(view, vulnerabilities),
} satisfies ReportSection;

const AT = { text: '漏洞', section: 'vulnerabilities' };
const SHOWN = 2;

function waitingIn({ vulnerabilities }: PeriodFacts) {
  const { findings, chains } = vulnerabilities;
  const waiting = findings.filter(isWaiting);
  return { waiting, severe: waiting.filter(({ finding }) => isSevere(finding)), ...overdueOf(findings, chains) };
}

function news(facts: PeriodFacts): News[] {
  return [...waitingNews(facts), ...awaitingNews(facts), ...lateNews(facts)];
}

/** What became late in the period was late, though it was mended since. */
function lateNews({ vulnerabilities: { late } }: PeriodFacts): News[] {
  if (late.length === 0) return [];
  const longest = Math.max(...late.map(({ fix }) => fix.late));
  const ids = idsText(late.map(({ one }) => one));
  return [
    {
      gravity: 'target-missed',
      weight: late.length,
      id: figureIds.findingsFixedLate,
      text: `期限在本期届满的漏洞 ${late.length} 个逾期后才修复（${levelsText(late.map(({ one }) => one))}），最长晚 ${longest} 天`,
      references: [{ text: ids, section: AT.section }],
    },
  ];
}

function waitingNews(facts: PeriodFacts): News[] {
  const { view, vulnerabilities } = facts;
  const { severe: all, late, awaiting } = waitingIn(facts);
  if (vulnerabilities.findings.length === 0 && vulnerabilities.scans === 0) {
    if (!asksFor(view.input.contract.contract, 'scan')) return [];
    const text = '没有登记漏洞扫描，有无漏洞无从判断';
    return [{ gravity: 'unmeasured', weight: 1, id: 'findings', text, references: [AT] }];
  }
  // What only a scan has to confirm has a line of its own.
  const severe = all.filter((one) => !awaiting.includes(one));
  const told = [...new Set([...severe, ...late])];
  if (told.length === 0) return [];
  const levels = levelsText(severe);
  const lateText = late.length === 0 ? '' : `逾期未修复 ${late.length} 个`;
  const text = levels === '' ? `漏洞${lateText}` : [`待修复漏洞：${levels}`, lateText].filter(Boolean).join('，');
  return [
    {
      gravity: late.length > 0 ? 'exposed' : 'open-finding',
      weight: severe.length + late.length,
      id: 'findings',
      text,
      references: [{ text: idsText(told), section: AT.section }],
    },
  ];
}

/** What was released in time and no scan has looked at since: neither late nor proven, which a scan decides. */
function awaitingNews(facts: PeriodFacts): News[] {
  const { awaiting } = waitingIn(facts);
  if (awaiting.length === 0) return [];
  const levels = levelsText(awaiting.filter(({ finding }) => isSevere(finding)));
  return [
    {
      gravity: 'undecided',
      weight: awaiting.length,
      id: 'findings.awaiting',
      text: `漏洞${AWAITING}的 ${awaiting.length} 个${levels === '' ? '' : `，其中${levels}`}；复扫之前不能确认已修复`,
      references: [{ text: idsText(awaiting), section: AT.section }],
    },
  ];
}

const idsText = (list: readonly FollowedFinding[]): string =>
  namesText([...new Set(list.map(({ finding }) => finding.id))], '个', SHOWN);

function proofs(facts: PeriodFacts): string[] {
  const { waiting } = waitingIn(facts);
  const { scans } = facts.vulnerabilities;
  if (scans === 0 || news(facts).length > 0) return [];
  const rest =
    waiting.length === 0 ? '没有待修复的漏洞' : `没有待修复的${findingLevels.critical}、${findingLevels.high}漏洞`;
  // Of what no scan reached nothing is known.
  return [`漏洞扫描 ${scans} 次，扫描到的资产${rest}`];
}

function rows(facts: PeriodFacts): KeyRow[] {
  const { severe, waiting } = waitingIn(facts);
  const { findings, scans } = facts.vulnerabilities;
  if (findings.length === 0 && scans === 0) return [];
  const label = `待修复${findingLevels.critical}${findingLevels.high}`;
  const note = waiting.length === severe.length ? undefined : `各级共 ${waiting.length} 个`;
  const item = countFigure(label, severe.length, 'attention', note);
  return [
    { item: headline(item, 'findings.waiting.severe', toDate(facts.view)), better: 'less', counter: '个' },
    ...lateRow(facts),
  ];
}

/** What was mended after its deadline, by level: that nothing waits any more does not make it good. */
function lateRow({ view, vulnerabilities: { late } }: PeriodFacts): KeyRow[] {
  if (late.length === 0) return [];
  const item = countFigure('逾期后才修复的漏洞', late.length, 'abnormal', levelsText(late.map(({ one }) => one)));
  return [
    { item: headline(item, figureIds.findingsFixedLate, interval(view)), better: 'less', counter: '个', asked: '没有' },
  ];
}

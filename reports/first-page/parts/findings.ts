/** Vulnerabilities that wait to be remedied. */
import { type FollowedFinding, isSevere, isWaiting } from '../../../src/assess/findings/findings.ts';
import { asksFor } from '../../../src/contract/asked.ts';
import { findingLevels } from '../../../src/records/finding.ts';
import { namesText } from '../../../src/wording/words.ts';
import { countFigure } from '../../cells/figures.ts';
import { headline, toDate } from '../../cells/headline.ts';
import type { PeriodFacts } from '../../periodic/facts.ts';
import { mendedInTime } from '../../vulnerability/chains.ts';
import type { KeyRow, Part } from '../part.ts';
import type { News } from '../ranking.ts';

export const findings: Part = { sections: ['vulnerabilities'], news, proofs, rows };

const AT = { text: '漏洞', section: 'vulnerabilities' };
const SHOWN = 2;

function waitingIn({ vulnerabilities }: PeriodFacts) {
  const waiting = vulnerabilities.findings.filter(isWaiting);
  return {
    waiting,
    severe: waiting.filter(({ finding }) => isSevere(finding)),
    overdue: waiting.filter(({ overdue }) => overdue),
  };
}

function news(facts: PeriodFacts): News[] {
  return [...waitingNews(facts), ...lateNews(facts)];
}

/** What became late in the period was late, though it was mended since. */
function lateNews({ vulnerabilities: { late } }: PeriodFacts): News[] {
  if (late.length === 0) return [];
  const longest = Math.max(...late.map(({ fix }) => fix.late));
  const ids = namesText([...new Set(late.map(({ one: { finding } }) => finding.id))], '个', SHOWN);
  return [
    {
      gravity: 'target-missed',
      weight: late.length,
      id: 'findings.fixed-late',
      text: `期限在本期届满的漏洞 ${late.length} 个逾期后才修复，最长晚 ${longest} 天`,
      references: [{ text: ids, section: AT.section }],
    },
  ];
}

function waitingNews(facts: PeriodFacts): News[] {
  const { view, vulnerabilities } = facts;
  const { severe, overdue } = waitingIn(facts);
  if (vulnerabilities.findings.length === 0 && vulnerabilities.scans === 0) {
    if (!asksFor(view.input.contract.contract, 'scan')) return [];
    const text = '没有登记漏洞扫描，有无漏洞无从判断';
    return [{ gravity: 'unmeasured', weight: 1, id: 'findings', text, references: [AT] }];
  }
  const told = [...new Set([...severe, ...overdue])];
  if (told.length === 0) return [];
  const critical = severe.filter(({ finding }) => finding.level === 'critical').length;
  const parts = [
    ...(critical === 0 ? [] : [`${findingLevels.critical} ${critical} 个`]),
    ...(severe.length === critical ? [] : [`${findingLevels.high} ${severe.length - critical} 个`]),
  ];
  const late = overdue.length === 0 ? '' : `逾期未修复 ${overdue.length} 个${mendedText(overdue, vulnerabilities)}`;
  const ids = namesText([...new Set(told.map(({ finding }) => finding.id))], '个', SHOWN);
  const text =
    parts.length === 0 ? `漏洞${late}` : [`待修复漏洞：${parts.join('、')}`, late].filter(Boolean).join('，');
  return [
    {
      gravity: 'exposed',
      weight: severe.length + overdue.length,
      id: 'findings',
      text,
      references: [{ text: ids, section: AT.section }],
    },
  ];
}

/** What was released in time and no scan has looked at since is 逾期未修复 for want of the scan alone, which is said. */
function mendedText(overdue: readonly FollowedFinding[], { chains }: PeriodFacts['vulnerabilities']): string {
  const count = overdue.filter((one) => mendedInTime(one, chains(one))).length;
  const which = count === overdue.length ? '' : `其中 ${count} 个`;
  return count === 0 ? '' : `（${which}修复已在期限内发布，尚未复扫，不能确认）`;
}

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
  if (facts.vulnerabilities.findings.length === 0 && facts.vulnerabilities.scans === 0) return [];
  const label = `待修复${findingLevels.critical}${findingLevels.high}`;
  const note = waiting.length === severe.length ? undefined : `各级共 ${waiting.length} 个`;
  const item = countFigure(label, severe.length, 'attention', note);
  return [{ item: headline(item, 'findings.waiting.severe', toDate(facts.view)), better: 'less', counter: '个' }];
}

/** What the figures of 首页 give as reasons: limits missed, the quota, findings past their deadline, what has run out. Pure. */
import type { SiteBoard, SiteModel } from '../report/site-model.ts';

export interface Reason {
  tone: SiteModel['verdict']['tone'];
  text: string;
  href: string | null;
}

/** Only what needs attention; a figure without observation is no reason for 正常. */
export function boardReasons(board: SiteBoard): Reason[] {
  return [limits(board), quota(board), findings(board), expired(board)].filter((one) => one !== null);
}

function limits({ commitments, recovery }: SiteBoard): Reason | null {
  const missed = [...commitments, ...recovery].filter((one) => one.missed > 0);
  const [first] = missed;
  if (first === undefined) return null;
  const text = missed.map(({ label, missed: count }) => `${label} ${count} 次`).join('，');
  return { tone: 'attention', text: `本服务期时限未达标：${text}`, href: first.href };
}

/** Nothing is concluded while no reading is confirmed: then every count is told, with the question that is open. */
function quota({ quota: { limit, confirmed, tone, readings } }: SiteBoard): Reason | null {
  if (tone === 'normal') return null;
  const counts = [...new Set(readings.map(({ supplier }) => supplier))].sort((a, b) => a - b);
  const text = `重大故障按各口径 ${counts.join('、')} 次，年度限额 ${limit} 次${confirmed ? '' : '，口径未经双方确认，不下结论'}`;
  return { tone: tone === 'abnormal' ? 'abnormal' : 'attention', text, href: '/faults#quota' };
}

function findings({ findings: { levels } }: SiteBoard): Reason | null {
  const late = levels.filter(({ overdue }) => overdue > 0);
  if (late.length === 0) return null;
  const text = late.map(({ label, overdue }) => `${label} ${overdue} 项`).join('，');
  return { tone: 'attention', text: `漏洞逾期未修复：${text}`, href: '/findings' };
}

function expired({ renewals }: SiteBoard): Reason | null {
  const gone = renewals.filter(({ tone }) => tone === 'abnormal');
  if (gone.length === 0) return null;
  return {
    tone: 'abnormal',
    text: `已到期未办理：${gone.map(({ item }) => item).join('、')}`,
    href: '/records/renewal',
  };
}

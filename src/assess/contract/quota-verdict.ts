/**
 * What is said of a quota, once: how grave it is, by which tone, and in which words. Page one and the sections of the documents, 首页,
 * `status` and the pages of the site say this and nothing of their own. Pure.
 */
import { type Gravity, toneOf } from '../../states/gravity.ts';
import type { Tone } from '../../states/look.ts';
import { isSpent, type Quota, quotaConclusions, useWord } from '../../subjects/incidents/judge/quota.ts';
import { unsettledText, unsettledWord } from '../../wording/interpretation-words.ts';

export interface QuotaVerdict {
  /** null: by every reading it is kept, and nothing is open that could change that. */
  gravity: Gravity | null;
  tone: Tone;
  /** One sentence without its stop: how often was counted, and what is left of it. */
  text: string;
  /** The same where it is named among others. */
  brief: string;
  /** Its state alone, for a cell beside the counts: `按不同口径已用完、已超过（口径未确认）`. */
  state: string;
}

type Judged = Pick<Quota, 'limit' | 'name' | 'counts' | 'confirmed' | 'countsFrom' | 'state' | 'byOption' | 'recorded'>;

/** Every count is told while no reading is confirmed; what is 待定 counts from the first moment, and that nothing is left is said. */
export function quotaVerdict(quota: Judged): QuotaVerdict {
  const { limit, confirmed, state } = quota;
  const readings = quota.byOption.map((one) => ({ supplier: one.supplier.length, pending: one.pending.length }));
  const kept = confirmed
    ? state === 'within'
    : quota.byOption.every((one) => one.state === 'within' && one.pending.length === 0);
  const gravity = quotaGravity(limit, readings) ?? (kept ? null : 'undecided');
  const called = `${quota.counts ?? ''}${quota.name}`;
  const words = [...new Set(readings.map((one) => useWord(one, limit)))].sort();
  const said = words.length > 1 ? `按不同口径${words.join('、')}` : (words[0] ?? '');
  const spent = readings.some((one) => isSpent(one, limit));
  const open = confirmed ? '' : `（口径${unsettledWord(quota)}）`;
  return {
    gravity,
    tone: quotaTone(gravity, quota),
    text: `${called} ${limit} 次：${timesText(readings)}，限额${said}${confirmed ? '' : `（口径${unsettledText(quota)}，不作结论）`}`,
    brief: `${called}${spent || confirmed ? said : readings.some(({ pending }) => pending > 0) ? '有待定' : ''}${words.length > 1 && spent ? '' : open}`,
    state: stateText(quota, { said, spent, open }),
  };
}

/** Where nothing at all is on record nothing shows that there was nothing. */
function quotaTone(gravity: Gravity | null, { recorded }: Judged): Tone {
  if (gravity !== null) return toneOf(gravity);
  return recorded === 0 ? 'muted' : 'normal';
}

function stateText(
  { recorded, confirmed, state }: Judged,
  { said, spent, open }: { said: string; spent: boolean; open: string },
): string {
  if (recorded === 0) return NOTHING_RECORDED;
  if (confirmed && !spent) return quotaConclusions[state];
  return `${said}${state === 'used-up' ? '，未超过' : open}`;
}

/** 0 times by the records, which is no proof of none. */
const NOTHING_RECORDED = '没有登记故障，不作结论';

/** `按不同口径已计 1 至 2 次，另待定 1 次` */
function timesText(readings: readonly { supplier: number; pending: number }[]): string {
  const range = (values: readonly number[]): string => {
    const [least, most] = [Math.min(...values), Math.max(0, ...values)];
    return least === most ? `${most}` : `${least} 至 ${most}`;
  };
  const counted = range(readings.map(({ supplier }) => supplier));
  const open = range(readings.map(({ pending }) => pending));
  const by = `${counted}${open}`.includes('至') ? '按不同口径' : '';
  return `${by}已计 ${counted} 次${open === '0' ? '' : `，另待定 ${open} 次`}`;
}

/**
 * How grave it is how a quota stands: as soon as by one reading nothing of it is left, and exceeded only where every reading that stands
 * says so. null: by none of them.
 */
function quotaGravity(
  limit: number,
  readings: readonly { supplier: number; pending: number }[],
): 'quota-exceeded' | 'quota-reached' | null {
  if (!readings.some((one) => isSpent(one, limit))) return null;
  return readings.every(({ supplier }) => supplier > limit) ? 'quota-exceeded' : 'quota-reached';
}

/**
 * How grave a fact is, and what it is called for it: one ranking for page one of the reports, for 首页 of the site and for the terminal, so
 * that the same fact stands at the same place and under the same mark wherever it is told. Pure.
 */
import { isSpent } from '../../subjects/incidents/judge/quota.ts';

/** Worst first. That something was not measured is a thing of its own: it never passes for good. */
export const gravities = [
  'tampered',
  'outage-whole',
  'quota-exceeded',
  'still-down',
  'outage-core',
  'quota-reached',
  'recovery-failed',
  'unauthorised',
  'limit-missed',
  'clause-missed',
  'returned',
  'missing',
  'target-missed',
  'exposed',
  'expired',
  'beyond-repair',
  'backup-failed',
  'absent',
  'open-fault',
  'quota-spent',
  'late',
  'incomplete',
  'unmeasured',
  'undecided',
  'cost',
  'expiring',
] as const;
export type Gravity = (typeof gravities)[number];

/** From here on a thing wants a look, and no more: nothing that was asked for was missed by it. */
const FIRST_MILD: Gravity = 'open-fault';

const rank = new Map<Gravity, number>(gravities.map((one, n) => [one, n]));

/** 0 is the worst. */
export const rankOf = (gravity: Gravity): number => rank.get(gravity) ?? gravities.length;

export const isMild = ({ gravity }: { gravity: Gravity }): boolean => rankOf(gravity) >= rankOf(FIRST_MILD);

/** ▲ of what was asked for and is not so, △ of what wants a look. */
export const toneOf = (gravity: Gravity): 'abnormal' | 'attention' => (isMild({ gravity }) ? 'attention' : 'abnormal');

/**
 * How grave it is how a quota stands: as soon as by one reading nothing of it is left, and exceeded only where every reading that stands
 * says so. null: by none of them.
 */
export function quotaGravity(
  limit: number,
  readings: readonly { supplier: number; pending: number }[],
): 'quota-exceeded' | 'quota-reached' | null {
  if (!readings.some((one) => isSpent(one, limit))) return null;
  return readings.every(({ supplier }) => supplier > limit) ? 'quota-exceeded' : 'quota-reached';
}

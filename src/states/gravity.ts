/**
 * How grave a fact is, and what it is called for it: one ranking for page one of the reports, for 首页 of the site and for the terminal, so
 * that the same fact stands at the same place and under the same mark wherever it is told. Pure.
 */

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
  'quota-spent',
  'open-fault',
  'open-finding',
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

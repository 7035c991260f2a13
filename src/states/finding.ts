import { type Look, wordsOf } from './look.ts';

/** How a finding stands, or what happened to it in a period. */
export const findings = {
  new: { word: '新增', tone: 'attention', mark: '△' },
  continuing: { word: '持续', tone: 'attention', mark: '△' },
  reopened: { word: '重新出现', tone: 'attention', mark: '△' },
  fixed: { word: '已修复', tone: 'normal', mark: '●' },
  accepted: { word: '接受风险', tone: 'muted', mark: '–' },
  'false-positive': { word: '误报', tone: 'muted', mark: '–' },
} as const satisfies Record<string, Look>;

export type FindingState = keyof typeof findings;

export const findingStates = wordsOf(findings);

/** 已修复 after the deadline: it stays told, as a deadline that was not kept. */
export const fixedLate: Look = { word: findings.fixed.word, tone: 'abnormal', mark: '▲' };

/** How one that waits stands to its deadline: past it, or past it and mended in time, which a scan has to confirm. */
export const findingDeadlines = {
  yes: { word: '逾期', tone: 'abnormal', mark: '▲' },
  awaiting: { word: '待复扫', tone: 'attention', mark: '△' },
  no: { word: '未逾期', tone: 'normal', mark: '' },
} as const satisfies Record<string, Look>;

export const deadlineWords = wordsOf(findingDeadlines);

export type FindingLateness = keyof typeof findingDeadlines;

/** What was decided of one that is still there, beside its remedy. */
export const findingDecisions = {
  expired: { word: '接受风险已过期', tone: 'abnormal', mark: '▲' },
  accepted: { word: findings.accepted.word, tone: 'normal', mark: '' },
  falsePositive: { word: findings['false-positive'].word, tone: 'normal', mark: '' },
} as const satisfies Record<string, Look>;

/** What the scans of a period saw of an asset. `by-host`: not itself, but the host on which it runs. */
export const coverages = {
  scanned: { word: '已扫描', tone: 'normal', mark: '' },
  'by-host': { word: '所在主机已扫描', tone: 'normal', mark: '' },
  failed: { word: '未扫描成功', tone: 'attention', mark: '◇' },
  'not-scanned': { word: '未扫描', tone: 'attention', mark: '◇' },
} as const satisfies Record<string, Look>;

export type Coverage = keyof typeof coverages;

/** How states and outcomes look: word, mark and colour together, so that none of them has to be seen alone. */
import type { SiteModel, SiteOccurrence } from '../../report/site-model.ts';

export type State = SiteOccurrence['state'];
export type Tone = 'normal' | 'attention' | 'abnormal' | 'muted' | 'plain';

export interface Look {
  word: string;
  mark: string;
  tone: Tone;
}

export const states: Record<State, Look> = {
  overdue: { word: '逾期未交', mark: '▲', tone: 'abnormal' },
  undelivered: { word: '逾期未送达', mark: '▼', tone: 'abnormal' },
  missing: { word: '缺失', mark: '×', tone: 'abnormal' },
  due: { word: '待交', mark: '○', tone: 'attention' },
  awaiting: { word: '待送达', mark: '◎', tone: 'attention' },
  late: { word: '补报', mark: '◐', tone: 'attention' },
  'delivered-late': { word: '逾期送达', mark: '◑', tone: 'attention' },
  'on-time': { word: '按期', mark: '●', tone: 'normal' },
  upcoming: { word: '未到期', mark: '–', tone: 'muted' },
  waived: { word: '已豁免', mark: '◇', tone: 'muted' },
};
export const stateOrder = Object.keys(states) as State[];

/** States of what goes by its delivery or receipt. */
const HANDOVER: readonly State[] = ['awaiting', 'undelivered', 'delivered-late'];

/** The states that occur under a contract, in the order of urgency: those of 送达 and 签收 only where it goes by them. */
export function looksOf({ handoverStates }: Pick<SiteModel, 'handoverStates'>): { state: State; look: Look }[] {
  return stateOrder
    .filter((state) => handoverStates !== undefined || !HANDOVER.includes(state))
    .map((state) => ({ state, look: { ...states[state], word: handoverStates?.[state] ?? states[state].word } }));
}

export const outcomes: Record<string, Look> = {
  normal: { word: '正常', mark: '', tone: 'normal' },
  abnormal: { word: '异常', mark: '▲', tone: 'abnormal' },
  unreachable: { word: '无法采集', mark: '◇', tone: 'attention' },
  stale: { word: '数据过期', mark: '△', tone: 'attention' },
  unconfigured: { word: '未配置', mark: '–', tone: 'muted' },
  'manual-pending': { word: '待人工', mark: '○', tone: 'muted' },
  'not-applicable': { word: '不适用', mark: '', tone: 'muted' },
};

/** Counts in the order in which documents print them; a code without a name is shown as it is. */
export function orderedOutcomes(counts: Record<string, number>): { code: string; look: Look; count: number }[] {
  const known = Object.keys(outcomes).filter((code) => code !== 'not-applicable' || (counts[code] ?? 0) > 0);
  const unknown = Object.keys(counts).filter((code) => !(code in outcomes));
  return [...known, ...unknown].map((code) => ({
    code,
    look: outcomes[code] ?? { word: code, mark: '', tone: 'plain' },
    count: counts[code] ?? 0,
  }));
}

export const total = (counts: Record<string, number>): number => Object.values(counts).reduce((sum, n) => sum + n, 0);

/** Mark beside a tone, where there is no state or outcome to take one from. */
export const toneMarks: Record<string, string> = { normal: '●', attention: '△', abnormal: '▲', muted: '–' };

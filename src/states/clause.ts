import { type Look, wordsOf } from './look.ts';

/** 达成情况 of a clause. 有证据 is not 没有瑕疵: what met says is that no exception was found by the rules. */
export const clauses = {
  met: { word: '有证据，未见例外', tone: 'normal', mark: '' },
  exception: { word: '有例外', tone: 'abnormal', mark: '▲' },
  undecided: { word: '因口径而异', tone: 'attention', mark: '△' },
  incomplete: { word: '证据不全', tone: 'attention', mark: '◇' },
  'no-evidence': { word: '没有证据', tone: 'attention', mark: '◇' },
  // What would be met, of which the data hold only a part of the words, or none of them.
  part: { word: '部分表达（余下未判）', tone: 'attention', mark: '◇' },
  unexpressed: { word: '未表达（不作判断）', tone: 'attention', mark: '◇' },
  'not-occurred': { word: '本期没有登记发生', tone: 'muted', mark: '–' },
  'not-due': { word: '本期未到期', tone: 'muted', mark: '–' },
  behind: { word: '以位次高的文件为准', tone: 'muted', mark: '–' },
  declared: { word: '声明性条款（不作判断）', tone: 'muted', mark: '–' },
} as const satisfies Record<string, Look>;

export type ClauseState = keyof typeof clauses;

export const clauseStates = wordsOf(clauses);

/** What is said where no statement says it of a period, or another than the statement said. */
export const besideStatements = {
  unlisted: { word: '未列入', tone: 'muted', mark: '–' },
  unjudged: { word: '没有对照表，未判定', tone: 'attention', mark: '△' },
  waived: { word: '对照表已豁免', tone: 'muted', mark: '–' },
  open: { word: '尚未判定', tone: 'muted', mark: '–' },
  'missed-since': { word: '签发后判定未达标', tone: 'abnormal', mark: '▲' },
} as const satisfies Record<string, Look>;

/**
 * By weight, the heaviest first: over several periods a clause stands as in the one in which it stood worst. That nothing came up
 * in one of them takes nothing from what was kept in another.
 */
export const statesByWeight: readonly ClauseState[] = [
  ...(['exception', 'no-evidence', 'incomplete', 'undecided', 'unexpressed', 'part'] as const),
  ...(['met', 'not-occurred', 'not-due', 'behind', 'declared'] as const),
];

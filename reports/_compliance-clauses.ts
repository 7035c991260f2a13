/** Every clause of the contract: 原文 · 证据 · 独立来源的证据 · 达成情况 · 例外. */
import type { ClauseEvidence } from '../src/assess/clause-evidence.ts';
import type { ClauseException } from '../src/assess/clause-exceptions.ts';
import { type ClauseState, type ClauseStatus, clauseStates } from '../src/assess/clause-status.ts';
import { clauseNumber, clauseText } from '../src/contract/clauses.ts';
import type { RichCell, Section, Tone } from '../src/report/document.ts';
import { periodsText, shortPeriod } from './_deliveries.ts';
import { namesText, table } from './_figures.ts';

const tones: Record<ClauseState, Tone> = {
  met: 'normal',
  exception: 'abnormal',
  undecided: 'attention',
  'no-evidence': 'attention',
  'not-occurred': 'muted',
  'not-due': 'muted',
};
const marks: Partial<Record<ClauseState, string>> = {
  exception: '▲',
  undecided: '△',
  'no-evidence': '◇',
  'not-occurred': '–',
  'not-due': '–',
};

/** 达成情况 with its mark, so that it stands out in black and white too. */
export function clauseStateCell(state: ClauseState): RichCell {
  const mark = marks[state];
  return { text: clauseStates[state], tone: tones[state], ...(mark === undefined ? {} : { mark }) };
}

/** One section with a table for each chapter (`4.1`, `5.3`) of the contract. */
export function clauseSections(statuses: readonly ClauseStatus[]): Section[] {
  const chapters = [...Map.groupBy(statuses, ({ clause }) => chapterOf(clause.id)).entries()];
  return [
    { id: 'clauses', title: '逐条对照', blocks: [{ type: 'note', text: LEGEND, tone: 'muted' }] },
    ...chapters.map(
      ([chapter, own]): Section => ({
        id: `clause-${chapter.replaceAll('.', '-')}`,
        title: chapterTitle(own),
        level: 2,
        blocks: [chapterTable(chapter, own)],
      }),
    ),
  ];
}

const LEGEND =
  '证据为统计区间内的记录数（按记录种类）、已签发的文档编号和已签收份数；独立来源指自动采集、第三方导入，以及采购人或用户签字、许可、确认的记录。有证据不等于没有瑕疵，未见例外指按既定规则没有发现例外。';

const chapterOf = (id: string): string => /^\d+(\.\d+)?/.exec(id)?.[0] ?? id;

/** `四（一） = 4.1`, from the paper number of the first clause. */
function chapterTitle(own: readonly ClauseStatus[]): string {
  const first = own[0]?.clause;
  if (first === undefined) return '';
  const paper = /^[一二三四五六七八九十]+(（[一二三四五六七八九十]+）)?/.exec(first.paper)?.[0] ?? first.paper;
  return `${paper} = ${chapterOf(first.id)}`;
}

function chapterTable(chapter: string, own: readonly ClauseStatus[]) {
  return table(
    `条款 ${chapter}`,
    [
      { key: 'number', label: '条款', type: 'text', weight: 1 },
      { key: 'text', label: '原文', type: 'text', weight: 2.4 },
      { key: 'evidence', label: '证据', type: 'text', weight: 2.6 },
      { key: 'independent', label: '独立来源的证据', type: 'text', weight: 1.3 },
      { key: 'state', label: '达成情况', type: 'text', weight: 1.1 },
      { key: 'exceptions', label: '例外', type: 'text', weight: 2.4 },
    ],
    own.map((one) => ({
      ...(one.state === 'exception' ? { tone: 'abnormal' as const } : {}),
      cells: {
        number: `${clauseNumber(one.clause)} ${one.clause.label}`,
        text: clauseText(one.clause),
        evidence: evidenceText(one),
        independent: independentText(one.evidence),
        state: clauseStateCell(one.state),
        exceptions: exceptionText(one),
      },
    })),
    '没有条款。',
  );
}

/** Documents that are named one by one before it says 等 N 份. */
const NUMBERS = 3;

function evidenceText({ evidence, issued, received }: ClauseStatus): string {
  const records = evidence.kinds.map(({ kind, records: own }) => `${kind.label} ${own.length} 条`).join('，');
  const numbers = issued.flatMap((one) => one.current?.number ?? []);
  const documents =
    numbers.length === 0
      ? ''
      : `文档 ${namesText(numbers, '份', NUMBERS)}；已签收 ${received} 份${received === numbers.length ? '' : `，未签收 ${numbers.length - received} 份`}`;
  return [records, documents].filter((part) => part !== '').join('；') || '没有登记记录，没有签发文档';
}

function independentText({ automatic, imported, purchaser }: ClauseEvidence): string {
  const parts = [
    automatic > 0 ? `自动采集 ${automatic} 条` : '',
    imported > 0 ? `第三方导入 ${imported} 条` : '',
    purchaser > 0 ? `采购人或用户签认 ${purchaser} 条` : '',
  ].filter((part) => part !== '');
  return parts.join('，') || '没有';
}

/** Exceptions that are told in the row; all of them stand in 例外清单. */
const TOLD = 2;

function exceptionText(status: ClauseStatus): string {
  const { exceptions, gaps, undelivered } = status;
  const told = exceptions.slice(0, TOLD).map(oneException);
  const more = exceptions.length > TOLD ? [`等 ${exceptions.length} 项，见例外清单`] : [];
  const late = gaps.length === 0 ? [] : [gapText(status)];
  const open = undelivered === 0 ? [] : [`另：按送达口径未按期 ${undelivered} 份`];
  return [...told, ...more, ...late, ...open].join('；') || '未见例外';
}

export function oneException({ text, where }: ClauseException): string {
  return where === '' || text.includes(where) ? text : `${text}（${where}）`;
}

/** Late or owed documents that are exceptions already are not told twice. */
function gapText({ gaps, exceptions }: ClauseStatus): string {
  const names = [...Map.groupBy(gaps, (one) => one.obligation.name).entries()].map(
    ([name, own]) => `${name} ${periodsText(own.map((one) => shortPeriod(one.occurrence)))}`,
  );
  const word = exceptions.length > 0 ? '未按期的文档' : '证明文件未按期（不单独计为例外）';
  return `${word}：${namesText(names, '种', NUMBERS)}`;
}

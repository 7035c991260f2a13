/** What a contract says of itself in so many words: project, number, parties, service period. Nothing is inferred. Pure. */
import { servicePeriodIn } from './service-period.ts';

export interface PlainTerms {
  /** The title above everything. */
  project?: string;
  number?: string;
  purchaser?: string;
  supplier?: string;
  supervisor?: string;
  servicePeriod?: { from: string; to: string };
  /** The words by which its clauses name the two, where it has others than 采购人 and 供应商. */
  called?: { purchaser: string; supplier: string };
}

type Key = 'project' | 'number' | 'otherNumber' | 'purchaser' | 'supplier' | 'supervisor';

/** What stands in front of a colon, or in the first cell of a row, and what is said by it. */
const LABELS: readonly [key: Key, label: RegExp][] = [
  ['project', /^(?:项目|合同|工程)名称$/],
  ['number', /^(?:合同|协议)(?:登记|文本)?(?:编号|号)$/],
  ['otherNumber', /^(?:采购|项目|采购项目|招标|招标文件|采购文件)编号$/],
  [
    'purchaser',
    /^(?:甲方|采购(?:人|方|单位)|委托(?:方|人|单位)|发包(?:方|人|单位)|业主(?:方|单位)?|招标人|用户单位|[买需]方|建设单位)$/,
  ],
  [
    'supplier',
    /^(?:乙方|(?:成交)?供应商|受托(?:方|人|单位)|承包(?:方|人|单位)|中标(?:人|单位|供应商)|服务(?:方|商|单位|提供商)|[卖供]方|(?:运维|维保)单位)$/,
  ],
  ['supervisor', /^监理(?:方|人|单位)?$/],
];
/** What stands where nothing was filled in. */
const BLANK = /^[\s_＿—\-－/／…．.×xX*（）()〔〕[\]]*$/;
/** 某某公司（以下简称“甲方”） */
const CALLED =
  /([^，。；：:\s（()“”]{4,40})[（(](?:以下|下)?(?:简?称)(?:为)?[：:]?[“"「]?([^”"」）)]{2,4})[”"」]?[）)]/g;

const plain = (text: string): string => text.replace(/[\s\u3000]/g, '');
const keyOf = (label: string): Key | undefined => LABELS.find(([, pattern]) => pattern.test(label))?.[0];

/** @param lines of the whole file; what it says twice in different words is left to a person */
export function plainTermsIn(lines: readonly string[]): PlainTerms {
  const said = new Map<Key, Set<string>>();
  const say = (key: Key, text: string): void => {
    const value = text
      .replace(/^[\s\u3000_＿]+/, '')
      .replace(/[；;。，,、\s\u3000_＿]+$/, '')
      .replace(/[（(]?(?:盖章|公章|签章)[）)]?$/, '');
    const values = said.get(key) ?? new Set<string>();
    said.set(key, values);
    if (!BLANK.test(value) && value.length <= 60) values.add(value);
  };
  for (const line of lines) readLine(line, say);
  const only = (key: Key): string | undefined => {
    const values = [...(said.get(key) ?? [])];
    return values.length === 1 ? values[0] : undefined;
  };
  const found = {
    project: only('project') ?? titleOf(lines),
    // A number of the contract that was left blank is none, whatever number the purchase had.
    number: said.has('number') ? only('number') : only('otherNumber'),
    ...{ purchaser: only('purchaser'), supplier: only('supplier'), supervisor: only('supervisor') },
    servicePeriod: servicePeriodIn(lines.join('\n')),
    called: calledIn(lines.join('\n')),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

const CALLED_BY: readonly [purchaser: string, supplier: string][] = [
  ...([
    ['甲方', '乙方'],
    ['委托人', '受托人'],
    ['委托方', '受托方'],
    ['发包人', '承包人'],
    ['发包方', '承包方'],
  ] as const),
  ...([
    ['委托单位', '运维单位'],
    ['业主', '承包人'],
    ['客户', '服务商'],
    ['采购单位', '中标人'],
    ['采购人', '中标人'],
  ] as const),
  ...([
    ['采购单位', '供应商'],
    ['采购人', '供应商'],
    ['需方', '供方'],
    ['买方', '卖方'],
  ] as const),
].map(([purchaser, supplier]) => [purchaser, supplier]);
/** So often at least a paper names each of the two by its word. */
const OFTEN = 2;

/** The pair by which the text speaks most; none where it hardly speaks of either, or by the words that stand there anyway. */
function calledIn(text: string): PlainTerms['called'] {
  const times = (word: string): number => text.split(word).length - 1;
  const [first] = CALLED_BY.map(([purchaser, supplier]) => ({
    ...{ purchaser, supplier, least: Math.min(times(purchaser), times(supplier)) },
  })).toSorted((a, b) => b.least - a.least);
  if (first === undefined || first.least < OFTEN || (first.purchaser === '采购人' && first.supplier === '供应商'))
    return undefined;
  return { purchaser: first.purchaser, supplier: first.supplier };
}

function readLine(line: string, say: (key: Key, text: string) => void): void {
  const pieces = line
    .split(/\t+| {3,}|\u3000{3,}/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  pieces.forEach((piece, n) => {
    const bare = /^[（(](.+)[）)]$/.exec(piece)?.[1] ?? piece;
    const [, label = '', value = ''] = /^([^：:]{2,20})[：:](.*)$/.exec(bare) ?? [];
    const key = keyIn(label);
    if (key !== undefined) say(key, value);
    // A row of a table: the label in one cell, what it says in the next.
    const own = n + 2 === pieces.length && !/[：:]/.test(bare) ? keyIn(bare) : undefined;
    if (own !== undefined) say(own, pieces[n + 1] ?? '');
  });
  for (const [, name = '', called = ''] of line.matchAll(CALLED)) {
    const key = keyOf(plain(called));
    if (key !== undefined) say(key, name.replace(/^[由与和及]/, ''));
  }
}

/** 甲　　方, 甲方（采购人）, 客户（甲方）, 乙方（盖章）: by the word itself, else by that in brackets. */
function keyIn(label: string): Key | undefined {
  const [, word = '', role = ''] = /^([^（()）]{1,12})(?:[（(]([^）)]{1,8})[）)])?$/.exec(plain(label)) ?? [];
  return word === '' ? undefined : (keyOf(word) ?? keyOf(role));
}

/** Words that say what a paper is, and of what it is nothing. */
const GENERIC = /^(?:(?:政府采购)?合同(?:书|文本)?|协议书?|采购需求书?|服务要求|任务书|需求书|技术(?:规格|要求)书?)$/;
const TITLE = /(?:合同书?|协议书?|采购需求书?|服务要求|任务书|需求书|项目|技术规格书)$/;

/** The first line when it is a title and no sentence: 某某运维服务合同; a line that says only 采购需求 names nothing. */
function titleOf(lines: readonly string[]): string | undefined {
  const first = lines
    .filter((line) => line.trim() !== '')
    .slice(0, 6)
    .map((line) => line.trim())
    .find((line) => TITLE.test(plain(line)) && !GENERIC.test(plain(line)));
  return first !== undefined &&
    first.length >= 6 &&
    first.length <= 50 &&
    !/[。；：:，]/.test(first) &&
    !/^第/.test(first)
    ? first
    : undefined;
}

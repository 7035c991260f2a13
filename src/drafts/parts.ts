/** The papers that stand in one file: general and special terms, supplements, annexes; with their rank where the text says so. Pure. */

export type PartKind = 'main' | 'general' | 'special' | 'supplement' | 'annex';

/** One paper of a file. */
export interface Part {
  kind: PartKind;
  /** As its own heading has it: 专用条款, 附件一　设备清单; empty for a file that is one paper. */
  name: string;
  /** How its clauses are cited beside others' of one number: 附件一, 补充协议（二）; empty for the contract itself. */
  cited: string;
  /** Letters before the ids of its clauses, those of the file in front. */
  prefix: string;
  /** The higher prevails; all alike where the text says nothing. */
  rank: number;
  lines: string[];
  /** How many lines of the file stand before it. */
  offset: number;
}

/** How each kind is named where an order of precedence is written. */
const kinds: readonly [kind: PartKind, word: string, prefix: string][] = [
  ['general', '(?:合同)?(?:通用|一般)(?:合同)?(?:条款|条件)', ''],
  ['special', '(?:合同)?(?:专用|特别|特殊)(?:合同)?(?:条款|条件)', 'Z'],
  ['supplement', '补充(?:协议|条款|合同)', 'S'],
  ['annex', '附[件录表]', 'F'],
];

const CN = '[一二三四五六七八九十百\\d０-９]+';
/** A heading that opens a part: nothing but its name, its number and, for an annex, its title. */
const heads: readonly [kind: PartKind, pattern: RegExp][] = kinds.map(([kind, word]) => [
  kind,
  kind === 'annex'
    ? new RegExp(`^${word}[ \\t\\u3000]*${CN}(?:[ \\t\\u3000：:、.．][^。；;，,]{0,30})?$`)
    : new RegExp(
        `^(?:第${CN}(?:部分|部|篇)[ \\t\\u3000：:]*)?${word}(?:[ \\t\\u3000]*[（(]?(?:${CN}|之${CN})[）)]?)?[ \\t\\u3000：:]*$`,
      ),
]);

/** @param prefix letters before every id of the file @returns at least one part; together they have every line, in order */
export function partsOf(lines: readonly string[], prefix = ''): Part[] {
  const opened = lines.flatMap((line, n) => {
    const kind = headOf(line);
    return kind === undefined ? [] : [{ kind, n, name: line.trim().replace(/[：:]$/, '') }];
  });
  const heads = opened.filter(({ kind, n }, at) => {
    const body = lines.slice(n + 1, opened[at + 1]?.n ?? lines.length);
    // A list of annexes, or a table of contents, names them without a word below.
    const saysMore = body.some((line) => line.trim() !== '');
    // 附件3 above the title is what the whole file once was.
    return saysMore && (kind !== 'annex' || lines.slice(0, n).some((line) => line.trim() !== ''));
  });
  // General terms go on from what stands before them: title, parties, number.
  const cuts = heads.filter(({ kind }, at) => !(kind === 'general' && at === 0));
  const ranks = ranksIn(lines.join('\n'), [...new Set(cuts.map(({ kind }) => kind))]);
  const taken = new Map<string, number>();
  const made = [{ kind: 'main' as PartKind, n: 0, name: '' }, ...cuts].map(({ kind, n, name }, at, all): Part => {
    const short = kinds.find(([one]) => one === kind)?.[2] ?? '';
    const count = taken.get(short) ?? 0;
    taken.set(short, count + 1);
    const letters = kind === 'main' || count === 0 ? short : `${short}${String.fromCharCode(65 + (count % 26))}`;
    return {
      cited:
        /(?:附[件录表]|补充|专用|特别|特殊)[^\s：:、.．]*/.exec(name.replace(/^(附[件录表])[ \t\u3000]+/, '$1'))?.[0] ??
        '',
      ...{ kind, name, prefix: `${prefix}${letters}`.slice(0, 4), rank: ranks.get(kind) ?? 1 },
      ...{ lines: lines.slice(n, all[at + 1]?.n ?? lines.length), offset: n },
    };
  });
  return made.filter((part, at) => at > 0 || made.length === 1 || part.lines.some((line) => line.trim() !== ''));
}

function headOf(line: string): PartKind | undefined {
  const text = line.trim();
  // With its page behind it stands in a table of contents.
  if (text === '' || /[.．…·]{3,}|\t\d+$/.test(text)) return undefined;
  return heads.find(([, pattern]) => pattern.test(text))?.[0];
}

/** true when the text says which of its papers prevails. */
export const saysOrder = (text: string): boolean => ordersIn(text).length > 0;

/** Pairs of kinds, the one that prevails first, in the words of the text alone. */
function ordersIn(text: string): [over: PartKind, under: PartKind][] {
  const kindOf = (words: string): PartKind | undefined => kinds.find(([, word]) => new RegExp(word).test(words))?.[0];
  const pairs: [PartKind, PartKind][] = [];
  for (const [, words = '', over = ''] of text.matchAll(
    /([^。；\n]{2,60}?)(?:不一致|相?抵触|冲突|矛盾)[^。；\n]{0,12}?[，,][^。；\n]{0,6}?以([^。；，,\n]{2,20}?)为准/g,
  )) {
    const winner = kindOf(over) ?? (/本(?:补充)?协议/.test(over) ? 'supplement' : undefined);
    const named = kinds.flatMap(([kind, word]) => (new RegExp(word).test(words) ? [kind] : []));
    const losers: PartKind[] = /原?合同|本合同|主合同/.test(words) ? [...named, 'general'] : named;
    if (winner !== undefined) for (const loser of losers) if (loser !== winner) pairs.push([winner, loser]);
  }
  for (const [, list = ''] of text.matchAll(
    /(?:解释|优先|效力)(?:的)?(?:次序|顺序)(?:依次)?(?:如下|为)?[：:\s]([^。]{4,200})/g,
  )) {
    const order = kinds
      .flatMap(([kind, word]) => {
        const at = list.search(new RegExp(word));
        return at === -1 ? [] : [{ kind, at }];
      })
      .sort((a, b) => a.at - b.at);
    order.forEach(({ kind }, n) => {
      for (const under of order.slice(n + 1)) pairs.push([kind, under.kind]);
    });
  }
  return pairs;
}

/** A number for each kind so that whatever prevails by the text stands higher; nothing is ranked that the text does not rank. */
function ranksIn(text: string, present: readonly PartKind[]): Map<PartKind, number> {
  // The contract itself and its general terms are one part.
  const own = (kind: PartKind): PartKind => (kind === 'general' && !present.includes('general') ? 'main' : kind);
  const pairs = ordersIn(text).map(([over, under]) => [own(over), own(under)] as const);
  const ranks = new Map<PartKind, number>();
  // As often as there are kinds: a contradiction ends there.
  for (let n = 0; n < kinds.length; n += 1)
    for (const [over, under] of pairs)
      if ((ranks.get(over) ?? 1) <= (ranks.get(under) ?? 1)) ranks.set(over, (ranks.get(under) ?? 1) + 1);
  const contradicts = pairs.some(([over, under]) => (ranks.get(over) ?? 1) <= (ranks.get(under) ?? 1));
  return contradicts ? new Map() : ranks;
}

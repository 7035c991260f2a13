/**
 * The states of clauses in a 合同履约对照表, counted again: which clauses have an exception follows from the records; what of the others
 * is proven, from what the row says of what had to be there and is; and how far the data express the words of a clause, from the list of
 * the words that are left, for no second count reads the prose of a contract.
 */
import { undecidedKeeping } from '../../backups/kept.ts';
import { balanceOf } from '../../balance.ts';
import type { Figures } from '../../counted.ts';
import type { Data } from '../../data.ts';
import { ownUnit } from '../../units.ts';
import type { World } from '../../world.ts';
import { exceptedIn, mayBeExcepted } from '../clauses/excepted.ts';
import { once } from '../once.ts';
import { type PrintedClause, printedClauses } from './clause-rows.ts';
import { tablesWith, type WrongWord } from './printed.ts';

const STATES: Readonly<Record<string, string>> = {
  ...{ met: '有证据，未见例外', exception: '有例外', undecided: '因口径而异', incomplete: '证据不全' },
  ...{ 'no-evidence': '没有证据', part: '部分表达（余下未判）', unexpressed: '未表达（不作判断）' },
  ...{ 'not-occurred': '本期没有登记发生', 'not-due': '本期未到期', behind: '以位次高的文件为准' },
  declared: '声明性条款（不作判断）',
};

/** Of a clause: what its row prints, and what it may be. */
interface Stated {
  id: string;
  printed: string;
  allowed: readonly string[];
  /** The list of exceptions names it; null where it names clauses by a number that several share. */
  isListed: boolean | null;
}

const EXTENTS: Readonly<Record<string, string>> = { 部分表达: 'part', 未表达: 'none' };

/** Every clause of the statement in its order. */
function statedClauses(world: World, document: Data): Stated[] {
  if (ownUnit(world) !== 'compliance-statement') return [];
  const excepted = exceptedOnce(world);
  const clauses = clausesByRow(world);
  const lists = tablesWith(document, 'no', 'clauses', 'day', 'where', 'text').flatMap(({ rows }) =>
    rows.map((row) => `、${row.text('clauses')}、`),
  );
  const all: Data[] = world.contract.clauses ?? [];
  const isShared = ({ id, paper }: Data): boolean => all.some((one) => one.paper === paper && one.id !== id);
  const left = new Map(
    tablesWith(document, 'clause', 'extent', 'rest').flatMap(({ rows }) =>
      rows.map((row): [string, string] => [row.text('clause'), EXTENTS[row.text('extent')] ?? 'whole']),
    ),
  );
  return printedClauses(document).flatMap((own) => {
    const clause = clauses.get(own.name);
    if (clause === undefined) return [];
    const extent = left.get(own.name) ?? 'whole';
    const id = String(clause.id);
    // A number may have the same stop within (十一、11.1) as stands between two.
    const isListed = lists.some((text) => text.includes(`、${clause.paper}、`));
    const may = isListed && mayBeExcepted(world).has(id) ? ['exception'] : [];
    const base = excepted.has(id) ? ['exception'] : [...unexcepted(world, own, clause), ...may];
    const printed = Object.keys(STATES).find((code) => STATES[code] === own.state) ?? own.state;
    return [
      {
        ...{ id, printed, allowed: [...new Set(base.flatMap((one) => asExpressed(one, extent)))] },
        isListed: isShared(clause) ? null : isListed,
      },
    ];
  });
}

const exceptedOnce = once(exceptedIn);
const keepingOnce = once(undecidedKeeping);

/** By the number and name with which a row begins. */
const clausesByRow = once((world) => {
  const all: Data[] = world.contract.clauses ?? [];
  return new Map<string, Data>(all.map((one) => [`${one.paper} ${one.label}`, one]));
});

const FAULTS = [
  ...['response', 'remote-start', 'arrival', 'restoration', 'incident-record', 'quota', 'repair', 'support-system'],
  'notice',
  ...['remote', 'permit'],
];

/** What a clause may be of which nothing was missed. */
function unexcepted(world: World, own: PrintedClause, { id, topics = [] }: Data): string[] {
  if (own.wants[0]?.wanted === '不据本条判定') return ['behind'];
  if (openClocks(world).has(String(id)) || /口径或责任未定|^未定/.test(own.exceptions)) return ['undecided'];
  const kept = keepingOnce(world).get(String(id));
  if (kept !== undefined) return [kept];
  // A document that was handed over late by one reading is late where that reading is the one that counts.
  const mayDiffer = own.exceptions.includes('另：按送达口径未按期') ? ['undecided'] : [];
  return [...mayDiffer, ...proven(own, topics)];
}

function proven({ wants, evidence }: PrintedClause, topics: readonly string[]): string[] {
  const all = wants.flatMap(({ amounts }) => amounts ?? []);
  const asked = all.filter(({ expected }) => expected > 0);
  const records = /^[^；]*? \d+ 条/.test(evidence);
  if (asked.some(({ expected, found }) => found < expected))
    return [records || asked.some(({ found }) => found > 0) ? 'incomplete' : 'no-evidence'];
  if (asked.length > 0) return ['met'];
  if (all.length > 0 && all.length >= topics.length)
    return topics.some((topic) => FAULTS.includes(topic)) ? ['not-occurred'] : ['not-occurred', 'not-due'];
  if (records) return ['met'];
  if (wants[0]?.wanted !== '以文档为证') return ['not-due', 'not-occurred', 'no-evidence'];
  return evidence.includes('没有签发文档') ? ['not-due', 'no-evidence'] : ['not-due', 'met'];
}

/** Clauses of clocks on which the readings differ, and of the goal that they measure. */
const openClocks = once((world): ReadonlySet<string> => {
  const { incidents, counts } = balanceOf(world);
  const open = incidents
    .filter(({ requirement }) => !requirement)
    .flatMap(({ record, clocks }) =>
      Object.entries(clocks).flatMap(([id, { state, decides, clauses = [] }]) =>
        decides !== false && state === 'undecided' && counts(`${record.id} ${id}`) ? clauses : [],
      ),
    );
  const goal = (world.contract.clauses ?? []).filter(({ topics = [] }: Data) => topics.includes('repair'));
  return new Set(open.length === 0 ? [] : [...open, ...goal.map(({ id }: Data) => String(id))]);
});

const EASY = ['met', 'not-occurred', 'not-due'];

/** What is not expressed bears no state that tells of nothing missing. Whether a clause only declares something its own data say. */
function asExpressed(state: string, extent: string): string[] {
  const declared = EASY.includes(state) || state === 'no-evidence' ? ['declared'] : [];
  if (extent === 'part') return [state === 'met' ? 'part' : state];
  if (extent === 'none') return [EASY.includes(state) ? 'unexpressed' : state];
  return [state, ...declared];
}

/** A row whose state it cannot be. */
export function* clauseWords(world: World, document: Data): Generator<WrongWord> {
  for (const { id, printed, allowed, isListed } of statedClauses(world, document)) {
    if (isListed !== null && isListed !== (printed === 'exception')) {
      const [was, is] = isListed ? ['列出', '不应列出'] : ['未列出', '列出'];
      yield { id: `word.clauses.${id}.listed`, printed: was, counted: is };
    }
    if (!allowed.includes(printed)) {
      const counted = allowed.map((one) => STATES[one] ?? one).join('或');
      yield { id: `word.clauses.${id}`, printed: STATES[printed] ?? printed, counted };
    }
  }
}

/** How many clauses are in each state, and of how many words are left. */
export function clauseFigures(world: World, document: Data): Figures {
  const all = statedClauses(world, document);
  if (all.length === 0) return {};
  const states = all.map(({ printed, allowed }) => (allowed.includes(printed) ? printed : (allowed[0] ?? printed)));
  const of = (...codes: string[]): number => states.filter((one) => codes.includes(one)).length;
  const left = tablesWith(document, 'clause', 'extent', 'rest').flatMap(({ rows }) => rows).length;
  const others = of('undecided', 'not-occurred', 'not-due', 'behind', 'declared');
  return {
    'clauses.met': of('met'),
    'clauses.exception': of('exception'),
    'clauses.unproven': of('incomplete', 'no-evidence'),
    ...(left === 0 ? {} : { 'clauses.left': left, 'clauses.unexpressed': of('part', 'unexpressed') }),
    ...(others === 0 ? {} : { 'clauses.others': others }),
    ...Object.fromEntries(
      Object.keys(STATES)
        .filter((code) => code !== 'met' && of(code) > 0)
        .map((code) => [`clauses.${code}.count`, of(code)]),
    ),
  };
}

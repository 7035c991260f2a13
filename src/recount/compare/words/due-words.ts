/** 按期, 补报, 缺失 and the like of each 应交项, wherever a document lists it. */
import type { Due } from '../../calendar.ts';
import { dueDay, judgedDues, type Outcome } from '../../counted-deliveries.ts';
import { type Data, ms } from '../../data.ts';
import { countsHandover, factFor } from '../../levels/on-time.ts';
import type { World } from '../../world.ts';
import { once } from '../once.ts';
import { type PrintedRow, tablesWith, type WrongWord } from './printed.ts';
import { DUES, says, wordOf } from './vocabulary.ts';

const keyOf = (obligation: string, period: string): string => `${obligation} ${period}`;

const duesOnce = once(
  (world) =>
    new Map<string, { due: Due; outcome: Outcome }>(
      judgedDues(world).map((one) => [keyOf(one.due.obligation.id, one.due.period), one]),
    ),
);

export function* dueWords(world: World, document: Data): Generator<WrongWord> {
  const issues = tablesWith(document, 'number', 'late').flatMap(({ rows }) => rows);
  const reports = tablesWith(document, 'name', 'due', 'issued', 'number', 'state').flatMap(({ rows }) => rows);
  for (const row of issues) yield* differs(row.text('number'), row.text('late'), issueOf(world, row.text('number')));
  for (const row of reports) yield* differs(row.text('name'), row.text('state'), reportOf(world, row));
}

function* differs(name: string, printed: string, code: string | undefined): Generator<WrongWord> {
  if (code !== undefined && isState(printed) && printed !== wordOf(DUES, code))
    yield { id: `word.dues.${name}`, printed, counted: wordOf(DUES, code) };
}

/** Of a document by its number. */
function issueOf(world: World, number: string): string | undefined {
  const issued = world.known.find((one) => one.number === number);
  const own = issued === undefined ? undefined : duesOnce(world).get(keyOf(issued.obligation, issued.period));
  return own === undefined ? undefined : issueState(own, issued, world);
}

/** 初报, 续报, 终报: by the times that stand beside it; where the handing over decides, those do not tell. */
function reportOf(world: World, row: PrintedRow): string | undefined {
  if (countsHandover(world)) return undefined;
  const [due, issued] = [row.value('due'), row.value('issued')];
  if (typeof due !== 'string' || typeof issued !== 'string') return undefined;
  return ms(issued) > ms(due) ? 'late' : 'on-time';
}

const isState = (text: string): boolean => Object.keys(DUES).some((code) => says(DUES, code, text));

/** By the issue of its first revision alone, a later one makes nothing late; or by the handing over, where that decides. */
function issueState(
  { due: one, outcome }: { due: Due; outcome: Outcome },
  issued: Data,
  world: World,
): string | undefined {
  const { due } = one;
  if (due === null) return undefined;
  const fact = factFor(world, one.obligation, dueDay(world, one));
  if (fact !== 'issued') {
    const at = outcome.times[fact];
    if (at === null) return ms(world.asOf) <= due ? 'awaiting' : 'undelivered';
    return at <= due ? 'on-time' : 'delivered-late';
  }
  const first = world.known
    .filter(({ obligation, period }) => obligation === issued.obligation && period === issued.period)
    .reduce((a, b) => (a.revision < b.revision ? a : b));
  return ms(first.times.issued) <= due ? 'on-time' : 'late';
}

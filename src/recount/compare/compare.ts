/** Finds the figures of a document, holds them against what is printed beside them and against what was counted again. */
import { balanceOf } from '../balance.ts';
import type { Counted, Figures } from '../counted.ts';
import { type Data, ms } from '../data.ts';
import { partsOf } from '../units.ts';
import type { World } from '../world.ts';
import { detailOf } from './details.ts';
import { figuresOf } from './figures.ts';
import { intervalOf } from './intervals.ts';
import { owedIn, unitOf } from './owed.ts';
import { reasonOf } from './uncounted.ts';
import { clauseFigures } from './words/clause-words.ts';
import { wrongWords } from './words/words.ts';

export interface Difference {
  /** Number of the document. */
  number: string;
  /** Id of the figure. */
  figure: string;
  printed: string;
  recounted: string;
}

export interface Compared {
  /** Figures that were counted again. */
  ids: string[];
  /** Figures of the document that nobody counts again. */
  others: string[];
  differences: Difference[];
}

/** A figure, and the cell, key figure or text that prints it. */
interface Printed {
  figure: Data;
  beside: Data;
}

/** Every figure of a document, wherever it stands. */
export function printedIn(document: Data): Printed[] {
  const blocks: Data[] = document.sections.flatMap((section: Data) => section.blocks);
  return blocks.flatMap((block) => [
    ...(block.items ?? []).flatMap((item: Data) =>
      item.figure === undefined ? [] : [{ figure: item.figure, beside: item }],
    ),
    ...[...(block.rows ?? []), ...(block.totals ?? [])].flatMap((row: Data) =>
      Object.entries(row.figures ?? {}).map(([key, figure]) => ({ figure, beside: row.cells[key] })),
    ),
    ...(block.figures ?? []).map((figure: Data) => ({ figure, beside: block.text })),
  ]);
}

/** @param document as `document.json` holds it */
export function compare(world: World, document: Data): Compared {
  const whole = { ...figuresOf(world), ...clauseFigures(world, document) };
  const printed = printedIn(document);
  const counted = withDetails(world, whole, printed);
  const differences: Difference[] = [];
  const tell = (figure: string, was: unknown, is: unknown) =>
    differences.push({ number: world.manifest.number, figure, printed: textOf(was), recounted: textOf(is) });
  for (const one of printed) for (const [id, was, is] of wrongIn(world, one, counted[one.figure.id])) tell(id, was, is);
  const ids = new Set(printed.map(({ figure }) => figure.id));
  for (const id of owedIn(world, whole)) if (!ids.has(id)) tell(id, null, counted[id] ?? 0);
  for (const [id, was, is] of keptIn(world)) tell(id, was, is);
  for (const [id, was, is] of passedOn(world, printed)) tell(id, was, is);
  for (const one of wrongWords(world, document)) tell(one.id, one.printed, one.counted);
  return {
    ids: [...ids].filter((id) => counted[id] !== undefined),
    others: [...ids].filter((id) => counted[id] === undefined),
    differences,
  };
}

/** A figure against the words beside it, against its value, unit and time as they were counted again. */
function* wrongIn(
  world: World,
  { figure, beside }: Printed,
  again: Counted | undefined,
): Generator<[id: string, was: unknown, is: unknown]> {
  if (!isPrinted(figure, beside)) yield [figure.id, shown(beside), figure.value];
  if (again === undefined) {
    // Nothing was there to be counted, and it is printed all the same.
    if (reasonOf(figure.id) === undefined) yield [figure.id, figureText(figure), null];
    return;
  }
  if (!agrees(figure, again)) yield [figure.id, figureText(figure), again];
  const unit = unitOf(world, figure.id);
  if (unit !== undefined && figure.unit !== unit) yield [`${figure.id}.unit`, figure.unit, unit];
  const interval = intervalOf(world, figure.id);
  if (interval !== null && !isSame(figure.interval, interval))
    yield [`${figure.id}.interval`, intervalText(figure.interval), intervalText(interval)];
}

/** With what it prints of rows. */
function withDetails(world: World, whole: Figures, printed: readonly Printed[]): Figures {
  const ids = new Set(printed.map(({ figure }) => figure.id as string));
  const more = [...ids].flatMap((id): [string, Counted][] => {
    const own = whole[id] === undefined ? detailOf(world, id) : undefined;
    return own === undefined ? [] : [[id, own]];
  });
  return { ...whole, ...Object.fromEntries(more) };
}

const intervalText = ({ from, to }: Data): string => `${from} – ${to}`;

/** Where the manifest keeps another cut, or has counted a thing otherwise than it counts by the rule. */
function* keptIn(world: World): Generator<[id: string, was: unknown, is: unknown]> {
  const { cut, counted } = world.manifest;
  if (ms(cut) !== ms(world.cut)) yield ['cut', cut, world.cut];
  if (partsOf(world).length === 0) return;
  const { held } = balanceOf(world);
  for (const key of new Set([...Object.keys(counted ?? {}), ...Object.keys(held)])) {
    const [was, is] = [heldText(counted[key]), heldText(held[key])];
    if (was !== is) yield [`counted.${key.replaceAll(' ', '.')}`, was, is];
  }
}

/** What the manifest passes on to the document of the next period is what the document prints: else 较上期 would be of another figure. */
function* passedOn(
  { manifest }: World,
  printed: readonly Printed[],
): Generator<[id: string, was: unknown, is: unknown]> {
  for (const [id, value] of Object.entries(manifest.figures ?? {})) {
    const own = printed.filter(({ figure }) => figure.id === id);
    if (!own.some(({ figure }) => figure.value === value)) yield [`figures.${id}`, value, own[0]?.figure.value];
  }
}

/** `met +1, missed −1`, in the order of the words. */
const heldText = (values: Readonly<Record<string, number>> | undefined): string =>
  Object.entries(values ?? {})
    .filter(([, count]) => count !== 0)
    .sort()
    .map(([value, count]) => `${value} ${count}`)
    .join(', ');

const CLOSE = 0.005;

function agrees(figure: Data, again: Counted): boolean {
  if (again === null || typeof again === 'number') return figure.value === again;
  const { numerator, denominator } = again;
  if (figure.numerator !== numerator || figure.denominator !== denominator) return false;
  if (denominator === 0) return figure.value === null;
  // What is short of the whole never reads 100 %, what is more than nothing never 0 %: within a hundredth all the same.
  // A share of a table is rounded to a tenth, a rate to a hundredth: what was counted of how many is compared whole above.
  const decimals = String(figure.value).split('.')[1]?.length ?? 0;
  return Math.abs(figure.value - (numerator / denominator) * 100) <= (decimals > 1 ? CLOSE * 2 : CLOSE * 20);
}

/** Whether the words beside a figure print it. */
function isPrinted({ value, unit }: Data, beside: Data): boolean {
  if (value === null || unit === '秒') return true;
  if (typeof beside === 'number') return beside === value;
  if (typeof beside === 'string') return value === 0 || hasNumber(beside, value);
  const own = typeof beside === 'object' && beside !== null ? (beside.number ?? beside.value) : beside;
  const text = typeof beside === 'object' && beside !== null ? (beside.text ?? beside.value) : String(beside);
  // A workbook has the share itself: 0.085 for 8.5 %.
  if (typeof beside === 'object' && beside?.kind === 'percent') return hasNumber(String(text), value);
  return Math.abs(Number(own) - value) < CLOSE && hasNumber(String(text), value);
}

function hasNumber(text: string, value: number): boolean {
  const numbers = text.replaceAll(',', '').match(/−?\d+(\.\d+)?/g) ?? [];
  return numbers.some((one) => Math.abs(Number(one.replace('−', '-')) - value) < CLOSE);
}

const shown = (beside: Data): Data =>
  typeof beside === 'object' && beside !== null ? (beside.text ?? beside.value) : beside;

const figureText = ({ value, numerator, denominator }: Data): string =>
  denominator === undefined ? textOf(value) : `${textOf(value)} (${numerator}/${denominator})`;

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '—';
  if (typeof value !== 'object') return String(value);
  const { numerator, denominator } = value as { numerator: number; denominator: number };
  const percent = denominator === 0 ? '—' : ((numerator / denominator) * 100).toFixed(2);
  return `${percent} (${numerator}/${denominator})`;
}

/** Whether two intervals are one: days by their dates, times by the instant. */
const isSame = (a: Data, b: Data): boolean => same(a.from, b.from) && same(a.to, b.to);

/** An end that is not there is no day, and no instant either. */
const isDay = (text: string | undefined): boolean => text?.length === 'yyyy-mm-dd'.length;
const same = (a: string, b: string): boolean => (isDay(a) || isDay(b) ? a === b : ms(a) === ms(b));

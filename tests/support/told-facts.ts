/**
 * Walks every place that tells of a fact. A fact is a figure: its id, its interval, its count; what is told of it is the tone in which
 * it stands. Of documents, of the site and of `status` alike.
 */
import type { Figure } from '../../src/report/figure.ts';
import { backupSets, setChecks } from '../../src/states/backup-set.ts';
import { besideStatements, clauses } from '../../src/states/clause.ts';
import { clocks } from '../../src/states/clock.ts';
import { duties } from '../../src/states/duty.ts';
import { findingDeadlines, findings } from '../../src/states/finding.ts';
import { interpretations } from '../../src/states/interpretation.ts';
import { logAnomalies } from '../../src/states/log-anomaly.ts';
import type { Look, Tone } from '../../src/states/look.ts';
import { measures } from '../../src/states/measure.ts';
import { occurrences } from '../../src/states/occurrence.ts';
import { outcomes } from '../../src/states/outcome.ts';
import { receipts } from '../../src/states/receipt.ts';
import { comparedTables, drillResults, restoreResults } from '../../src/states/recovery.ts';
import { renewals } from '../../src/states/renewal.ts';
import { requestResults } from '../../src/states/request.ts';
import { MISSING } from '../../src/wording/words.ts';

/** What somebody has to look at, by its colour; null: it needs no look; undefined: the place shows no tone. */
type Shown = 'abnormal' | 'attention' | null | undefined;

export interface Told {
  figure: Figure;
  tone: Shown;
  /** Its colour stands there as a mark, too, wherever a cell shows it. */
  marked: boolean;
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const isFigure = (one: unknown): one is Figure => isObject(one) && 'id' in one && 'interval' in one && 'value' in one;

const toneOf = (place: unknown): Shown => {
  const tone = isObject(place) ? place['tone'] : undefined;
  return tone === 'abnormal' || tone === 'attention' ? tone : null;
};

const inCell = (figure: Figure, cell: unknown): Told => ({
  figure,
  tone: toneOf(cell),
  marked: toneOf(cell) === null || (isObject(cell) && cell['mark'] !== undefined),
});

/** What has a tone shows it: a link among links, and a figure that a text names, have none. */
const named = (figure: Figure, place: Json): Told => ({
  figure,
  tone: 'tone' in place || 'label' in place ? toneOf(place) : undefined,
  marked: true,
});

/** Everything that is told below a value. */
export function toldBelow(value: unknown): Told[] {
  if (Array.isArray(value)) return value.flatMap(toldBelow);
  if (!isObject(value)) return [];
  if (isFigure(value)) return [{ figure: value, tone: undefined, marked: true }];
  const { cells, figures, figure, ...rest } = value;
  if (isObject(cells)) {
    const own = isObject(figures) ? figures : {};
    return Object.entries(cells).flatMap(([key, cell]) => {
      const found = own[key] ?? (isObject(cell) ? cell['figure'] : undefined);
      return isFigure(found) ? [inCell(found, cell)] : toldBelow(cell);
    });
  }
  return [
    ...(isFigure(figure) ? [named(figure, value)] : []),
    ...toldBelow(Object.values(rest)),
    ...(Array.isArray(figures) ? figures.flatMap(toldBelow) : []),
  ];
}

/** Of all places what they say of each fact. */
export class FactsTold {
  readonly #tones = new Map<string, Map<string, Set<string>>>();
  readonly #values = new Map<string, Set<string>>();
  readonly #places = new Map<string, Set<string>>();
  /** Places that tell of any. */
  places = 0;
  /** Coloured without a mark, so that a black-and-white copy does not tell. */
  readonly unmarked: string[] = [];

  /** @param own what its figures are named within, where the names are its own */
  add(place: string, value: unknown, own = ''): void {
    for (const { figure, tone, marked } of toldBelow(value)) {
      const { id, interval, value: count, numerator, denominator } = figure;
      const within = /^(?:lines|sum)\./.test(id) ? own : '';
      const fact = [within, id, interval.from, interval.to].join(' ');
      const said = [count, numerator, denominator].filter((one) => one !== undefined).join(' of ');
      this.#values.set(fact, (this.#values.get(fact) ?? new Set()).add(said));
      this.#places.set(fact, (this.#places.get(fact) ?? new Set()).add(place));
      this.places += 1;
      if (!marked) this.unmarked.push(`${place}: ${fact}`);
      if (tone === undefined) continue;
      const tones = this.#tones.get(`${fact} ${count}`) ?? new Map<string, Set<string>>();
      this.#tones.set(`${fact} ${count}`, tones);
      const word = tone ?? 'none';
      tones.set(word, (tones.get(word) ?? new Set()).add(place));
    }
  }

  get facts(): number {
    return this.#values.size;
  }

  /** Ids of those of which all these places tell. */
  sharedBy(...places: readonly string[]): string[] {
    const shared = [...this.#places].filter(([, all]) => places.every((place) => all.has(place)));
    return shared.map(([fact]) => fact.trimStart().split(' ')[0] ?? '');
  }

  /** Facts that stand in several tones, each with its places by tone. */
  get tones(): { fact: string; places: Record<string, string[]> }[] {
    return [...this.#tones]
      .filter(([, by]) => by.size > 1)
      .map(([fact, by]) => ({ fact, places: Object.fromEntries([...by].map(([tone, all]) => [tone, [...all]])) }));
  }

  /** Facts that are counted in several ways. */
  get counts(): { fact: string; said: string[] }[] {
    return [...this.#values].filter(([, said]) => said.size > 1).map(([fact, said]) => ({ fact, said: [...said] }));
  }
}

/** Every word of a state with its tones: of a word that two families have in several tones, and of the one for a value that is not there, nothing can be told. */
function wordTones(): ReadonlyMap<string, Tone> {
  const all = families.flatMap((family) => Object.values<Look>(family).map(({ word, tone }) => ({ word, tone })));
  const byWord = Map.groupBy(all, ({ word }) => word);
  return new Map(
    [...byWord].flatMap(([word, own]): [string, Tone][] => {
      const tones = new Set(own.map(({ tone }) => tone));
      return tones.size === 1 && word !== MISSING ? own.slice(0, 1).map(({ tone }) => [word, tone]) : [];
    }),
  );
}

const families: readonly Readonly<Record<string, Look>>[] = [
  ...[backupSets, setChecks, clauses, besideStatements, clocks, duties, findings, findingDeadlines, interpretations],
  ...[logAnomalies, measures, occurrences, outcomes, receipts, comparedTables, restoreResults, drillResults, renewals],
  requestResults,
];
const tones = wordTones();

/** Cells in which a state's word stands in the colour of another: `有例外 attention`. What decides nothing may be grey, and what needs no look plain. */
export function strayStates(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(strayStates);
  if (!isObject(value)) return [];
  const { text, tone } = value;
  const own = typeof text === 'string' ? tones.get(text) : undefined;
  const isPressed = tone === 'abnormal' || tone === 'attention' || tone === 'normal';
  const stray = own !== undefined && isPressed && tone !== own ? [`${text} ${tone}`] : [];
  return [...stray, ...Object.values(value).flatMap(strayStates)];
}

const judging = new Set(families.flatMap((family) => Object.values<Look>(family).map(({ word }) => word)));

/** Another word of a family that has the word; undefined: no state is called so. */
export function otherStateWord(word: string): string | undefined {
  const family = families.find((one) => Object.values<Look>(one).some((look) => look.word === word));
  return Object.values<Look>(family ?? {}).find((look) => look.word !== word)?.word;
}

/** Every word of a state that stands by itself below a value, as often as it does: in a cell, a fact, a mark. */
export function stateWordsIn(value: unknown): string[] {
  if (typeof value === 'string') return judging.has(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stateWordsIn);
}

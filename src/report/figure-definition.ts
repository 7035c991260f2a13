/**
 * What a figure counts, in the words of the manual: one definition a kind, beside the computation in the subject's room
 * (`definitions.ts` of each room of `src/subjects/`), from which the page of the manual is made. Whoever counts again goes by it. Pure.
 */

/** The time that is counted; what each means says the head of the page. */
export type FigureWindow =
  | '本期'
  | '本期整日'
  | '期末'
  | '服务期至今'
  | '当日'
  | '该事件'
  | '近一年'
  | '自然月'
  | '全部';

/** Where a figure stands: the unit of a document, `register` for each register, `site` and `status`. */
export type FigurePlace = string;

export interface FigureDefinition {
  /** A part in 〈〉 stands for any object, `outages.〈对象〉`; one with … for what may have points in it. */
  id: string;
  /** As it is printed beside it. */
  name: string;
  /** What is counted, and what is left out. */
  what: string;
  /** Where they are not those of the group. */
  window?: FigureWindow;
  unit?: string;
  in?: readonly FigurePlace[];
}

/** The figures of a subject. */
export interface FigureGroup {
  title: string;
  /** What holds of all of them. */
  about: string;
  window: FigureWindow;
  unit: string;
  in: readonly FigurePlace[];
  figures: readonly FigureDefinition[];
}

const PARAMETER = /〈[^〉]*〉/g;

interface Pattern {
  ids: RegExp;
  /** How many letters of an id are the definition's own. */
  own: number;
}

/** Made once an id: a document is asked for hundreds of figures, each against every definition. */
const patterns = new Map<string, Pattern>();

function patternOf(id: string): Pattern {
  const known = patterns.get(id);
  if (known !== undefined) return known;
  const source = id
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(PARAMETER, (name) => (name.includes('…') ? '.+' : '[^.]+'));
  const pattern = { ids: new RegExp(`^${source}$`), own: id.replaceAll(PARAMETER, '').length };
  patterns.set(id, pattern);
  return pattern;
}

/** Whether an id is one of a definition, and how many letters of it are the definition's own. @returns −1 when it is not */
function matched({ id }: FigureDefinition, figure: string): number {
  const { ids, own } = patternOf(id);
  return ids.test(figure) ? own : -1;
}

/** The definition of a figure: the one that says most of its id; undefined when there is none. */
export function definitionOf(
  groups: readonly FigureGroup[],
  figure: string,
): { group: FigureGroup; definition: FigureDefinition } | undefined {
  const found = groups.flatMap((group) =>
    group.figures.map((definition) => ({ group, definition, own: matched(definition, figure) })),
  );
  return found.filter(({ own }) => own >= 0).toSorted((a, b) => b.own - a.own)[0];
}

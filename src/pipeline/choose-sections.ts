/** The sections that an obligation chooses among those of its unit, in the order of the data. Pure. */
import type { Composed, Deliverable } from '../../reports/_deliverable.ts';
import type { Section } from '../report/document.ts';

/**
 * Which choice of the unit a section is: its own id; of several alike (`quota-2`, `group-host`, `<scheme>-result`) what they have
 * in common, the longest where several would do. Null: it is no choice.
 */
export function choiceOf(id: string, choice: Readonly<Record<string, string>>): string | null {
  if (Object.hasOwn(choice, id)) return id;
  const longestFirst = Object.keys(choice).toSorted((a, b) => b.length - a.length);
  return (
    longestFirst.find((known) => id.startsWith(`${known}-`)) ??
    longestFirst.find((known) => id.endsWith(`-${known}`)) ??
    null
  );
}

/** A section with those of the second level behind it. */
interface Part {
  head: Section;
  below: Section[];
}

/**
 * Of what the data may choose the chosen ones, in that order, where the first of them stands; the rest as the unit has it. What
 * stands below a section goes with it, unless it is chosen from itself: below one that is no choice (each of several drills).
 */
export function chosenSections(
  composed: Composed,
  { sections: choice = {} }: Pick<Deliverable, 'sections'>,
  wanted: readonly string[],
): Composed {
  const parts = partsOf(composed.sections).map((part): Part => {
    const isFree = choiceOf(part.head.id, choice) !== null;
    return isFree ? part : { ...part, below: inOrder(part.below, ({ id }) => choiceOf(id, choice), wanted) };
  });
  const chosen = inOrder(parts, ({ head }) => choiceOf(head.id, choice), wanted);
  return { ...composed, sections: chosen.flatMap(({ head, below }) => [head, ...below]) };
}

function partsOf(sections: readonly Section[]): Part[] {
  const parts: Part[] = [];
  for (const section of sections) {
    const last = parts.at(-1);
    if (section.level === 2 && last !== undefined) last.below.push(section);
    else parts.push({ head: section, below: [] });
  }
  return parts;
}

function inOrder<T>(all: readonly T[], kindOf: (one: T) => string | null, wanted: readonly string[]): T[] {
  const isFree = (one: T): boolean => kindOf(one) !== null;
  const first = Math.max(all.findIndex(isFree), 0);
  const fixed = all.filter((one) => !isFree(one));
  const own = wanted.flatMap((id) => all.filter((one) => kindOf(one) === id));
  return [...fixed.slice(0, first), ...own, ...fixed.slice(first)];
}

/**
 * Which unit composes which obligation of the contract, and what is wrong with the choice: a unit that does not exist, sections
 * that it has not. Pure.
 */
import type { Composed, Deliverable, DeliverableUnit } from '../../reports/_deliverable.ts';
import { type ContractBundle, contractFiles } from '../contract/bundle/bundle.ts';
import { UserError } from '../contract/error.ts';
import { nearest } from '../contract/nearest.ts';
import type { Obligation } from '../contract/terms/obligations.ts';
import { idsOfUnit, unitOf } from '../contract/terms/units.ts';
import type { Section } from '../report/block.ts';

/** Units that compose what stands in a file of its own. */
const OWN_FILES: Readonly<Record<string, string>> = {
  register: contractFiles.registers,
  written: contractFiles.written,
};

/** One choice of the data that no unit can follow. */
export interface UnitProblem {
  file: string;
  at: string;
  found: string;
  expected: string;
  /** What the obligation is called. */
  name: string;
  /** true: `expected` says already what may have been meant. */
  guessed?: boolean;
}

/**
 * The deliverable of each obligation, by the obligation's id.
 * @throws UserError naming the first obligation without a unit, or with sections that its unit has not, and all others
 */
export function bindUnits(
  contract: ContractBundle,
  units: ReadonlyMap<string, DeliverableUnit>,
): Map<string, Deliverable> {
  const problems = problemsOfUnits(contract, units);
  if (problems.length > 0) throw bindError(problems);
  return boundUnits(contract, units);
}

/** The unit that composes an obligation, a register or a written document of the contract. */
export function unitOfAny({ obligations, registers, written }: ContractBundle, id: string): string {
  if (registers.some((one) => one.id === id)) return 'register';
  if (written.some((one) => one.id === id)) return 'written';
  return unitOf(obligations.find((one) => one.id === id) ?? { id });
}

/** As `bindUnits` of a contract that was checked; with some of the units, what they compose. */
export function boundUnits(
  contract: ContractBundle,
  units: ReadonlyMap<string, DeliverableUnit>,
): Map<string, Deliverable> {
  const made = [...units.values()].flatMap((unit) => (typeof unit === 'function' ? unit(contract) : []));
  const own = contract.obligations.flatMap((obligation) => {
    const unit = units.get(unitOf(obligation));
    return unit === undefined || typeof unit === 'function' ? [] : [bound(unit, obligation, contract)];
  });
  return new Map([...own, ...made].map((one) => [one.id, one]));
}

/** All that `bindUnits` refuses, in the order of the data. */
export const problemsOfUnits = (
  contract: ContractBundle,
  units: ReadonlyMap<string, DeliverableUnit>,
): UnitProblem[] => [
  ...unitProblems(contract, [...units.keys()]),
  ...sectionProblems(contract, units),
  ...textProblems(contract, units),
];

function bound(unit: Deliverable, { id, sections }: Obligation, contract: ContractBundle): Deliverable {
  return {
    ...unit,
    id,
    ...(unit.follows === undefined ? {} : { follows: idsOfUnit(contract.obligations, ...unit.follows) }),
    ...(sections === undefined ? {} : { compose: (input) => chosenSections(unit.compose(input), unit, sections) }),
  };
}

function unitProblems({ obligations, registers, written }: ContractBundle, units: readonly string[]): UnitProblem[] {
  const known = units.filter((one) => !Object.hasOwn(OWN_FILES, one));
  const free = obligations.flatMap((one, n): UnitProblem[] => {
    const unit = unitOf(one);
    if (known.includes(unit)) return [];
    const file = Object.hasOwn(OWN_FILES, unit) ? OWN_FILES[unit] : undefined;
    const expected = file === undefined ? `编制单元之一：${known.join('、')}` : `写在 ${file} 中，不写 unit`;
    const at = `obligations[${n}].${one.unit === undefined ? 'id' : 'unit'}`;
    return [{ file: contractFiles.obligations, at, found: unit, expected, name: one.name }];
  });
  const ownFile = (list: readonly Obligation[], key: string, file: string, own: string): UnitProblem[] =>
    list.flatMap(({ unit, name }, n) =>
      unit === undefined || unit === own
        ? []
        : [{ file, at: `${key}[${n}].unit`, found: unit, expected: `${own}，或不写`, name }],
    );
  return [
    ...free,
    ...ownFile(registers, 'registers', contractFiles.registers, 'register'),
    ...ownFile(written, 'documents', contractFiles.written, 'written'),
  ];
}

function sectionProblems(
  { obligations, registers, written }: ContractBundle,
  units: ReadonlyMap<string, DeliverableUnit>,
): UnitProblem[] {
  const fixed = (list: readonly Obligation[], key: string, file: string): UnitProblem[] =>
    list.flatMap(({ sections, name }, n) =>
      sections === undefined
        ? []
        : [
            {
              file,
              at: `${key}[${n}].sections`,
              found: sections.join('、'),
              expected: '不写：这里没有可选的章节',
              name,
            },
          ],
    );
  return [
    ...obligations.flatMap((one, n) => sectionsOf(one, units.get(unitOf(one)), `obligations[${n}].sections`)),
    ...fixed(registers, 'registers', contractFiles.registers),
    ...fixed(written, 'documents', contractFiles.written),
  ];
}

/** A text that no page would show. */
function textProblems(
  { obligations, registers }: ContractBundle,
  units: ReadonlyMap<string, DeliverableUnit>,
): UnitProblem[] {
  const able = [...units].flatMap(([id, unit]) => (typeof unit !== 'function' && unit.text === true ? [id] : []));
  const of = (list: readonly Obligation[], key: string, file: string): UnitProblem[] =>
    list.flatMap((one, n) =>
      one.file === undefined || able.includes(unitOf(one))
        ? []
        : [
            {
              ...{ file, at: `${key}[${n}].file`, found: one.file, name: one.name },
              expected: `不写：只有编制单元 ${able.join('、')} 印出编写的正文；其他编写文档写在 ${contractFiles.written} 中`,
            },
          ],
    );
  return [
    ...of(obligations, 'obligations', contractFiles.obligations),
    ...of(registers, 'registers', contractFiles.registers),
  ];
}

function sectionsOf(one: Obligation, unit: DeliverableUnit | undefined, at: string): UnitProblem[] {
  const { sections, name } = one;
  if (unit === undefined) return [];
  const problem = (place: string, found: string, expected: string, guessed = false): UnitProblem => ({
    ...{ file: contractFiles.obligations, at: place, found, expected, name, guessed },
  });
  const choice = unit.sections;
  const list = Object.entries(choice ?? {}).map(([id, title]) => `${id}（${title}）`);
  const choose = `章节：${list.join('、')}`;
  if (sections === undefined)
    return typeof unit === 'function' && choice !== undefined ? [problem(at, '（缺少）', choose)] : [];
  if (choice === undefined) return [problem(at, sections.join('、'), `不写：编制单元 ${unitOf(one)} 的章节不可选择`)];
  if (sections.length === 0) return [problem(at, '（缺少）', choose)];
  return sections.flatMap((id, n) => {
    if (!Object.hasOwn(choice, id)) {
      const close = nearest(id, Object.keys(choice), (known) => known, 2);
      const meant = close.length === 0 ? '' : `您是不是要 ${close.join('、')}；`;
      return [problem(`${at}[${n}]`, id, `${meant}${choose}`, close.length > 0)];
    }
    return sections.indexOf(id) < n ? [problem(`${at}[${n}]`, id, '各章节不重复')] : [];
  });
}

function bindError(problems: readonly UnitProblem[]): UserError {
  const [first, ...others] = problems;
  if (first === undefined) throw new Error('an error without a problem');
  const { name, guessed = false, ...place } = first;
  const close = nearest(first.found, first.expected.split(/[：、]/), (one) => one, 2);
  const hints = [
    ...(close.length === 0 || guessed ? [] : [`您是不是要 ${close.join('、')}`]),
    ...(/\.(id|unit)$/.test(first.at) && first.file === contractFiles.obligations
      ? ['按期统计的报告可写 unit: period-report，并以 sections 选择章节']
      : []),
    ...(others.length === 0
      ? []
      : [
          `另有 ${others.length} 处问题：${others.map((one) => `${one.name}（${one.at}，实际 ${one.found}）`).join('、')}`,
        ]),
  ];
  return new UserError(`交付义务“${name}”没有可用的编制单元`, {
    ...place,
    ...(hints.length === 0 ? {} : { hint: hints.join('；') }),
  });
}

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

/** Counts in the headings of a document: each is a figure of its section, or how long what stands below is. */
import type { Section } from '../../src/report/block.ts';
import { figuresBelow } from './site-figures.ts';

const COUNTED = /(?<![\d.:年第-])(\d[\d,]*(?:\.\d+)?) ?(?:项|次|起|份|条|个|台|种|人|%)(?!以内|以上|内)/g;

/** They say what a table is of, and count no fact. */
const DESCRIBING = [
  /（\d+ 个巡检日）$/,
  /（峰值最高的 \d+ 台）$/,
  /（天数最多的 \d+ 项，共 \d+ 项）$/,
  /^工作量（月均按统计的/,
];

/** @returns those that nothing of the section is, with their heading; and how many headings there are */
export function headingCounts(sections: readonly Section[]): { headings: number; bare: string[] } {
  const all = sections.flatMap((section) => headingsOf(section).map((heading) => ({ section, heading })));
  const bare = all.filter(({ section, heading }) => {
    const known = knownIn(section);
    return countsIn(heading).some((one) => !known.has(one));
  });
  return { headings: all.length, bare: bare.map(({ section, heading }) => `${section.title}: ${heading}`) };
}

const headingsOf = ({ title, note = '', blocks }: Section): string[] => [
  ...[title, note],
  ...blocks.flatMap((block) => ('title' in block && typeof block.title === 'string' ? [block.title] : [])),
];

const countsIn = (heading: string): number[] =>
  DESCRIBING.some((one) => one.test(heading))
    ? []
    : [...heading.matchAll(COUNTED)].map(([, number = '']) => Number(number.replaceAll(',', '')));

const knownIn = (section: Section): ReadonlySet<number> =>
  new Set([
    ...figuresBelow(section).flatMap(({ value, numerator }) => [value ?? -1, numerator ?? -1]),
    ...section.blocks.flatMap((block) => (block.type === 'table' ? [block.rows.length] : [])),
  ]);

/** Cover and contents of a bound file, as one page of HTML to be printed. */
import { readFile } from 'node:fs/promises';
import Handlebars from 'handlebars';

/** A document in the contents. */
export interface FrontLine {
  title: string;
  /** Such as 2026 年 3 月 2 日. */
  period: string;
  number: string;
  revision: string;
  pages: number;
}

export interface FrontGroup {
  /** Such as 2026 年 3 月. */
  title: string;
  lines: readonly FrontLine[];
}

export interface FrontMatter {
  title: string;
  subtitle: string;
  /** What the cover says of it: project, parties, numbers. */
  facts: readonly { label: string; value: string }[];
  groups: readonly FrontGroup[];
  /** Below the facts. */
  notes: readonly string[];
  /** Printed on the cover, such as 演示数据. */
  mark: string | null;
}

/** Where a link of the contents leads while it is only known by its place: nothing is ever asked of this address. */
export const PART_ADDRESS = 'https://bound.invalid/';

const TEMPLATE = new URL('../../../templates/bound.hbs', import.meta.url);
let compiled: Promise<(view: object) => string> | undefined;

/**
 * @param front what it says
 * @param before pages of cover and contents, so that the first document begins after them
 */
export async function frontPage({ groups, ...front }: FrontMatter, before: number): Promise<string> {
  compiled ??= readFile(TEMPLATE, 'utf8').then((source) => Handlebars.create().compile(source, { strict: true }));
  let page = before + 1;
  let no = 0;
  const view = {
    ...front,
    groups: groups.map(({ title, lines }) => ({
      title,
      lines: lines.map((line) => {
        const own = { ...line, no: no + 1, page, address: `${PART_ADDRESS}${no}` };
        no += 1;
        page += line.pages;
        return own;
      }),
    })),
  };
  return (await compiled)(view);
}

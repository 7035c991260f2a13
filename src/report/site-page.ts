/** A page that the pipeline composes for the site: sections of closed blocks. Plain JSON; pages draw it and judge nothing. */

import type { ChartBlock } from './document.ts';
import type { Figure } from './figure.ts';

export type SiteTone = 'normal' | 'attention' | 'abnormal' | 'muted';

/** A cell's text, and what it leads to. */
export interface SiteLink {
  text: string;
  href?: string;
  /** It leads to a file that is saved by this name, and not to a page. */
  download?: string;
  tone?: SiteTone;
  /** Mark in front of the text, so that colour is never alone. */
  mark?: string;
  /** Second, smaller line. */
  sub?: string;
  /** What it tells of one by one, each leading to its own page. */
  more?: { text: string; href: string }[];
  /** What its column is sorted by, where that is not the text: a rank, seconds. */
  sort?: string | number;
  /** The number that the text prints, as data. */
  figure?: Figure;
  /** Of a level of severity its place among the levels, the worst 0: a swatch in its colour stands in front. */
  severity?: number;
}
export type SiteCell = string | SiteLink;

export interface SiteTable {
  type: 'table';
  caption: string;
  columns: { key: string; label: string; align?: 'right'; title?: true; state?: true; wide?: true; short?: true }[];
  rows: {
    /** Anchor, unique on the page. */
    id?: string;
    tone?: SiteTone;
    cells: Record<string, SiteCell>;
    /** Values of the filters. */
    filter?: Record<string, string>;
  }[];
  /** Readers may sort it by the heads of its columns. */
  sortable?: true;
  /** What will stand here, and when; a table without rows always says so. */
  empty: string;
  /** Selects above the table; the choice stands in the address. */
  filters?: { key: string; label: string; options: { value: string; text: string }[] }[];
}
export interface SiteFactList {
  type: 'facts';
  items: { label: string; value: SiteCell | SiteLink[] }[];
}
export interface SiteTimeline {
  type: 'timeline';
  items: { time: string; text: string; who?: string; tone?: SiteTone }[];
  empty: string;
}
/** What a chart is drawn from, once more: for the table beside it and for the browser, which makes it answer to the hand. */
export interface SiteChartData {
  chart: 'line' | 'bar' | 'stacked-bar' | 'horizontal-bar';
  /** Category of each value, as printed. */
  x: string[];
  /** null: nothing was observed. `texts`: each value as it reads anywhere else. */
  series: { name: string; values: (number | null)[]; texts: string[]; severity?: number }[];
  unit?: string;
  min?: number;
  max?: number;
}
/** Drawn by the pipeline, so that it shows without scripts. */
export interface SiteChart {
  type: 'chart';
  title: string;
  /** What is to be seen, in words. */
  summary: string;
  /** Its markup; as a section composes it, what that is drawn from, under a key that is unique on its page. */
  svg: string | { block: ChartBlock; key: string };
  data: SiteChartData;
}
export interface SiteNote {
  type: 'note';
  text: string;
  tone?: SiteTone;
}
export interface SiteLinks {
  type: 'links';
  /** `figure`: the number that the text names. */
  items: { text: string; href: string; figure?: Figure }[];
}
/** Record ids in one list, each with an anchor. `about`: when it was and what it is about, of a record that is at hand. */
export interface SiteIds {
  type: 'ids';
  items: { id: string; href?: string; about?: string }[];
}
/** A cell of a grid of days. */
export interface SiteDay {
  /** Sign of what the day was, so that colour is never alone. */
  mark: string;
  tone: SiteTone;
  /** What it was in words, said to who does not see the sign and shown to who points at it. */
  text: string;
  href?: string;
  /** It is the day on which the site was built. */
  today?: true;
}
/** A row a month or a person, a cell a day of the month; on a phone a line of days. `legend`: every sign that occurs, once. */
export interface SiteDays {
  type: 'days';
  caption: string;
  /** Head of the column of heads. */
  heading: string;
  /** From the first of the month on; `null`: nothing is said of the day, or the month has none. */
  rows: { head: SiteCell; days: (SiteDay | null)[] }[];
  legend: Pick<SiteDay, 'mark' | 'tone' | 'text'>[];
}
/** One record whole: every field that it has, in the words of its kind. */
export interface SiteRecord {
  /** Anchor. */
  id: string;
  /** When it was, as people read it. */
  at: string;
  /** The page that tells more of it than its fields. */
  more?: SiteLink;
  /** 作废: by whom, when and why; it counts nowhere. */
  withdrawn?: string;
  /** Where the desk gives the originals of its attachments, to whom it may. */
  desk?: string;
  /** Numbers that papers from outside bear, by which it is found; as the view shows them. */
  bears?: string[];
  facts: { label: string; value: SiteLink[] }[];
  /** What only who checks it asks for: file and digests. Folded. */
  details: { label: string; value: SiteLink[] }[];
  /** Its lists of rows, without columns in which nothing stands. `all`: where what they list stands of every record. */
  lists: {
    label: string;
    columns: string[];
    rows: SiteLink[][];
    note?: string;
    all?: { text: string; href: string };
  }[];
}
export interface SiteRecords {
  type: 'records';
  items: SiteRecord[];
}
export type SiteBlock =
  | SiteRecords
  | SiteDays
  | SiteTable
  | SiteFactList
  | SiteTimeline
  | SiteChart
  | SiteNote
  | SiteLinks
  | SiteIds;

export interface SiteSection {
  /** Anchor, unique on the page. */
  id: string;
  title: string;
  note?: string;
  blocks: SiteBlock[];
  /** Numbers that its texts name, where no list or cell of it is their count. */
  figures?: readonly Figure[];
  /** The search finds it by itself, under this name; without it it is found with its page. */
  found?: SiteFound;
}
/** A section as the search knows it. `series`: of those that are alike the newest, by `on`, comes first. */
export interface SiteFound {
  title: string;
  text: string;
  series: string;
  /** Contract date. */
  on: string;
}

export interface SitePage {
  /** Address below its section without a slash in front; `''` is the section's own page. */
  path: string;
  title: string;
  description: string;
  sections: SiteSection[];
  /** Numbers that its description names, as those of a section. */
  figures?: readonly Figure[];
}

/** A section of the site that is made of such pages, with what navigation and search say of it. */
export interface ComposedSection {
  /** The address of its pages begins with it. */
  id: string;
  title: string;
  /** `aside`: reached from where it is needed, and not in the header. */
  place: 'header' | 'aside';
  /** As what the search finds its pages about one thing; it finds none without it. */
  searchKind?: { id: string; word: string };
  pages: SitePage[];
}

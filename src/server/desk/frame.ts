/** The frame of each page of the desk: who is signed in, where they can go, what was done just now. */

import { readdir, readFile } from 'node:fs/promises';
import Handlebars from 'handlebars';
import type { Act } from '../../contract/acts.ts';
import { sayIn } from '../../contract/party-words.ts';
import type { ContractHead } from '../../desk/page-frame.ts';
import { clockStates } from '../../states/clock.ts';
import { stateWords } from '../../states/occurrence.ts';
import { outcomeWords } from '../../states/outcome.ts';
import type { Nearest } from '../../subjects/incidents/judge/running.ts';
import { type RunningBar, runningBar } from '../incidents/running.ts';
import type { Page } from '../pages/_page.ts';
import { mayDo, type Viewer } from '../request/viewer.ts';

export interface FrameData {
  head: ContractHead;
  viewer: Viewer | null;
  /** Address of the page below `/desk`, for the mark in the navigation. */
  path: string;
  title: string;
  /** What was done by the POST before, in Chinese. */
  done: string | null;
  /** For the forms of the page. */
  token: string;
  pages: readonly Page[];
  /** ISO instant of the request. */
  now: string;
  /** Of each open incident what counts next; empty for whoever may not see them. */
  running: readonly Nearest[];
  /** Why nothing is collected and issued by itself; null: all is well, or nobody is signed in. */
  trouble: string | null;
}

/** @returns the whole page. @param data what the page's template gets, besides `token`, `viewer` */
export async function drawPage(template: string, data: object, frame: FrameData): Promise<string> {
  const { viewer, token, title } = frame;
  const body = await draw(template, { ...data, token, title, viewer: shown(viewer) });
  const page = await draw('frame', {
    title,
    token,
    site: frame.head.site,
    project: frame.head.project,
    simulated: frame.head.simulated,
    viewer: shown(viewer),
    done: frame.done,
    links: linksOf(frame.pages, viewer, frame.path),
    running: barOf(frame),
    trouble: frame.trouble,
    body: drawn(body),
  });
  return sayIn(frame.head.words, page);
}

const barOf = ({ running, now }: FrameData): RunningBar | null => runningBar(running, now);

const shown = (viewer: Viewer | null) =>
  viewer === null ? null : { name: viewer.name, account: viewer.account, role: viewer.role.name };

interface Link {
  title: string;
  href: string;
  current: boolean;
}

/** The pages of the navigation that somebody may open, in their order. @param path of the page that is shown, below `/desk` */
export function linksOf(pages: readonly Page[], viewer: Viewer | null, path = ''): Link[] {
  if (viewer === null) return [];
  return pages
    .flatMap((page) => {
      const [first] = page.routes;
      if (page.title === undefined || first === undefined) return [];
      if (first.access !== 'public' && first.access !== 'signed-in' && !mayDo(viewer, first.access as Act)) return [];
      const href = first.path === '/' ? '/desk/' : `/desk${first.path}`;
      const current = first.path === '/' ? path === '/' : path === first.path || path.startsWith(`${first.path}/`);
      return [{ title: page.title, order: page.order, href, current }];
    })
    .sort((one, other) => one.order - other.order);
}

/**
 * The templates of `templates/desk/`, compiled once: `frame.hbs` around each page, its parts in `parts/`. All data is escaped by
 * Handlebars; no template has an unescaped expression (`tests/architecture`), and none computes anything.
 */
const TEMPLATES = new URL('../../../templates/desk/', import.meta.url);

type Draw = (data: object) => string;

const families: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  clock: clockStates,
  occurrence: stateWords,
  outcome: outcomeWords,
};

const helpers = {
  /** `{{stateWord 'outcome' 'abnormal'}}` */
  stateWord: (family: string, code: string): string => families[family]?.[code] ?? code,
  /** `{{#is a b}}`: the two are the same text. */
  is(this: unknown, one: unknown, other: unknown, { fn, inverse }: Handlebars.HelperOptions): string {
    return String(one) === String(other) ? fn(this) : inverse(this);
  },
};

const known = Object.fromEntries(Object.keys(helpers).map((name) => [name, true]));

async function load(): Promise<ReadonlyMap<string, Draw>> {
  const handlebars = Handlebars.create();
  for (const [name, helper] of Object.entries(helpers)) handlebars.registerHelper(name, helper);
  const options = { knownHelpers: known, knownHelpersOnly: true, strict: false };
  for (const [name, source] of await sourcesIn('parts/')) {
    handlebars.registerPartial(name, handlebars.compile(source, options));
  }
  const pages = await sourcesIn('');
  return new Map([...pages].map(([name, source]) => [name, handlebars.compile(source, options) as Draw]));
}

async function sourcesIn(folder: string): Promise<Map<string, string>> {
  const directory = new URL(folder, TEMPLATES);
  const names = (await readdir(directory)).filter((name) => name.endsWith('.hbs')).sort();
  const sources = await Promise.all(names.map((name) => readFile(new URL(name, directory), 'utf8')));
  return new Map(names.map((name, i) => [name.slice(0, -'.hbs'.length), sources[i] as string]));
}

let compiled: Promise<ReadonlyMap<string, Draw>> | undefined;

/**
 * Draws one template with its data.
 * @param name file name without `.hbs`
 * @throws Error when there is no such template: part of the program is missing
 */
async function draw(name: string, data: object): Promise<string> {
  compiled ??= load();
  const template = (await compiled).get(name);
  if (template === undefined) throw new Error(`no template templates/desk/${name}.hbs`);
  return template(data);
}

/** Markup that `draw` made, for a template around it. */
const drawn = (markup: string): unknown => new Handlebars.SafeString(markup);

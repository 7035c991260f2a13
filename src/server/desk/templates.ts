/**
 * The templates of `templates/desk/`, compiled once: `frame.hbs` around each page, its parts in `parts/`. All data is escaped by
 * Handlebars; no template has an unescaped expression (`tests/architecture`), and none computes anything.
 */
import { readdir, readFile } from 'node:fs/promises';
import Handlebars from 'handlebars';

const TEMPLATES = new URL('../../../templates/desk/', import.meta.url);

type Draw = (data: object) => string;

const helpers = {
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
export async function draw(name: string, data: object): Promise<string> {
  compiled ??= load();
  const template = (await compiled).get(name);
  if (template === undefined) throw new Error(`no template templates/desk/${name}.hbs`);
  return template(data);
}

/** Markup that `draw` made, for a template around it. */
export const drawn = (markup: string): unknown => new Handlebars.SafeString(markup);

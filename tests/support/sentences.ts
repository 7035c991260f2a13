/**
 * Which sentences the program writes: every text of documents and pages, with what comes from data taken out of it, so that
 * what is left is a form, written once in the code, that somebody can read and judge.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DOCUMENT } from '../../src/archive/layout.ts';
import { siteContent } from '../../src/pipeline/publish/model.ts';
import { openSession } from '../../src/pipeline/session.ts';
import { siteMoment } from '../faults/composing/_compared.ts';
import { archivedText } from './archived.ts';

/** A form of a sentence, how often it is written, one place that has it, and how it reads there. */
interface Form {
  form: string;
  count: number;
  place: string;
  example: string;
}

/** What is read by programs, was typed by people whole, or is named by data: no sentence of ours. */
const SILENT = new Set(
  'id key href link sha256 hash number fingerprint interval obligation period sort kind type figure figures filter path file record download articles manual shown knowledge documents occurrences stated series who digest search'.split(
    ' ',
  ),
);

/** Every text below a value that a person reads. */
function textsBelow(value: unknown, into: (text: string, key: string) => void, key = ''): void {
  if (typeof value === 'string') {
    // Behind a text the value is kept for workbooks.
    if (!SILENT.has(key)) into(value, key);
  } else if (Array.isArray(value)) for (const one of value) textsBelow(one, into, key);
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) if (!SILENT.has(name)) textsBelow(one, into, name);
}

const SLOT = '◆';
const HAN = /\p{Script=Han}/gu;
const DATE = String.raw`\d{4}-\d\d(?:-\d\d)?(?:[ T]\d\d:\d\d(?::\d\d)?)?|\d{4} 年(?: \d+ 月(?: \d+ 日)?)?|\d+ 月(?: \d+ 日)?|\d\d:\d\d(?::\d\d)?`;
const DURATION = String.raw`(?:\d+ (?:天|小时|分钟|分|秒) ?)+(?<! )`;
const CODE = String.raw`[A-Za-z0-9][\w.:/@%+*#-]*(?: [A-Za-z0-9][\w.:/@%+*#-]*)*`;
const DATA = new RegExp(`${DATE}|${DURATION}|[−+-]?\\d+(?:[.,]\\d+)*|${CODE}`, 'g');
/** Several of one kind in a row are one: how many there are is data, too. */
const ROW = new RegExp(`${SLOT}(?:(?:、|，|/|～|~| 至 | → | · | )?${SLOT})+`, 'g');
/** Of a list its first entry: which kinds stand in it, and in what order, is data. */
const LISTED =
  /([^、，。；：（）]*◆[^、，。；：（）]*(?:（[^（）]*）)?)(?:[、，][^、，。；：（）]*◆ ?(?:条|次|项|份|起|个)?(?:（[^（）]*）)?(?=[、，。；]|$)){2,}/g;
const PARTS = /(?<=[。；！？\n])|(?<=：)(?=[^：]{40,})/;

/** What the contract's data call things and people, and whole sentences that somebody wrote; a shorter word of a record may be ours, too. */
const NAMING = /name|Name|person|people|by$|By$/;
const WRITTEN = 6;

/** Words of the data of a workspace, longest first by their first two letters. */
function wordsOfData(root: string): ReadonlyMap<string, readonly string[]> {
  const words = new Set<string>();
  const take = (text: string, key = ''): void => {
    for (const part of text.split(/[。；！？\n]/)) {
      const word = part.trim();
      const least = NAMING.test(key) ? 2 : WRITTEN;
      if (word.length >= least && /\p{Script=Han}/u.test(word)) words.add(word);
    }
  };
  for (const folder of ['contract', 'records', 'plans'])
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:ya?ml|json)$/.test(path)) continue;
      const text = readFileSync(join(root, folder, path), 'utf8');
      textsBelow(path.endsWith('.json') ? JSON.parse(text) : parse(text), take);
    }
  const byHead = Map.groupBy(words, (word) => word.slice(0, 2));
  for (const list of byHead.values()) list.sort((a, b) => b.length - a.length);
  return byHead;
}

/** The form of a sentence: slots for what comes from data. */
export function formOf(sentence: string, words: ReadonlyMap<string, readonly string[]>): string {
  let text = '';
  for (let at = 0; at < sentence.length; ) {
    const word = words.get(sentence.slice(at, at + 2))?.find((one) => sentence.startsWith(one, at));
    text += word === undefined ? sentence[at] : SLOT;
    at += word?.length ?? 1;
  }
  return text
    .replaceAll(DATA, SLOT)
    .replaceAll(ROW, SLOT)
    .replaceAll(LISTED, '$1…')
    .replace(/[。；，：]$/, '')
    .trim();
}

/** Fewer letters are a label or the name of a state. */
const LEAST = 4;

/** Takes texts, gives the forms of the sentences in them. */
class Forms {
  readonly #words: ReadonlyMap<string, readonly string[]>;
  readonly #texts = new Map<string, { count: number; place: string }>();
  constructor(words: ReadonlyMap<string, readonly string[]>) {
    this.#words = words;
  }
  /** @param place of a document or a page, as people find it */
  add(place: string, value: unknown): void {
    textsBelow(value, (text) => {
      for (const part of text.split(PARTS)) {
        const sentence = part.trim();
        const known = this.#texts.get(sentence);
        if (known === undefined) this.#texts.set(sentence, { count: 1, place });
        else known.count += 1;
      }
    });
  }
  /** Sentences in Chinese that print one of these ids. */
  naming(ids: readonly string[]): string[] {
    const printed = new RegExp(`(?<![\\w/.-])(?:${ids.join('|')})(?![\\w/.-])`);
    return [...this.#texts.keys()].filter((text) => /\p{Script=Han}/u.test(text) && printed.test(text));
  }
  /** In the order of their forms. */
  list(): Form[] {
    const forms = new Map<string, Form>();
    for (const [example, { count, place }] of this.#texts) {
      const form = formOf(example, this.#words);
      const known = forms.get(form);
      if (known !== undefined) known.count += count;
      else if (isSentence(form)) forms.set(form, { form, count, place, example });
    }
    return [...forms.values()].sort((a, b) => (a.form < b.form ? -1 : 1));
  }
}

const isSentence = (form: string): boolean => {
  const letters = form.match(HAN)?.length ?? 0;
  return letters >= LEAST && (form.includes(SLOT) || /[，。；：（]/.test(form) || letters >= 8);
};

/**
 * All sentences in the issued documents of a workspace, and on the pages of its site as they are after the newest of them, with their
 * forms and with the ids of the contract's data that stand in them although what they mean has a name.
 */
export async function sentencesOf(root: string): Promise<{ forms: Form[]; ids: string[] }> {
  const forms = new Forms(wordsOfData(root));
  const archive = join(root, 'archive');
  for (const path of readdirSync(archive, { recursive: true, encoding: 'utf8' }).sort())
    if (path.endsWith(DOCUMENT)) forms.add(path, JSON.parse(archivedText(join(archive, path))));
  const { model } = await siteContent(await openSession(root), siteMoment(root));
  forms.add('/', model.board);
  for (const { id, pages } of model.sections)
    for (const page of pages) forms.add(`/${[id, page.path].filter((part) => part !== '').join('/')}`, page);
  return { forms: forms.list(), ids: forms.naming(idsOfData(root)) };
}

/** Ids of what has a name, that nobody could take for a word. */
function idsOfData(root: string): string[] {
  const ids = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { id, name } = value as { id?: unknown; name?: unknown };
    if (typeof id === 'string' && typeof name === 'string' && /^[a-z]+(?:-[a-z0-9]+)+$/.test(id)) ids.add(id);
    for (const one of Object.values(value)) walk(one);
  };
  for (const path of readdirSync(join(root, 'contract')))
    if (path.endsWith('.yaml')) walk(parse(readFileSync(join(root, 'contract', path), 'utf8')));
  return [...ids];
}

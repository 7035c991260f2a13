/** The search page: the same search as in the terminal, over the index files of the site. */

import { isFarOff, lackingText } from '../../search/about.ts';
import type { SnippetPart } from '../../search/index/types.ts';
import { openRemote, type RemoteResult } from '../../search/remote.ts';

/** Results that are shown at once, and with each further wish to see more. */
const PAGE = 12;
const MOST = 5 * PAGE;
/** What was never reviewed stands below what was, and is little. */
const DRAFTS = 4;
const TYPING_PAUSE = 120;

const remote = openRemote(async (path) => {
  const response = await fetch(`/_search/${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.text();
});

const form = document.querySelector<HTMLFormElement>('[data-ol-search]');
const input = form?.querySelector<HTMLInputElement>('input');
const status = document.querySelector<HTMLElement>('[data-ol-status]');
const list = document.querySelector<HTMLElement>('[data-ol-results]');
const filter = document.querySelector<HTMLElement>('[data-ol-kinds]');
const more = document.querySelector<HTMLButtonElement>('[data-ol-more]');
/** Words for the kinds of what is found. */
const words = JSON.parse(list?.dataset['kinds'] ?? '{}') as Record<string, string>;
const wordOf = (kind: string): string => words[kind] ?? kind;

/** Number of the newest query; an answer to an older one is not shown. */
let newest = 0;
/** The word of the kinds that alone are shown; empty: all. */
let only = '';

interface Answer {
  query: string;
  found: RemoteResult[];
  missing: string | null;
  /** Words of the kinds among what answers the whole question. */
  kinds: string[];
  offers: string[];
}

async function ask(query: string): Promise<Answer> {
  const wanted = { limit: MOST + DRAFTS, today: today() };
  const all = await remote.search(query, wanted);
  const kinds = Object.keys(words).filter((kind) => wordOf(kind) === only);
  const found = only === '' ? all : await remote.search(query, { ...wanted, kinds });
  const missing = await remote.missing(query, wanted.today);
  const offers = found.length === 0 || isFarOff(found) ? await remote.suggest(query, 5) : [];
  return { query, found, missing, kinds: [...new Set(all.map(({ kind }) => wordOf(kind)))], offers };
}

/** @param opens what the number alone that was asked for leads to is opened at once */
async function run(query: string, opens = false): Promise<void> {
  if (status === null || list === null) return;
  const number = ++newest;
  if (query === '') {
    show('', []);
    return;
  }
  try {
    const answer = await ask(query);
    if (number !== newest) return;
    showAnswer(answer, PAGE);
    // A click, since a document is opened by its page.
    if (opens && answer.found.filter(({ exact }) => exact === true).length === 1) list.querySelector('a')?.click();
  } catch {
    if (number === newest) show('搜索索引没有读到，请检查网络后再试一次。', []);
  }
}

/** @param further shows more of them; without it there are none */
function show(text: string, items: readonly HTMLElement[], kinds: readonly string[] = [], further?: () => void): void {
  if (status !== null) status.textContent = text;
  list?.replaceChildren(...items);
  filter?.replaceChildren(...kindButtons(kinds));
  if (more === null) return;
  more.hidden = further === undefined;
  more.onclick = further ?? null;
}

function showAnswer(answer: Answer, many: number): void {
  const { query, found, missing, kinds, offers } = answer;
  const all = found.filter(({ kind }) => kind !== 'consultation').slice(0, MOST);
  const results = all.slice(0, many);
  const drafts = found.filter(({ kind }) => kind === 'consultation').slice(0, DRAFTS);
  const far = isFarOff(found);
  const exact = results.filter((one) => one.exact === true);
  const others = results.filter((one) => one.exact !== true);
  const told =
    exact.length > 0
      ? `编号“${query}”，${exact.length} 项`
      : statusText(query, far ? lackingText(found, missing) : null, results, drafts);
  const items = [
    ...(found.length === 0 || far ? adviceItems(offers) : []),
    ...exact.map(toItem),
    ...(exact.length > 0 && others.length > 0 ? [noteItem('以上是这个编号本身；以下是内容与它有关的：')] : []),
    ...others.map(toItem),
    ...draftItems(drafts),
  ];
  const further = (): void => {
    showAnswer(answer, many + PAGE);
    // What comes is read on from where one was.
    links()[results.length]?.focus();
  };
  show(missing === null ? told : `${missing}。${told}`, items, kinds, all.length > many ? further : undefined);
}

/** By which kind what is found can be narrowed down; of one kind alone there is nothing to choose. */
function kindButtons(kinds: readonly string[]): HTMLElement[] {
  const offered = Object.values(words).filter((word, n, every) => every.indexOf(word) === n);
  const named = offered.filter((word) => word === only || kinds.includes(word));
  return named.length < 2 && only === '' ? [] : ['', ...named].map(kindButton);
}

function kindButton(word: string): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = word === '' ? '全部' : word;
  button.setAttribute('aria-pressed', String(word === only));
  button.onclick = async () => {
    only = word;
    remember(input?.value.trim() ?? '');
    await run(input?.value.trim() ?? '');
    filter?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  };
  return button;
}

const links = (): HTMLAnchorElement[] => [...document.querySelectorAll<HTMLAnchorElement>('.ol-result-title')];

/** Down from the question to its results and up again, by the arrows. */
function step(event: KeyboardEvent): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const places: (HTMLElement | null | undefined)[] = [input, ...links()];
  const at = places.indexOf(document.activeElement as HTMLElement);
  // An input method chooses among its words with the same keys.
  if (by === 0 || at < 0 || event.isComposing) return;
  const next = places[at + by];
  if (next === null || next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** The reader's date as `YYYY-MM-DD`. */
function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** @param lacking what none of them holds, where they are not about the question; null where they are */
function statusText(
  query: string,
  lacking: string | null,
  results: readonly unknown[],
  drafts: readonly unknown[],
): string {
  if (results.length + drafts.length === 0) return `没有找到“${query}”。`;
  const count = countText(results, drafts);
  return lacking === null
    ? `“${query}”，${count}`
    : `没有直接说到“${query}”的内容${lacking}；只有个别字词相符的，${count}`;
}

const countText = (results: readonly unknown[], drafts: readonly unknown[]): string =>
  [
    ...(results.length > 0 ? [`前 ${results.length} 条`] : []),
    ...(drafts.length > 0 ? [`待整理的咨询 ${drafts.length} 条`] : []),
  ].join('，');

function draftItems(drafts: readonly RemoteResult[]): HTMLElement[] {
  return drafts.length === 0 ? [] : [noteItem('以下是还没有整理成文章的咨询，答复未经复核：'), ...drafts.map(toItem)];
}

function noteItem(text: string): HTMLElement {
  const note = document.createElement('li');
  note.className = 'ol-note';
  note.textContent = text;
  return note;
}

function toItem(result: RemoteResult): HTMLElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.className = 'ol-result-title';
  link.href = result.url;
  link.replaceChildren(...result.marked.map(toNode));
  const kind = document.createElement('span');
  kind.className = 'ol-tag';
  kind.textContent = wordOf(result.kind);
  const text = document.createElement('p');
  result.snippet().then(
    (parts) => text.replaceChildren(...parts.map(toNode)),
    () => text.remove(),
  );
  item.append(link, kind, ...reviewOf(result), ...pdfOf(result), text);
  return item;
}

/** When somebody last looked whether an article still holds. */
function reviewOf({ kind, reviewed }: RemoteResult): HTMLElement[] {
  if (kind !== 'article') return [];
  const note = document.createElement('span');
  note.className = 'ol-result-date';
  note.textContent = reviewed === undefined ? '未复核' : `复核 ${reviewed}`;
  return [note];
}

/** A document is read on paper as often as on the screen. */
function pdfOf({ pdf, title }: RemoteResult): HTMLElement[] {
  if (pdf === undefined) return [];
  const link = document.createElement('a');
  link.className = 'ol-result-file';
  link.href = pdf;
  link.textContent = 'PDF';
  link.setAttribute('aria-label', `PDF ${title}`);
  return [link];
}

function toNode(part: SnippetPart): Node {
  if (!part.hit) return document.createTextNode(part.text);
  const mark = document.createElement('mark');
  mark.textContent = part.text;
  return mark;
}

/** How to ask another way, and titles that look like the query. */
function adviceItems(offers: readonly string[]): HTMLElement[] {
  const item = document.createElement('li');
  const advice = document.createElement('p');
  advice.textContent =
    '换一种说法，或只写关键的词，例如设备名、报错里的英文、文档编号。仍找不到，请向运维人员提问，答复会收进知识库。';
  item.append(advice);
  for (const title of offers) {
    const line = document.createElement('p');
    const link = document.createElement('a');
    link.href = `/search?q=${encodeURIComponent(title)}`;
    link.textContent = title;
    line.append('您是不是要找：', link);
    item.append(line);
  }
  return [item];
}

function remember(query: string): void {
  const kind = only === '' ? '' : `&kind=${encodeURIComponent(only)}`;
  history.replaceState(null, '', query === '' ? '/search' : `/search?q=${encodeURIComponent(query)}${kind}`);
}

if (form && input) {
  let timer = 0;
  const now = (opens = false): void => {
    clearTimeout(timer);
    const query = input.value.trim();
    remember(query);
    void run(query, opens);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    now(true);
  });
  input.addEventListener('input', (event) => {
    clearTimeout(timer);
    // While an input method composes, the text is pinyin, not yet the query.
    if (!(event as InputEvent).isComposing) timer = window.setTimeout(now, TYPING_PAUSE);
  });
  input.addEventListener('compositionend', () => now());
  document.addEventListener('keydown', step);
  const asked = new URLSearchParams(location.search);
  only = asked.get('kind') ?? '';
  input.value = asked.get('q') ?? '';
  input.focus();
  // Who comes back to the list by the way back is not sent on again.
  now(asked.has('open'));
}

/** The search page: the same search as in the terminal, over the index files of the site. */

import { isFarOff, lackingText } from '../../search/about.ts';
import type { SnippetPart } from '../../search/index/types.ts';
import { openRemote, type RemoteResult } from '../../search/remote.ts';

const LIMIT = 12;
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
/** Words for the kinds of what is found. */
const kinds = JSON.parse(list?.dataset['kinds'] ?? '{}') as Record<string, string>;

/** Number of the newest query; an answer to an older one is not shown. */
let newest = 0;

/** @param opens what the number alone that was asked for leads to is opened at once */
async function run(query: string, opens = false): Promise<void> {
  if (status === null || list === null) return;
  const number = ++newest;
  if (query === '') {
    status.textContent = '';
    list.replaceChildren();
    return;
  }
  try {
    const found = await remote.search(query, LIMIT + DRAFTS, today());
    const results = found.filter(({ kind }) => kind !== 'consultation').slice(0, LIMIT);
    const drafts = found.filter(({ kind }) => kind === 'consultation').slice(0, DRAFTS);
    const far = isFarOff(found);
    const missing = await remote.missing(query, today());
    const offers = found.length === 0 || far ? await remote.suggest(query, 5) : [];
    if (number !== newest) return;
    const exact = results.filter((one) => one.exact === true);
    const others = results.filter((one) => one.exact !== true);
    const told =
      exact.length > 0
        ? `编号“${query}”，${exact.length} 项`
        : statusText(query, far ? lackingText(found) : null, results, drafts);
    status.textContent = missing === null ? told : `${missing}。${told}`;
    list.replaceChildren(
      ...(found.length === 0 || far ? adviceItems(offers) : []),
      ...exact.map(toItem),
      ...(exact.length > 0 && others.length > 0 ? [noteItem('以上是这个编号本身；以下是内容与它有关的：')] : []),
      ...others.map(toItem),
      ...draftItems(drafts),
    );
    // A click, since a document is opened by its page.
    if (opens && exact.length === 1) list.querySelector('a')?.click();
  } catch {
    if (number !== newest) return;
    status.textContent = '搜索索引没有读到，请检查网络后再试一次。';
    list.replaceChildren();
  }
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
  link.textContent = result.title;
  const kind = document.createElement('span');
  kind.className = 'ol-tag';
  kind.textContent = kinds[result.kind] ?? result.kind;
  const text = document.createElement('p');
  result.snippet().then(
    (parts) => text.replaceChildren(...parts.map(toNode)),
    () => text.remove(),
  );
  item.append(link, kind, ...pdfOf(result), text);
  return item;
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
  history.replaceState(null, '', query === '' ? '/search' : `/search?q=${encodeURIComponent(query)}`);
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
  const asked = new URLSearchParams(location.search);
  input.value = asked.get('q') ?? '';
  input.focus();
  // Who comes back to the list by the way back is not sent on again.
  now(asked.has('open'));
}

/** Shows the document that the address names: what it is and how it stands, its files, what proves it, and the file itself in a frame. */
import './floor.ts';
import { findNumber, type ProofDocument } from '../../proof/index.ts';
import { formatWords, numberRemark } from '../../proof/result-words.ts';
import { documentPage, draftFile } from '../lib/document-page.ts';
import { documentHref, kindHref, proofHref } from '../lib/paths.ts';
import { framedContents, keepDaysWhole, toPlace } from './framed.ts';
import { readIndex } from './verify-index.ts';
import { wholeText } from './whole-text.ts';

const place = document.querySelector<HTMLElement>('[data-ol-document]');
const heading = document.querySelector<HTMLElement>('h1');
const asked = new URLSearchParams(location.search);

if (place !== null) void show(place);

async function show(into: HTMLElement): Promise<void> {
  const draft = draftFile(asked.get('draft') ?? '');
  if (draft !== null) {
    name('草稿');
    into.replaceChildren(line([text('草稿，未签发。签发前内容还会变。'), bare(draft)]), frameOf(draft, '草稿'));
    return;
  }
  const number = asked.get('number')?.trim() ?? '';
  try {
    const [found] = await findNumber(readIndex, number);
    into.replaceChildren(...(found === undefined ? unknown(number) : shown(found)));
  } catch {
    into.replaceChildren(line([text('文档索引没有读到，请检查网络后再试一次。')]));
  }
}

function shown(one: ProofDocument): HTMLElement[] {
  const title = `${one.title} ${one.periodText} ${one.revisionText}`;
  name(title);
  const page = one.files.find(({ kind }) => kind === 'html');
  const others = one.files.filter(({ kind }) => kind !== 'html');
  const obligation = page?.url.split('/')[OBLIGATION];
  const remark = numberRemark(one);
  const status = line([
    text(`${one.number}　${one.issuedAt.slice(0, 16).replace('T', ' ')} 签发　`),
    ...(one.supersededBy === null
      ? [text(one.late ? '现行版次，补报' : '现行版次')]
      : [text('已被替代，现行版次 '), link(documentHref(one.supersededBy), one.supersededBy)]),
    ...(one.marks.length === 0 ? [] : [text(`　${one.marks.join('、')}`)]),
    ...(remark === null ? [] : [text(`　${remark}`)]),
  ]);
  const ways = line([
    ...others.map(({ kind, url, name: saved }) => {
      const made = link(url, `下载${formatWords[kind].trimEnd()}`);
      made.download = saved;
      return made;
    }),
    link(proofHref(one.number), '查验与依据的记录'),
    ...(obligation === undefined ? [] : [link(kindHref(obligation), `全部${one.title}`)]),
    ...(page === undefined ? [] : [bare(page.url)]),
  ]);
  ways.className = 'ol-document-ways';
  if (page === undefined) return [status, ways];
  if (page.erased !== undefined) return [status, line([text(`内容已依规清除（${page.erased}）。`)])];
  return [status, ways, frameOf(page.url, title)];
}

/** `/archive/2026/OBLIGATION/…` */
const OBLIGATION = 3;

function unknown(number: string): HTMLElement[] {
  name('没有这份文档');
  const what = number === '' ? '地址里没有写文档编号。' : `没有编号为“${number}”的文档。`;
  return [line([text(what), link('/deliverables', '到交付物里找'), link('/search', '搜索')])];
}

/** As high as what it holds, so that the page has one scroll bar and the head scrolls away. */
function frameOf(url: string, title: string): HTMLElement {
  const frame = document.createElement('iframe');
  frame.className = 'ol-document-frame';
  frame.title = title;
  // Nothing runs in it; its own origin alone lets this page read how high it is.
  frame.setAttribute('sandbox', 'allow-same-origin allow-popups');
  const own = new URL(url, location.href).pathname;
  const fitIn = (): void => {
    const inner = frame.contentDocument?.documentElement;
    if (inner) frame.style.height = `${inner.scrollHeight}px`;
  };
  window.addEventListener('resize', fitIn);
  frame.addEventListener('load', () => {
    const other = documentElsewhere(frame, own);
    if (other !== null) return location.replace(other);
    if (frame.contentDocument !== null) keepDaysWhole(frame.contentDocument);
    fitIn();
    const contents = framedContents(frame);
    if (contents !== null && frame.previousElementSibling?.className !== contents.className) frame.before(contents);
    toPlace(frame, location.hash, contents);
  });
  frame.src = `${url}${location.hash}`;
  return frame;
}

/**
 * The page of the document to which a link inside the frame led; null while it holds its own. Title, files and proofs around the frame
 * would otherwise be those of another document.
 */
function documentElsewhere(frame: HTMLIFrameElement, own: string): string | null {
  const at = frame.contentDocument?.location;
  if (at === undefined || at === null || at.pathname === own) return null;
  return documentPage(`${at.pathname}${at.hash}`);
}

function name(title: string): void {
  if (heading !== null) heading.replaceChildren(text(title));
  document.title = document.title.replace(/^.*(?= · )/, () => title);
}

function bare(url: string): HTMLAnchorElement {
  const made = link(url, '单独打开网页');
  made.dataset['bare'] = '';
  return made;
}

function line(parts: readonly Node[]): HTMLElement {
  const made = document.createElement('p');
  made.append(...parts);
  return made;
}

function link(href: string, content: string): HTMLAnchorElement {
  const made = document.createElement('a');
  made.href = href;
  made.append(text(content));
  return made;
}

const text = wholeText;

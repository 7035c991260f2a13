/** A document in its frame, which as it was issued is as long as it is on paper: what stands in it, and its days on one line each. */
import { wholeParts } from '../../wording/whole.ts';
import { contentsBar } from './contents.ts';

/** From so many sections on contents are worth their line. */
const WORTH = 3;
/** Pixels between the bar and the heading below it. */
const AIR = 4;

/**
 * The sections of the document in a bar above it, each leading to where it stands in the page.
 * @param frame that holds the document whole
 * @returns null where it has few
 */
export function framedContents(frame: HTMLIFrameElement): HTMLElement | null {
  const heads = [...(frame.contentDocument?.querySelectorAll('h2') ?? [])];
  if (heads.length < WORTH) return null;
  const list = document.createElement('ul');
  const bar = contentsBar(list);
  list.append(
    ...heads.map((head) => {
      const link = document.createElement('a');
      link.href = '#';
      link.textContent = head.textContent;
      link.addEventListener('click', (event) => {
        event.preventDefault();
        // The list is folded first, which moves nothing: it lies over the document.
        scrollTo(frame, head, bar.offsetHeight + AIR);
      });
      const item = document.createElement('li');
      item.append(link);
      return item;
    }),
  );
  return bar;
}

/** @param room pixels that are kept free above it */
function scrollTo(frame: HTMLIFrameElement, place: Element, room: number): void {
  const top = frame.getBoundingClientRect().top + place.getBoundingClientRect().top + window.scrollY;
  window.scrollTo({ top: top - room });
}

/** Brings the place that an address names into sight: the frame is as high as the document, so that the page itself has to move. */
export function toPlace(frame: HTMLIFrameElement, hash: string, bar: HTMLElement | null): void {
  const place = hash === '' ? null : frame.contentDocument?.getElementById(decodeURIComponent(hash.slice(1)));
  if (place != null) scrollTo(frame, place, (bar?.offsetHeight ?? 0) + AIR);
}

/** Days that a line must not break; numbers in the narrow columns of a table may be. */
export function keepDaysWhole(page: Document): void {
  const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode())
    if (DAY.test(node.nodeValue ?? '') && node.parentElement?.closest('td, svg') === null) found.push(node as Text);
  for (const text of found) text.replaceWith(...wholeParts(text.data).map((part) => wholeNode(page, part)));
}

const DAY = /\d{4}-\d{2}-\d{2}/;

function wholeNode(page: Document, { text, whole }: ReturnType<typeof wholeParts>[number]): Node {
  if (!whole) return page.createTextNode(text);
  const part = page.createElement('span');
  part.style.whiteSpace = 'nowrap';
  part.textContent = text;
  return part;
}

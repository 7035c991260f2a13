/** Elements of the page, made from text alone: what a pack says is never read as markup. */

/** @param className none when empty */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...content);
  return made;
}

/** An element of the page's own markup. @throws Error when the page lacks it */
export function part<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`no #${id}`);
  return found as T;
}

/** A file of the pack, relative to the page. */
export function fileLink(path: string, text: string): HTMLAnchorElement {
  const link = element('a', '', text);
  link.href = path.split('/').map(encodeURIComponent).join('/');
  link.target = '_blank';
  link.rel = 'noopener';
  return link;
}

/** The time on this computer, `YYYY-MM-DD HH:MM`. */
export function clockText(now = new Date()): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())} ${two(now.getHours())}:${two(now.getMinutes())}`;
}

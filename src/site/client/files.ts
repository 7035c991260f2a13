/**
 * Completes the links of a list of 交付物: under which name a file is saved, what each link is, and its 溯源. On paper,
 * where links are of no use, the number of the document stands in their place.
 */
import { proofHref } from '../lib/paths.ts';
import { fileAddress, savedName } from '../lib/saved-name.ts';

const verbs: Record<string, string> = { html: '查看', pdf: '下载 PDF', xlsx: '下载 Excel' };

for (const table of document.querySelectorAll<HTMLElement>('[data-ol-files]')) {
  const head = table.querySelector<HTMLElement>('thead th:last-child');
  if (head !== null) head.dataset['number'] = '文档编号';
  for (const row of table.querySelectorAll<HTMLTableRowElement>('tbody tr')) {
    const title = table.dataset['olFiles'] || (row.cells[0]?.textContent ?? '');
    const links = [...row.querySelectorAll<HTMLAnchorElement>('td:last-child a')];
    const newest = fileAddress(links[0]?.getAttribute('href') ?? '');
    const cell = row.cells[row.cells.length - 1];
    if (newest !== null && cell !== undefined) cell.dataset['number'] = newest.number;
    for (const link of links) complete(link, title);
  }
}

function complete(link: HTMLAnchorElement, title: string): void {
  const href = link.getAttribute('href') ?? '';
  const file = fileAddress(href);
  if (file === null) {
    link.setAttribute('aria-label', `查看 ${title} 草稿`);
    return;
  }
  const what = `${title} ${file.period} 第 ${file.revision} 版`;
  link.setAttribute('aria-label', `${verbs[file.extension] ?? ''} ${what}`);
  if (link.getAttribute('download') === '') link.download = savedName(href, title) ?? '';
  // The last of a document's links; what proves it comes behind.
  if (link.nextElementSibling?.tagName === 'A') return;
  const proof = document.createElement('a');
  proof.href = proofHref(file.number);
  proof.setAttribute('aria-label', `溯源 ${what}`);
  proof.textContent = '溯源';
  link.after(' ', proof);
}

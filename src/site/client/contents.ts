/** What stands on a long page, folded at its top and at hand wherever its reader is. */

/** @param list of links; what they lead to lies below the bar */
export function contentsBar(list: HTMLElement): HTMLElement {
  const bar = document.createElement('details');
  bar.className = 'ol-contents';
  const summary = document.createElement('summary');
  summary.textContent = '目录';
  const nav = document.createElement('nav');
  nav.setAttribute('aria-label', '目录');
  nav.append(list);
  bar.append(summary, nav);
  // Who chose reads on: the open list would lie over what was chosen.
  bar.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('a') !== null) bar.open = false;
  });
  bar.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !bar.open) return;
    bar.open = false;
    summary.focus();
  });
  return bar;
}

/** The outline that a wide window has beside the page, for windows that have no room for it. */
export function foldedOutline(): void {
  const outline = document.querySelector('.ol-toc > ul');
  const content = document.querySelector('.ol-content');
  if (outline === null || content === null) return;
  const bar = contentsBar(outline.cloneNode(true) as HTMLElement);
  bar.classList.add('ol-contents-narrow');
  content.before(bar);
}

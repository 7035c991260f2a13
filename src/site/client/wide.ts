/** Says of what is wider than the window that it can be moved, and shows of the year the day that is today. */

const EDGE = 2;

for (const box of document.querySelectorAll<HTMLElement>('.ol-scroll')) {
  const hint = document.createElement('p');
  hint.className = 'ol-scroll-hint';
  hint.hidden = true;
  hint.setAttribute('aria-hidden', 'true');
  box.before(hint);
  const update = (): void => {
    const rest = box.scrollWidth - box.clientWidth;
    hint.hidden = rest <= EDGE;
    const left = box.scrollLeft > EDGE ? '←' : '';
    const right = box.scrollLeft < rest - EDGE ? '→' : '';
    hint.textContent = `${left} 左右滑动查看全部 ${right}`.trim();
  };
  showToday(box);
  update();
  box.addEventListener('scroll', update, { passive: true });
  // A table that was folded, or a phone that was turned.
  new ResizeObserver(update).observe(box);
}

/** Moves the year only inside its own box: the page stays where its reader is. */
function showToday(box: HTMLElement): void {
  const today = box.querySelector<HTMLElement>('.ol-day-today');
  if (today === null || box.scrollWidth <= box.clientWidth) return;
  const { left, width } = today.getBoundingClientRect();
  box.scrollLeft += left + width / 2 - box.getBoundingClientRect().left - box.clientWidth / 2;
}

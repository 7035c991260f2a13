/**
 * Makes the charts of a page answer to hand and keyboard. The chart library is a file of its own that only those fetch who
 * scroll near a chart; until then, and wherever it fails, the drawing that came with the page stays.
 */
const NEAR = '300px';

const figures = document.querySelectorAll<HTMLElement>('[data-ol-chart]');

async function bringToLife(figure: HTMLElement): Promise<void> {
  try {
    const { liveChart } = await import('./live-chart.ts');
    liveChart(figure);
  } catch {
    // The library did not arrive: the drawing stays, and the table below has every figure.
    figure.classList.remove('ol-chart-live');
  }
}

if (figures.length > 0 && 'IntersectionObserver' in window) {
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        void bringToLife(target as HTMLElement);
      }
    },
    { rootMargin: NEAR },
  );
  for (const figure of figures) watcher.observe(figure);
}

/** One chart by ECharts in place of the drawing: tips, series on and off, both by keyboard too. Loaded when it is needed. */
import './floor.ts';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { ChartData } from '../../report/site-model.ts';
import { severityNumber } from '../lib/severity.ts';
import { type ChartColours, liveOption } from './chart-option.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

type Described = ChartData & { title: string };

/** Replaces the drawing in `figure`; the drawing stays in the page for paper. */
export function liveChart(figure: HTMLElement): void {
  const still = figure.querySelector<HTMLElement>('.ol-chart-still');
  if (still === null) return;
  const data = JSON.parse(figure.querySelector('script')?.textContent ?? '') as Described;
  const height = still.clientHeight;
  const box = made('div', 'ol-chart-box ol-chart-moving');
  const plot = made('div', '');
  const said = made('p', 'ol-sr');
  plot.setAttribute('aria-hidden', 'true');
  plot.style.height = `${Math.max(height, leastHeight(data))}px`;
  said.setAttribute('role', 'status');
  box.append(plot, said);
  box.tabIndex = 0;
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', `${still.getAttribute('aria-label') ?? data.title}按左右方向键逐项查看。`);
  still.after(box);
  figure.classList.add('ol-chart-live');

  const chart = init(plot, null, { renderer: 'svg' });
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const draw = (): void => chart.setOption(liveOption(data, coloursOf(figure), calm.matches));
  draw();
  const legend =
    data.series.length > 1
      ? legendOf(data, (name) => chart.dispatchAction({ type: 'legendToggleSelect', name }))
      : null;
  if (legend !== null) box.before(legend);

  new ResizeObserver(() => chart.resize()).observe(plot);
  // Theme and movement are the reader's choice, and may be made while the page is open.
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ['data-ol-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  calm.addEventListener('change', draw);
  readByKeyboard(box, data, legend, (at) => {
    chart.dispatchAction(at === null ? { type: 'hideTip' } : { type: 'showTip', seriesIndex: 0, dataIndex: at });
    said.textContent = at === null ? '' : pointText(data, at);
  });
}

const LEAST_HEIGHT = 180;
const BAR_HEIGHT = 24;
const AXIS_HEIGHT = 44;

/** On a phone the drawing is small; each bar keeps the height of its name. */
const leastHeight = ({ chart, x }: Described): number =>
  chart === 'horizontal-bar' ? Math.max(LEAST_HEIGHT, AXIS_HEIGHT + BAR_HEIGHT * x.length) : LEAST_HEIGHT;

/** `2026-11：P1 1 起，P2 0 起` */
function pointText({ x, series }: Described, at: number): string {
  return `${x[at]}：${series.map(({ name, texts }) => `${name} ${texts?.[at]}`).join('，')}`;
}

function readByKeyboard(
  box: HTMLElement,
  { x }: Described,
  legend: HTMLElement | null,
  show: (at: number | null) => void,
): void {
  let at: number | null = null;
  const moves: Record<string, (from: number) => number> = {
    ArrowRight: (from) => Math.min(from + 1, x.length - 1),
    ArrowDown: (from) => Math.min(from + 1, x.length - 1),
    ArrowLeft: (from) => Math.max(from - 1, 0),
    ArrowUp: (from) => Math.max(from - 1, 0),
    Home: () => 0,
    End: () => x.length - 1,
  };
  box.addEventListener('keydown', (event) => {
    const move = moves[event.key];
    if (event.key === 'Escape') at = null;
    else if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    else at = move(at ?? -1);
    event.preventDefault();
    show(at);
  });
  const leave = (): void => {
    at = null;
    show(null);
  };
  box.addEventListener('blur', leave);
  legend?.addEventListener('click', leave);
}

function legendOf({ series, title }: Described, toggle: (name: string) => void): HTMLElement {
  const list = made('div', 'ol-chart-legend');
  list.setAttribute('role', 'group');
  list.setAttribute('aria-label', `${title}：显示或隐藏`);
  for (const [n, { name, severity }] of series.entries()) {
    const key = severity === undefined ? (n % SERIES_COLOURS) + 1 : `s${severityNumber(severity)}`;
    const button = made('button', `ol-chart-key ol-chart-key-${key}`) as HTMLButtonElement;
    button.type = 'button';
    button.textContent = name;
    button.setAttribute('aria-pressed', 'true');
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
      toggle(name);
    });
    list.append(button);
  }
  return list;
}

const SERIES_COLOURS = 4;
const SEVERITY_COLOURS = severityNumber(Number.POSITIVE_INFINITY);

function coloursOf(element: HTMLElement): ChartColours {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: of('--ink'),
    secondary: of('--secondary'),
    rule: of('--rule'),
    ground: of('--ground'),
    series: Array.from({ length: SERIES_COLOURS }, (_, n) => of(`--chart-${n + 1}`)),
    severities: Array.from({ length: SEVERITY_COLOURS }, (_, n) => of(`--severity-${n + 1}`)),
    font: of('--font'),
  };
}

function made(tag: string, className: string): HTMLElement {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  return element;
}

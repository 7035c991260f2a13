/** The style sheet names the colours of a drawing one by one: every colour that a drawing may have is among them. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withDrawings } from '../../src/pipeline/publish/drawings.ts';
import { chart } from '../../src/sections/parts/chart.ts';

const styles = readFileSync(new URL('../../src/site/styles/board.css', import.meta.url), 'utf8');
const series = ['一', '二', '三', '四'].map((name, n) => ({ name, values: [n + 1, 12 - n] }));
const colour = /(fill|stroke)="(#[0-9a-f]{3,6})"/g;

/** The drawing of a chart, as it stands on the page of a section. */
async function drawingOf(...asked: Parameters<typeof chart>): Promise<string> {
  const page = { path: '', title: '', description: '', sections: [{ id: 'a', title: '', blocks: [chart(...asked)] }] };
  const [section] = await withDrawings([{ id: 'a', title: '', place: 'header', pages: [page] }]);
  return section?.pages[0]?.sections[0]?.blocks.map((block) => (block.type === 'chart' ? block.svg : '')).join() ?? '';
}

it.each(['line', 'bar', 'stacked-bar', 'horizontal-bar'] as const)('knows the colours of a %s chart', async (kind) => {
  const svg = await drawingOf('a', { title: '题', summary: '要点', chart: kind, x: ['甲', '乙'], series });
  // Not to be seen: what catches the pointer in a legend, and the shape that a line is cut to.
  const seen = svg.replace(/<path [^>]*fill-opacity="0"[^>]*>|<clipPath[\s\S]*?<\/clipPath>/g, '');
  const found = [...seen.matchAll(colour)].map(([, part, value]) => `[${part}="${value}"]`);
  expect(found.length).toBeGreaterThan(4);
  expect([...new Set(found)].filter((one) => !styles.includes(one))).toEqual([]);
});

it('knows the colours of levels of severity', async () => {
  const levels = Array.from({ length: 7 }, (_, n) => ({ name: `第 ${n + 1} 级`, values: [3, 2], severity: n }));
  const svg = await drawingOf('a', {
    title: '题',
    summary: '要点',
    chart: 'stacked-bar',
    x: ['甲', '乙'],
    series: levels,
  });
  const fills = [...svg.matchAll(/fill="(#[0-9a-f]{6})"/g)].map(([, value]) => value as string);
  expect([...new Set(fills)].filter((one) => !styles.includes(`[fill="${one}"]`))).toEqual([]);
  expect(Object.values(severities(tokens)[0] as object).every((one) => fills.includes(one))).toBe(true);
});

const tokens = readFileSync(new URL('../../src/site/styles/tokens.css', import.meta.url), 'utf8');
const print = readFileSync(new URL('../../src/site/styles/print.css', import.meta.url), 'utf8');

/** The five colours of each block of a style sheet that sets them, the worst first, with the ground they lie on. */
function severities(sheet: string): string[][] {
  return [...sheet.matchAll(/\{[^{}]*--severity-1[^{}]*\}/g)].map(([block]) =>
    [...block.matchAll(/--severity-\d: (#[0-9a-f]{6})/g)].map(([, value]) => value as string),
  );
}

/** Luminance of WCAG: what is left of a colour in greys. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

it.each([
  ['light', severities(tokens)[0]],
  ['dark by the system', severities(tokens)[1]],
  ['dark by choice', severities(tokens)[2]],
  ['print', severities(print)[0]],
])('tells levels of severity apart in greys: %s', (_, colours = []) => {
  expect(colours).toHaveLength(5);
  const greys = colours.map(luminance);
  const steps = greys.slice(1).map((one, n) => {
    const [lighter, darker] = [Math.max(one, greys[n] ?? 0), Math.min(one, greys[n] ?? 0)];
    return (lighter + 0.05) / (darker + 0.05);
  });
  // All in one direction: a reader orders them without a legend.
  expect(greys).toEqual(greys.toSorted((a, b) => ((greys[0] as number) < (greys[1] as number) ? a - b : b - a)));
  expect(Math.min(...steps)).toBeGreaterThan(1.35);
  expect(colours.filter((one) => tokens.includes(`--accent: ${one}`) || tokens.includes(`--normal: ${one}`))).toEqual(
    [],
  );
});

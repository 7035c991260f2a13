/** The style sheet names the colours of a drawing one by one: every colour that a drawing may have is among them. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { chart } from '../../src/sections/parts/chart.ts';

const styles = readFileSync(new URL('../../src/site/styles/board.css', import.meta.url), 'utf8');
const series = ['一', '二', '三', '四'].map((name, n) => ({ name, values: [n + 1, 12 - n] }));
const colour = /(fill|stroke)="(#[0-9a-f]{3,6})"/g;

it.each(['line', 'bar', 'stacked-bar', 'horizontal-bar'] as const)('knows the colours of a %s chart', (kind) => {
  const { svg } = chart('a', { title: '题', summary: '要点', chart: kind, x: ['甲', '乙'], series });
  // Not to be seen: what catches the pointer in a legend, and the shape that a line is cut to.
  const seen = svg.replace(/<path [^>]*fill-opacity="0"[^>]*>|<clipPath[\s\S]*?<\/clipPath>/g, '');
  const found = [...seen.matchAll(colour)].map(([, part, value]) => `[${part}="${value}"]`);
  expect(found.length).toBeGreaterThan(4);
  expect([...new Set(found)].filter((one) => !styles.includes(one))).toEqual([]);
});

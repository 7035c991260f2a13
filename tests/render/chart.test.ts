import { describe, expect, it } from 'vitest';
import { drawChart, slimSvg } from '../../src/render/html/chart.ts';
import type { ChartBlock } from '../../src/report/block.ts';
import { everyBlock } from '../fixtures/documents/every-block.ts';

const charts = everyBlock().sections.flatMap((section) => section.blocks.filter((block) => block.type === 'chart'));
const line = charts[0] as ChartBlock;

describe('charts', () => {
  it('are the same whatever was drawn before in the process', () => {
    const first = charts.map((chart, i) => drawChart(chart, `s1b${i}`));
    for (const chart of charts) drawChart(chart, 's9b9');
    expect(charts.map((chart, i) => drawChart(chart, `s1b${i}`))).toEqual(first);
  });

  it('name their ids after their place, so that two in a document do not share any', () => {
    const ids = (svg: string) =>
      [...svg.matchAll(/(?:id="|url\(#|class="|\.)((?:zr\d+|s\d+b\d+)-[\w-]+)/g)].map((match) => match[1] as string);
    const a = new Set(charts.flatMap((chart) => ids(drawChart(chart, 's1b1'))));
    const b = new Set(charts.flatMap((chart) => ids(drawChart(chart, 's1b2'))));
    expect(a.size).toBeGreaterThan(0);
    expect(b.size).toBe(a.size);
    expect([...a].every((id) => id.startsWith('s1b1-'))).toBe(true);
    expect([...b].filter((id) => a.has(id))).toEqual([]);
  });

  it('hold nothing for a pointer, and say the type of their texts once', () => {
    const svg = drawChart(line, 's1b1');
    expect(svg).not.toMatch(/ecmeta|pointer|hover|<style|class=/);
    expect(svg.match(/font-family/g)?.length).toBeLessThan(4);
    expect(svg).toMatch(/^<svg style="font-/);
  });

  it('keep a text of another type as it is, and the rest of the markup', () => {
    const text = (type: string, what: string) => `<text x="1" style="${type}" y="5">${what}</text>`;
    const [ten, twelve] = ['font-size:10px;', 'font-size:12px;font-weight:bold;'];
    const svg = (begin: string, ...texts: string[]) =>
      `<svg ${begin}width="1"><path d="M0 0" fill="none"/>${texts.join('')}</svg>`;
    expect(slimSvg(svg('', text(ten, 'a'), text(twelve, 'ecmeta_x="1"'), text(ten, 'b')))).toBe(
      svg(`style="${ten}" `, '<text x="1" y="5">a</text>', text(twelve, 'ecmeta_x="1"'), '<text x="1" y="5">b</text>'),
    );
    const other = svg('', text(ten, 'a'), '<text x="1">b</text>');
    expect(slimSvg(other)).toBe(other);
  });

  it('mark their axes without what floating point adds to a step', () => {
    for (const min of [99.8, 99.5, 1.8, 0.1, 62.3])
      for (const max of [100, min + 0.7, min * 1.1]) {
        const svg = drawChart(
          { ...line, x: ['1', '2'], series: [{ name: '甲', values: [min, max] }], min, max, unit: '%' },
          's1b1',
        );
        const marks = [...svg.matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text ?? '');
        expect(marks.filter((text) => /\d\.\d{7,}/.test(text))).toEqual([]);
      }
  });

  it('keep runs of blanks, and ask for that nowhere else; what is empty has no end tag', () => {
    const kept = '<text xml:space="preserve" x="1">a  b</text><text xml:space="preserve" x="1"> a</text>';
    const svg = `<svg width="1"><path d="M0 0"></path>${kept}<text xml:space="preserve" x="1">99.5 %</text></svg>`;
    expect(slimSvg(svg)).toBe(`<svg width="1"><path d="M0 0"/>${kept}<text x="1">99.5 %</text></svg>`);
  });

  it('say once how all texts stand on their lines, and each its own where one stands otherwise', () => {
    const text = (baseline: string) => `<text${baseline} x="1">a</text>`;
    const [central, hanging] = [' dominant-baseline="central"', ' dominant-baseline="hanging"'];
    expect(slimSvg(`<svg width="1">${text(central)}${text(central)}</svg>`)).toBe(
      `<svg${central} width="1">${text('')}${text('')}</svg>`,
    );
    const mixed = `<svg width="1">${text(central)}${text(hanging)}</svg>`;
    expect(slimSvg(mixed)).toBe(mixed);
  });

  it('escape every text', () => {
    const nasty = `</text><script>alert("1")</script>&'`;
    const svg = drawChart(
      {
        ...line,
        x: [nasty, '2'],
        series: [{ name: nasty, values: [1, 2] }],
        thresholds: [{ label: nasty, value: 1 }],
        unit: nasty,
      },
      's1b1',
    );
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;');
  });

  it('draw the threshold thin and red with its value, and lines apart by colour and dash', () => {
    const svg = drawChart(line, 's1b1');
    expect(svg).toContain('告警 80 %');
    expect(svg).toMatch(/stroke="#b42318"/);
    expect(svg).toMatch(/stroke="#1f4e79"/);
    expect(svg).toMatch(/stroke="#c77700"[^>]*stroke-dasharray|stroke-dasharray[^>]*stroke="#c77700"/);
  });

  it('draw a value that stands alone as a dot, since no line leads to it', () => {
    const { thresholds: _, ...plain } = line;
    const dots = (values: (number | null)[]) =>
      [
        ...drawChart({ ...plain, x: values.map(String), series: [{ name: '周备份', values }] }, 's1b1').matchAll(
          /<path[^>]*A1 1/g,
        ),
      ].length;
    expect(dots([3, null, null, 4, null])).toBe(2 + dots([3, 4, 5, 4, 3]));
  });

  it('mark whole numbers only where whole numbers are counted', () => {
    const marks = (changes: Partial<ChartBlock>) => {
      const { min: _, max: __, thresholds: ___, ...open } = line;
      const svg = drawChart({ ...open, chart: 'bar', unit: '起', x: ['一', '二'], ...changes }, 's1b1');
      return [...svg.matchAll(/>(-?[\d.]+) 起</g)].map((match) => Number(match[1]));
    };
    const counted = (most: number) => [{ name: '故障', values: [0, most] }];
    for (const most of [0, 1, 2, 3, 7]) {
      const found = marks({ series: counted(most) });
      expect(found.length, `up to ${most}`).toBeGreaterThan(1);
      expect(found, `up to ${most}`).toEqual(found.filter(Number.isInteger));
    }
    expect(marks({ series: counted(2), min: 0, max: 3 })).toEqual([0, 1, 2, 3]);
    expect(marks({ series: counted(2), thresholds: [{ label: '限额', value: 1 }] }).every(Number.isInteger)).toBe(true);
    expect(marks({ series: [{ name: '时长', values: [0.2, 0.9] }] }).some((mark) => !Number.isInteger(mark))).toBe(
      true,
    );
  });

  it('name lines at their ends when these lie apart, else in a legend', () => {
    const close = {
      ...line,
      series: [
        { name: '甲', values: [1, 50] },
        { name: '乙', values: [2, 51] },
      ],
      x: ['1', '2'],
    };
    const apart = {
      ...close,
      series: [
        { name: '甲', values: [1, 20] },
        { name: '乙', values: [2, 80] },
      ],
    };
    const height = (svg: string, name: string) =>
      Number(new RegExp(`translate\\([\\d.]+ ([\\d.]+)\\)[^>]*>${name}<`).exec(svg)?.[1]);
    expect(height(drawChart(close, 's1b1'), '甲')).toBeCloseTo(height(drawChart(close, 's1b1'), '乙'), 0);
    expect(height(drawChart(apart, 's1b1'), '甲')).toBeGreaterThan(height(drawChart(apart, 's1b1'), '乙') + 20);
  });

  it('leave a gap where a value is missing', () => {
    const path = (svg: string) =>
      [...svg.matchAll(/<path d="(M[^"]*)"[^>]*stroke="#1f4e79"/g)].map((match) => match[1] as string);
    const values = [10, null, 30, 40];
    const whole = path(
      drawChart({ ...line, x: ['1', '2', '3', '4'], series: [{ name: '甲', values: [10, 20, 30, 40] }] }, 's1b1'),
    ).join('');
    const broken = path(drawChart({ ...line, x: ['1', '2', '3', '4'], series: [{ name: '甲', values }] }, 's1b1')).join(
      '',
    );
    expect(broken.split('M').length).toBe(whole.split('M').length + 1);
  });

  it('draw an all-empty series without failing', () => {
    expect(drawChart({ ...line, series: [{ name: '甲', values: [null, null] }], x: ['1', '2'] }, 's1b1')).toContain(
      '<svg',
    );
  });

  it('tells the parts of a stack apart without colour, in the bars and in the legend', () => {
    const series = ['异常', '无法采集', '数据过期'].map((name, i) => ({ name, values: [i + 1, 2] }));
    const svg = drawChart({ ...line, chart: 'stacked-bar', x: ['一', '二'], series, thresholds: [] }, 's1b1');
    const patterns = [...svg.matchAll(/<pattern[^>]* id="([^"]+)"/g)].map(([, id]) => id);
    expect(patterns).toHaveLength(2); // the first part is plain
    for (const id of patterns) expect(svg.split(`url(#${id})`).length - 1).toBe(3); // two bars and the legend
  });

  it('writes nothing on a part that is nought, and draws no white box for it', () => {
    const boxes = (nought: number | null) => {
      const series = [
        { name: '异常', values: [1, 2] },
        { name: '无法采集', values: [nought, 2] },
      ];
      const svg = drawChart({ ...line, chart: 'stacked-bar', x: ['一', '二'], series, thresholds: [] }, 's1b1');
      return svg.split('#ffffff').length;
    };
    expect(boxes(0)).toBe(boxes(null));
  });
});

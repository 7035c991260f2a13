import { describe, expect, test } from 'vitest';
import { leadingWhereItStands } from '../../../reports/first-page/within.ts';
import type { Cell, Section } from '../../../src/report/block.ts';

const ID = 'GZ-20260312-001';
const PAPER = '../../../../2026/incident-analysis/GZ-20260312-001/r1/HQSF-GZ-20260312-001-r1.html';

const naming = (id: string, text: string): Section => ({ id, title: id, blocks: [{ type: 'note', text }] });

/** Where the two cells of a decision lead. */
function ways(rest: readonly Section[], cells: Record<string, Cell>): unknown[] {
  const first: Section = {
    id: 'first-page',
    title: '本月要点',
    blocks: [{ type: 'table', title: '请决定', columns: [], rows: [{ cells }], empty: '' }],
  };
  const [block] = leadingWhereItStands(first, rest).blocks;
  if (block?.type !== 'table') throw new Error('no table');
  return Object.values(block.rows[0]?.cells ?? {}).map((cell) => (typeof cell === 'object' ? cell?.link : undefined));
}

const own: Cell = { text: ID, link: '#clocks' };
const paper: Cell = { text: 'HQSF-GZ-20260312-001-r1', link: PAPER };

describe('a record that the first page names', () => {
  test('is led to in the section that is meant, where that tells of it', () => {
    expect(ways([naming('clocks', `${ID} 恢复`)], { own, paper })).toEqual(['#clocks', PAPER]);
  });

  test('of an earlier period is led to where it stands: another section, else its own document', () => {
    expect(ways([naming('clocks', '没有'), naming('problems', ID)], { own, paper })).toEqual(['#problems', PAPER]);
    expect(ways([naming('clocks', '没有')], { own, paper })).toEqual([PAPER, PAPER]);
  });

  test('is led nowhere where nothing tells of it', () => {
    expect(ways([naming('clocks', '没有')], { own })).toEqual([undefined]);
  });

  test('what names no record leads where it led', () => {
    expect(ways([naming('quota', '没有')], { own: { text: '5.1.2', link: '#quota' } })).toEqual(['#quota']);
  });
});

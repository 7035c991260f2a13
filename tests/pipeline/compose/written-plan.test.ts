import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/contract/error.ts';
import { readPlan } from '../../../src/pipeline/compose/written-plan.ts';

const folder = join(import.meta.dirname, '../../../data/starters/bureau/plans');
const head = [
  '---',
  'schema: 1',
  'document: drill-plan',
  'title: 演练方案',
  'prepared: 甲',
  'reviewed: 乙',
  'approved: 丙',
  '---',
];

/** The place that the message names. */
function placeOf(source: string) {
  try {
    readPlan(source, 'plans/drill-plan.md', 'drill-plan');
  } catch (error) {
    if (error instanceof UserError) return error.place;
    throw error;
  }
  return undefined;
}

describe('readPlan', () => {
  test.each(readdirSync(folder))('reads the starter’s %s', (file) => {
    const text = readPlan(readFileSync(join(folder, file), 'utf8'), `plans/${file}`, file.replace('.md', ''));
    expect(text.blocks.length).toBeGreaterThan(2);
    expect(text.prepared).toBe('待填写');
  });

  test('reads a file with a byte order mark and Windows line ends', () => {
    expect(readPlan(`\uFEFF${[...head, '', '正文'].join('\r\n')}`, 'plans/drill-plan.md', 'drill-plan')).toMatchObject({
      title: '演练方案',
      prepared: '甲',
      approved: '丙',
      blocks: [{ type: 'paragraph', text: '正文' }],
    });
  });

  test('a file without a head is refused, saying what should stand there', () => {
    expect(placeOf('# 演练方案\n正文')).toMatchObject({
      file: 'plans/drill-plan.md',
      at: '第 1 行',
      found: '# 演练方案',
    });
  });

  test('a head that lacks a field, or has one too many, is refused by name', () => {
    expect(placeOf(head.filter((line) => !line.startsWith('reviewed')).join('\n'))?.at).toContain('reviewed');
    expect(placeOf([...head.slice(0, -1), 'colour: red', '---'].join('\n'))?.at).toContain('colour');
  });

  test('the text of another document is refused', () => {
    expect(placeOf(head.join('\n').replace('drill-plan', 'service-plan'))).toMatchObject({
      at: 'document',
      found: 'service-plan',
      expected: 'drill-plan',
    });
  });
});

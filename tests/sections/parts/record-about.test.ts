/** A list of records says beside each id when it was and what it is about, whatever its kind. */
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../../src/records/fields.ts';
import type { AnyRecord, RecordKind } from '../../../src/records/record.ts';
import { recordAbout, recordLine } from '../../../src/sections/parts/record-about.ts';
import records from '../../../src/sections/records.ts';
import { kinds, pagesOf, siteFacts } from '../../support/site-parts.ts';

const kindOf = (id: string): RecordKind => kinds.find((one) => one.id === id) as RecordKind;
const exampleLine = (id: string): string => recordLine(siteFacts(), kindOf(id), kindOf(id).example);

describe('what a record is about', () => {
  it.each(kinds.map(({ id }) => id))('is told of %s by fields that it has', (id) => {
    const kind = kindOf(id);
    const fields = fieldsOf(kind.schema);
    for (const path of kind.about as readonly string[]) {
      const [name, column] = path.split('.');
      const field = fields.find((one) => one.name === name);
      expect(field, path).toBeDefined();
      if (column !== undefined) expect(field?.columns.map((one) => one.name)).toContain(column);
    }
    const told = recordAbout(siteFacts(), kind, kind.example);
    expect(told === '').toBe(kind.about.length === 0);
    expect(told).not.toMatch(/\n|undefined/);
  });

  it('is who, of a shift; the level as it stands and the fault; the asset by its name', () => {
    expect(exampleLine('duty')).toBe('2026-11-24 08:56 驻点运维工程师，⟦现场⟧，在岗');
    expect(exampleLine('incident')).toMatch(/^2026-11-24 10:04 P2.*，请假审批提交报错，/);
    expect(exampleLine('backup')).toMatch(/^2026-11-24 02:00 .*，成功$/);
    expect(exampleLine('backup')).not.toContain('mysql-primary');
  });

  it('names some of many, and takes the level of no withdrawn row', () => {
    const incident = kindOf('incident');
    const example = incident.example as unknown as { levels: object[]; assets: string[] };
    const gone = { ...example.levels[0], level: 'P1', withdrawn: { by: '李工', at: '', reason: '' } };
    const many = { ...example, assets: ['a', 'b', 'c', 'd', 'e'], levels: [...example.levels, gone] };
    expect(recordAbout(siteFacts(), incident, many as unknown as AnyRecord)).toMatch(/^P2.*，a、b、c 等 5 项$/);
  });

  it('stands beside each id, on the page of its kind and on that of its month', () => {
    const pages = pagesOf(records, siteFacts());
    const listed = (path: string) =>
      pages
        .filter((page) => page.path === path)
        .flatMap(({ sections }) => sections.flatMap(({ blocks }) => blocks))
        .flatMap((block) => (block.type === 'ids' ? block.items : []))
        .find(({ id }) => id === kindOf('duty').example.id);
    for (const path of ['duty', 'month/2026-11']) expect(listed(path)?.about).toBe(exampleLine('duty'));
  });
});

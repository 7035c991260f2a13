import { describe, expect, test } from 'vitest';
import { fieldName, fieldsOf } from '../../src/records/fields.ts';
import { findingKey } from '../../src/records/finding.ts';
import { references, referencesIn } from '../../src/records/references.ts';
import { exampleOf, kindOf } from './_kinds.ts';

const field = (kind: string, name: string) => fieldsOf(kindOf(kind).schema).find((one) => one.name === name);

describe('fieldsOf', () => {
  test('tells a value, a list of values and a list of rows apart', () => {
    expect(field('incident', 'title')).toMatchObject({ label: '故障名称', shape: 'value', required: true });
    expect(field('incident', 'assets')).toMatchObject({ shape: 'texts', required: true, columns: [] });
    expect(field('incident', 'pauses')).toMatchObject({ shape: 'rows', required: false });
  });

  test('gives unit, choices, sensitivity and reference through every wrapper', () => {
    expect(field('backup', 'size')).toMatchObject({ unit: '字节', required: false });
    expect(field('expense', 'amount')).toMatchObject({ unit: '元', required: true });
    expect(field('incident', 'outage')?.choices).toMatchObject({ core: '核心业务中断' });
    expect(field('incident', 'reporter')).toMatchObject({ sensitivity: 'personal' });
    expect(field('backup', 'location')).toMatchObject({ sensitivity: 'internal' });
    expect(field('call', 'incident')).toMatchObject({ references: 'incident', required: false });
    expect(field('incident', 'pauses')?.columns.find((one) => one.name === 'to')).toMatchObject({
      required: false,
      label: '止',
    });
  });

  test('the kind is said by the record itself and not asked for', () => {
    expect(field('note', 'kind')).toMatchObject({ required: false });
  });
});

test('a field is named by label and key, an unknown one by its key', () => {
  const { schema } = kindOf('incident');
  expect(fieldName(schema, 'restoredAt')).toBe('恢复时间（restoredAt）');
  expect(fieldName(schema, 'pauses[2].to')).toBe('止（to）');
  expect(fieldName(schema, 'nothing')).toBe('nothing');
});

describe('references', () => {
  test('lists the fields that name other records', () => {
    expect(references(kindOf('remote-session'))).toEqual([
      { path: 'permit', label: '许可编号', kind: 'permit' },
      { path: 'incident', label: '故障记录', kind: 'incident' },
      { path: 'change', label: '变更记录', kind: 'change' },
    ]);
    expect(references(kindOf('signoff'))).toContainEqual({
      path: 'measures.permit',
      label: '处理措施·许可编号',
      kind: 'permit',
    });
  });

  test('finds the ids in a record, rows too, and none where none stand', () => {
    const signoff = { ...exampleOf('signoff'), measures: [{}, { permit: 'XK-20261120-002' }] };
    expect(referencesIn(references(kindOf('signoff')), signoff)).toEqual([
      { field: 'measures[1].permit', label: '处理措施·许可编号', kind: 'permit', id: 'XK-20261120-002' },
    ]);
    expect(referencesIn(references(kindOf('call')), exampleOf('call'))).toEqual([]);
  });
});

test('a finding is followed by asset, port or component and id, whatever its words', () => {
  const finding = { asset: 'app-server-1', address: '10.0.0.11', component: '22/tcp', id: 'CVE-2024-6387' };
  expect(findingKey({ ...finding, address: 'app1.internal' })).toBe(findingKey(finding));
  expect(findingKey({ ...finding, component: '2222/tcp' })).not.toBe(findingKey(finding));
  expect(findingKey({ ...finding, asset: undefined })).not.toBe(findingKey(finding));
});

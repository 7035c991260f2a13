/** The committed JSON Schemas are those that the code gives. `UPDATE_GOLDEN=1` writes them; never where CI is set. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { contractSchemaFiles, jsonSchemaOf, schemaFile } from '../../src/contract/bundle/json-schema.ts';
import { count, nullable, optional, slug, text } from '../../src/contract/scalars.ts';
import { settingsSchema } from '../../src/workspace/settings/settings.ts';
import { data } from './_starter.ts';

const folder = join(data, '../../.schemas');
const files = [...contractSchemaFiles(), schemaFile('opsledger.yaml', '工作区设置', settingsSchema)];

if (process.env['UPDATE_GOLDEN'] === '1' && !process.env['CI']) {
  mkdirSync(folder, { recursive: true });
  for (const { name, text: content } of files) writeFileSync(join(folder, name), content);
}

describe('the committed schemas', () => {
  test.each(files.map((file) => [file.name, file.text]))('%s is current', (name, content) => {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(content);
  });

  test('there is none without its source', () => {
    expect(readdirSync(folder).sort()).toEqual(files.map((file) => file.name).sort());
  });

  test.each([
    ['opsledger.yaml', '.schemas/opsledger.json'],
    ...readdirSync(join(data, 'contract'))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => [`contract/${name}`, `../.schemas/${name.replace('.yaml', '.json')}`]),
  ])('%s names its schema on the first line', (file, schema) => {
    const first = readFileSync(join(data, file), 'utf8').split('\n')[0];
    expect(first).toBe(`# yaml-language-server: $schema=${schema}`);
    expect(files.map((one) => `.schemas/${one.name}`)).toContain(schema.replace('../', ''));
  });
});

describe('the starter as an editor reads it', () => {
  const yamls = ['opsledger.yaml', ...readdirSync(join(data, 'contract')).map((name) => `contract/${name}`)];

  test.each(yamls.filter((file) => file.endsWith('.yaml')))('%s is valid', (file) => {
    const name = file.replace('contract/', '').replace('.yaml', '.json');
    const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    const value: unknown = parse(readFileSync(join(data, file), 'utf8'));
    expect(schema.safeParse(value).error?.issues).toBeUndefined();
    expect(schema.safeParse({ ...(value as object), unknown: 1 }).success).toBe(false);
  });
});

describe('what an editor is told', () => {
  const schema = z.strictObject({
    id: slug().meta({ label: '编号', example: 'app-server-1' }),
    unit: optional(text()).meta({ label: '单位', example: '%' }).describe('For programmers.'),
    days: count().meta({ label: '天数', unit: '天' }),
    label: nullable(text()).meta({ label: '标签' }),
    kind: z.enum(['a', 'b']).meta({ label: '类别', choices: { a: '甲', b: '乙' } }),
    list: z
      .array(z.strictObject({ choices: text().meta({ label: '选项', sensitivity: 'internal' }) }))
      .meta({ label: '清单' }),
  });
  const generated = jsonSchemaOf('样例', schema) as { properties: Record<string, object>; required: string[] };

  test('Chinese titles, units, examples and the words of codes', () => {
    expect(generated).toMatchObject({ title: '样例', type: 'object', additionalProperties: false });
    expect(generated.properties['days']).toEqual({
      title: '天数',
      description: '单位：天',
      type: 'integer',
      minimum: 0,
    });
    expect(generated.properties['kind']).toEqual({
      title: '类别',
      description: '可选：a 甲；b 乙',
      type: 'string',
      enum: ['a', 'b'],
      enumDescriptions: ['甲', '乙'],
    });
    expect(generated.properties['unit']).toMatchObject({
      title: '单位',
      description: '例：%',
      $comment: 'For programmers.',
    });
  });

  test('fields that are called like keywords stay fields', () => {
    expect(Object.keys(generated.properties)).toEqual(['id', 'unit', 'days', 'label', 'kind', 'list']);
    expect(generated.properties['label']).toMatchObject({ title: '标签' });
    expect(generated.properties['list']).toMatchObject({ items: { properties: { choices: { title: '选项' } } } });
    expect(JSON.stringify(generated)).not.toContain('sensitivity');
  });

  test('text that looks like a number is text; only what must be there is required', () => {
    expect(generated.properties['id']).toMatchObject({ type: ['string', 'number'], examples: ['app-server-1'] });
    expect(generated.required).not.toContain('unit');
    expect(generated.required).toContain('id');
  });
});

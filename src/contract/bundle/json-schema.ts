/**
 * JSON Schema of the YAML files, for editors: it completes keys and codes, and marks what is wrong while one types.
 * Labels, units, examples and the words of codes are carried over; the sentences for programmers go to `$comment`.
 */
import { z } from 'zod';
import { holidaysFileSchema } from '../calendar/holidays.ts';
import { plainWords, sayAllIn } from '../party-words.ts';
import { kindsFileSchema } from '../terms/asset-kinds.ts';
import { assetsFileSchema } from '../terms/assets.ts';
import { checklistFileSchema } from '../terms/checklist.ts';
import { contractSchema } from '../terms/contract.ts';
import { findingLevelsFileSchema } from '../terms/finding-levels.ts';
import { interpretationsFileSchema } from '../terms/interpretations.ts';
import { obligationsFileSchema, registersFileSchema, writtenFileSchema } from '../terms/obligations.ts';
import { bundleFiles } from './bundle-parts.ts';

type Json = Record<string, unknown>;

/** One generated file of the folder `.schemas/` beside the data. */
export interface SchemaFile {
  /** File name in `.schemas/`, such as `assets.json`. */
  name: string;
  text: string;
}

const sources: [file: string, title: string, schema: z.ZodType][] = [
  [bundleFiles.contract, '合同', contractSchema],
  [bundleFiles.kinds, '资产类别', kindsFileSchema],
  [bundleFiles.assets, '运维对象', assetsFileSchema],
  [bundleFiles.checks, '巡检检查项', checklistFileSchema],
  [bundleFiles.obligations, '交付义务', obligationsFileSchema],
  [bundleFiles.registers, '登记簿', registersFileSchema],
  [bundleFiles.written, '编写文档', writtenFileSchema],
  [bundleFiles.interpretations, '口径', interpretationsFileSchema],
  [bundleFiles.holidays, '节假日安排', holidaysFileSchema],
  [bundleFiles.findingLevels, '漏洞等级', findingLevelsFileSchema],
];

/** The generated schemas of all files under `contract/`, one for each. */
export function contractSchemaFiles(): SchemaFile[] {
  return sources.map(([file, title, schema]) => schemaFile(file, title, schema));
}

/**
 * The generated schema of one YAML file.
 * @param file path of the YAML file; the schema bears its name with `.json`
 * @param title Chinese name of the file's content
 */
export function schemaFile(file: string, title: string, schema: z.ZodType): SchemaFile {
  const name = file.replace(/^.*\//, '').replace(/\.ya?ml$/, '.json');
  return { name, text: `${JSON.stringify(jsonSchemaOf(title, schema), null, 2)}\n` };
}

/** JSON Schema (2020-12) of what a file may hold, described in Chinese. */
export function jsonSchemaOf(title: string, schema: z.ZodType): Json {
  const generated = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as Json;
  const { $schema, ...rest } = generated;
  return { $schema, ...sayAllIn(plainWords, forEditor({ ...rest, label: title })) };
}

/** Rewrites one schema and all inside it; property names are never taken for keywords. */
function forEditor(node: Json): Json {
  const { label, unit, example, choices, sensitivity: _, description, ...rest } = node;
  const words = choices as Readonly<Record<string, string>> | undefined;
  const codes = Array.isArray(rest['enum']) ? (rest['enum'] as string[]) : undefined;
  return {
    ...(label === undefined ? {} : { title: label }),
    ...describe(unit, example, words),
    ...(description === undefined ? {} : { $comment: description }),
    ...Object.fromEntries(Object.entries(rest).flatMap(([key, value]) => inside(key, value))),
    ...(typeof rest['type'] === 'string' ? { type: typeForEditor(rest) } : {}),
    ...(example === undefined ? {} : { examples: [example] }),
    ...(words && codes ? { enumDescriptions: codes.map((code) => words[code] ?? code) } : {}),
  };
}

function inside(key: string, value: unknown): [string, unknown][] {
  if (key === 'maximum' && value === Number.MAX_SAFE_INTEGER) return [];
  if (key === 'properties') {
    const entries = Object.entries(value as Json).map(([name, one]) => [name, forEditor(one as Json)]);
    return [[key, Object.fromEntries(entries)]];
  }
  if (Array.isArray(value) && /^(anyOf|oneOf|allOf)$/.test(key))
    return [[key, value.map((one) => forEditor(one as Json))]];
  if (/^(items|additionalProperties|propertyNames)$/.test(key) && typeof value === 'object' && value !== null) {
    return [[key, forEditor(value as Json)]];
  }
  return [[key, value]];
}

/** Free text may look like a number: 80, 1.10 and 5.3 are read to the letter, quoted or not. */
function typeForEditor(node: Json): unknown {
  const closed = node['enum'] !== undefined || node['const'] !== undefined;
  return node['type'] === 'string' && !closed ? ['string', 'number'] : node['type'];
}

/** What an editor shows beside the field: unit, example and the words of its codes. */
function describe(unit: unknown, example: unknown, words: Readonly<Record<string, string>> | undefined): Json {
  const lines = [
    ...(unit === undefined ? [] : [`单位：${String(unit)}`]),
    ...(example === undefined ? [] : [`例：${String(example)}`]),
    ...(words === undefined
      ? []
      : [
          `可选：${Object.entries(words)
            .map(([code, word]) => `${code} ${word}`)
            .join('；')}`,
        ]),
  ];
  return lines.length === 0 ? {} : { description: lines.join('。') };
}

/** The program's own data for lifting older files of a contract: `data/lifts/`, which only the loader reads. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TopicTable, topicTableSchema } from '../../contract/terms/lifts/lift-topics.ts';
import { parseWith } from '../text/parse.ts';
import { parseYaml } from '../text/yaml.ts';

const FILE = 'data/lifts/clause-topics.yaml';

let table: Promise<TopicTable> | undefined;

/** Topics of clauses of contracts of schema 1; read once in a process. @throws UserError when the program is not whole */
export function topicTable(): Promise<TopicTable> {
  table ??= readFile(join(import.meta.dirname, '../../..', FILE), 'utf8').then(
    (text) => parseWith(topicTableSchema, parseYaml(text, FILE), { file: FILE }).clauses,
  );
  return table;
}

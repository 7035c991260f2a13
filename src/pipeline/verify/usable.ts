/**
 * The files of the workspace by which the program works and which no document needs to be checked: whoever can no longer use
 * one would learn of it only on the day it is needed.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OPERATION_LOG_RULES, rulesSchema } from '../../collectors/parts/operation-log.ts';
import { UserError } from '../../contract/error.ts';
import { allowList } from '../../guard/allowed.ts';
import { SETTINGS_FILE } from '../../workspace/disk/areas.ts';
import { checkTargets, loadSettings } from '../../workspace/settings/settings.ts';
import { parseWith } from '../../workspace/text/parse.ts';
import { readDataFile } from '../../workspace/text/yaml.ts';
import { requireKnownTypes, type Session } from '../session.ts';
import { wordsOf } from './go-on.ts';
import type { Problem } from './problem.ts';

/** Settings, leak-allow list and rules of the operation logs that cannot be read are added to `problems`, 可用性. */
export async function checkUsable({ workspace: { root, contract } }: Session, problems: Problem[]): Promise<void> {
  const readers: [path: string, read: () => Promise<unknown>][] = [
    [SETTINGS_FILE, () => readSettings(root, contract)],
    ['leak-allow.yaml', () => allowList(root)],
    [OPERATION_LOG_RULES, () => readRules(root)],
  ];
  for (const [path, read] of readers) {
    try {
      await read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push({ path, property: '可用性', message: wordsOf(error) });
    }
  }
}

/** As a command that needs them reads them. */
async function readSettings(root: string, { assets }: Session['workspace']['contract']): Promise<void> {
  const settings = await loadSettings(root);
  checkTargets(settings, assets);
  await requireKnownTypes(settings.sources);
}

/** A workspace without the file has the rules of the program. */
async function readRules(root: string): Promise<void> {
  const file = OPERATION_LOG_RULES;
  if ((await stat(join(root, file)).catch(() => undefined)) === undefined) return;
  parseWith(rulesSchema, await readDataFile(root, file), { file });
}

/** Settings of the desk in the workspace of a test. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

/** Writes `desk` (and `site`) of a workspace's settings in place of what they were. */
export async function withDesk(root: string, desk: object, site?: object): Promise<void> {
  const file = join(root, 'opsledger.yaml');
  const settings = parseDocument(await readFile(file, 'utf8'));
  settings.set('desk', settings.createNode(desk));
  if (site !== undefined) settings.set('site', settings.createNode(site));
  await writeFile(file, settings.toString());
}

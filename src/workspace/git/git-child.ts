/** The program of `openHelper`: runs git as it is told, one request after the other, until its parent is gone. */
import { headOf, type Repository } from './commit.ts';
import type { HelperWork } from './helper.ts';
import { type Importer, openImporter } from './import.ts';
import { runGit } from './run.ts';
import { answerParent } from './small-process.ts';

/** One for each workspace: it goes on from its last commit. */
const importers = new Map<string, Importer>();

function importerOf(root: string): Importer {
  const known = importers.get(root);
  if (known !== undefined) return known;
  const text: Repository['text'] = (args, call = {}) => runGit(root, args, { ...call, bulk: true });
  const head = async () => (await headOf(root)) ?? (await text(['rev-parse', '--verify', 'HEAD'])).trim();
  const made = openImporter(root, { text, head });
  importers.set(root, made);
  return made;
}

/** What needs no index; before anything else it is brought up to the last commit. */
const WITHOUT_INDEX = new Set(['init', 'ls-tree', 'rev-parse', 'show', 'log']);

async function work(request: HelperWork): Promise<string> {
  const { root } = request;
  if ('commit' in request) return importerOf(root).commit(request.commit);
  if ('catchUp' in request) {
    await importerOf(root).catchUp();
    await importerOf(root).close();
    return '';
  }
  if (!WITHOUT_INDEX.has(request.args[0] ?? '')) await importerOf(root).catchUp();
  return runGit(root, request.args, request.call);
}

answerParent(work);

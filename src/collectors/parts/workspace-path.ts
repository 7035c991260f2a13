import { resolve } from 'node:path';
import type { CollectContext } from '../_collector.ts';

/** A path of the settings, relative to the workspace when it is relative. */
export function pathIn(context: Pick<CollectContext, 'root'>, path: string): string {
  return resolve(context.root ?? '.', path);
}

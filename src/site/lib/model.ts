import { readFileSync } from 'node:fs';
import type { SiteModel } from '../../report/site-model.ts';

/** The one input of the site, named by the pipeline. */
function readModel(): SiteModel {
  const file = process.env['OPSLEDGER_SITE_MODEL'];
  if (file === undefined)
    throw new Error('OPSLEDGER_SITE_MODEL names no site model: build the site with `opsledger site build`');
  // The builder is started before its model is made. This descriptor ends when the model is there, or when nobody makes it.
  const ready = process.env['OPSLEDGER_SITE_READY'];
  if (ready !== undefined) readFileSync(Number(ready));
  return JSON.parse(readFileSync(file, 'utf8')) as SiteModel;
}

export const model: SiteModel = readModel();

/** What stands beside the name of each page. */
export const siteTitle: string = model.siteTitle || '运维台账';
